"""The commands and their options, as `unrolled --help` tells of them."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_data_dir

from .. import __version__

DEFAULT_FILE = Path(user_data_dir("unrolled", appauthor=False)) / "runs.sqlite3"
EXIT_CODES = "exit codes: 0 done, 1 failed, 2 asked for what cannot be, 130 interrupted"
ABOUT = ("-h", "--help", "--version")
LOG_LEVELS = ("critical", "error", "warning", "info", "debug")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Without a command it is `serve`. Exits with 2, and a sentence, where it cannot be read."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ABOUT):
        arguments = ["serve", *arguments]
    return parser().parse_args(arguments)


def parser() -> argparse.ArgumentParser:
    """All that can be asked."""
    made = argparse.ArgumentParser(
        prog="unrolled",
        description="Watch a recurrent neural network unroll and learn.",
        epilog=f"Without a command it serves. {EXIT_CODES}",
    )
    made.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (add, help_, example) in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.",
            epilog=f"for example: {example}",
        )
        add(one)
    return made


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; :: or 0.0.0.0 for a whole class"
    )
    parser.add_argument("--port", type=_port, help="default: 8000, or the next one that is free")
    parser.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which browsers may open it, besides this computer's own; repeatable",
    )
    _add_data(parser)
    parser.add_argument(
        "--workers",
        type=_workers,
        default=min(4, os.cpu_count() or 1),
        metavar="N",
        help="processes that compute (default: %(default)s, one for each core, at most 4)",
    )
    parser.add_argument(
        "--log-level", choices=LOG_LEVELS, default="warning", help="default: %(default)s"
    )
    parser.add_argument(
        "--open",
        dest="browser",
        action=argparse.BooleanOptionalAction,
        help="open a browser (default: if there is a screen)",
    )
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="the same as --no-open"
    )


def _train(parser: argparse.ArgumentParser) -> None:
    _add_what(parser)
    parser.add_argument("--name", help="a name for the run")
    _add_data(parser)


def _trace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON as POST /api/trace takes it; - for the standard input")
    parser.add_argument(
        "--include",
        metavar="NAMES",
        help="more, separated by commas: itemised, flow, jacobians, truncations, gradient_check",
    )
    parser.add_argument("--array", metavar="NAME", help="of CSV: grad_hidden, grad_params.W_h …")
    _add_output(parser, "json", "npz", "csv")


def _export(parser: argparse.ArgumentParser) -> None:
    _add_what(parser, "|RUN")
    parser.add_argument("--update", type=int, metavar="N", help="the update (default: the last)")
    parser.add_argument("--to", type=int, metavar="N", help="of a page: its last update")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="of a page: the stride")
    _add_output(parser, "pytorch", "keras", "numpy", "html")
    _add_data(parser)


def _tasks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="a task: its config, for unrolled train")


COMMANDS = {
    "serve": (_serve, "show the page and answer requests", "unrolled serve --port 9000"),
    "train": (_train, "train, and keep the recording", "unrolled train sunspots --set k=24"),
    "trace": (_trace, "compute every gradient of one pass", "unrolled trace case.json -o out.npz"),
    "export": (
        _export,
        "write an update as a program or a page",
        "unrolled export echo -o out.html",
    ),
    "tasks": (_tasks, "list what can be learnt", "unrolled tasks sunspots > config.json"),
}


def _add_what(parser: argparse.ArgumentParser, more: str = "") -> None:
    parser.add_argument("what", metavar=f"CONFIG.json|TASK{more}", help="what is trained")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting, such as k=12, cell=lstm or optimizer=adam; may be repeated",
    )


def _add_output(parser: argparse.ArgumentParser, *formats: str) -> None:
    help_ = f"default: as the file's name ends, or {formats[0]}"
    parser.add_argument("--format", choices=formats, help=help_)
    parser.add_argument("-o", "--output", metavar="FILE", help="default: the standard output")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        default=str(DEFAULT_FILE),
        metavar="FILE",
        help="where runs are kept, or :memory: (default: %(default)s)",
    )


def _port(text: str) -> int:
    return _whole(text, 0, 65535)


def _workers(text: str) -> int:
    return _whole(text, 1, 64)


def _whole(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}")
    return int(text)
