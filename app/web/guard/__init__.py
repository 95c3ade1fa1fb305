"""What stands in front of every route."""
