"""Runs `make run` until the page and the API answer; exits with 1 if they do not."""

import os
import re
import signal
import subprocess
import sys
from urllib.request import urlopen

COMMAND = ["make", "run", "ARGS=--no-open --port 0 --data :memory:"]
PATHS = ["", "api/limits"]

server = subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True, start_new_session=True)
try:
    assert server.stdout
    for line in server.stdout:
        print(line, end="", flush=True)
        if found := re.search(r"Unrolled is at (\S+)", line):
            break
    else:
        sys.exit("make run has ended, and nothing is served")
    for path in PATHS:
        with urlopen(f"{found[1]}{path}", timeout=60) as answer:
            print(f"/{path}: {answer.status}, {len(answer.read()):,} bytes", flush=True)
finally:
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGINT)
    server.communicate()
