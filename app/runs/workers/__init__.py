"""The processes that compute, and what they are given to do."""
