"""`unrolled trace`: every value and gradient of one pass, as POST /api/trace answers."""

import argparse

from ..runs.config.settings import checked
from ..runs.frame.encode import Writing
from ..runs.traces.request import TraceRequest, compute_trace
from ..runs.workers.process import WorkerProcess
from .files import format_of, read_json, write


def run(options: argparse.Namespace) -> int:
    """Write the answer."""
    given = read_json(options.file)
    if options.include:
        given["include"] = [name.strip() for name in options.include.split(",")]
    form = format_of(options.format, options.output, "json", "npz", "csv")
    writing = Writing(form, array=options.array)
    with WorkerProcess() as process:
        answer = process.submit(compute_trace, checked(TraceRequest, given), writing).result()
    write(answer, options.output)
    return 0
