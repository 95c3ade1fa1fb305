"""One pass of any network on any data, without a run."""
