"""What a run trains on, how well it does, and who trains which update."""
