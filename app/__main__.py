"""The command line: `unrolled`, or `python -m unrolled`."""

import sys
from collections.abc import Sequence
from importlib import import_module

from .commands.parser import parse


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; the result is the exit code (see EXIT_CODES)."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    from .commands.errors import UsageError
    from .runs.errors import InputError
    from .strings import problem_words

    try:
        return int(import_module(f".commands.{options.command}", __package__).run(options))
    except InputError as error:
        words = problem_words(error.code, error.params, error.field)
        print(f"unrolled: {words}", file=sys.stderr)
        return 2
    except UsageError as error:
        print(f"unrolled: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # who reads has seen enough
        sys.stdout = None
        return 1
    except OSError as error:
        print(f"unrolled: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
