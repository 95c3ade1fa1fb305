"""What a command says, and ends, where it cannot be done as it was asked."""


class UsageError(Exception):
    """A command line, or a file that it names, that cannot be: one sentence."""
