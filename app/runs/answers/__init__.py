"""What a trained network answers, and how long training takes."""
