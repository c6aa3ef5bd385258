"""Work that takes seconds, in a process of its own: nobody else waits for it, and it ends at its limits."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

LONGEST = 120.0
"""How many seconds it may take."""
MEMORY = 4 << 30
"""How much address space it may have, in bytes."""


def lines_of(module: str, *arguments: str) -> list[bytes]:
    """The whole lines that a module of this package prints until it ends or is ended."""
    command = [sys.executable, "-m", module, *arguments]
    # nothing is written to it: its input ends with this process, and it with that
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        timer = threading.Timer(LONGEST, process.kill)
        timer.start()
        assert process.stdout
        try:
            return [line for line in process.stdout if line.endswith(b"\n")]
        finally:
            timer.cancel()


def limit() -> None:
    """What such a process does first: it will take no more than it may, and end with who waits for it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    threading.Thread(target=_end_with_the_other, daemon=True).start()


def tell(line: bytes) -> None:
    """Print one line to who waits for it."""
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _end_with_the_other() -> None:
    os.read(0, 1)
    os._exit(1)
