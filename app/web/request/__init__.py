"""What many routes ask of a request."""
