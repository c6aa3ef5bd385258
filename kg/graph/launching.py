"""Starting a query process, and saying why one ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kg.graph.tasks import Inbox, Setup, send

_OUT_OF_MEMORY = ("memory allocation", "MemoryError", "bad_alloc", "Cannot allocate memory")
_SEND_BUFFER = 1 << 20
_LAST_WORDS = 10.0


@dataclass(frozen=True, slots=True)
class Launched:
    """A query process that was told its setup, and the link to it."""

    process: subprocess.Popen[bytes]
    inbox: Inbox
    memory: int

    def end(self) -> str:
        """End the process, let go of the link, and say why it ended, should it have done so by itself."""
        self.inbox.close()
        self.process.kill()
        with self.process:
            said = self.process.stderr.read() if self.process.stderr else b""
            status = self.process.wait(_LAST_WORDS)
        return failure(status, said.decode(errors="replace"), self.memory)


def launch(setup: Setup) -> Launched:
    """Start a query process: it takes this very package, and no module from the folder in which we happen to be.

    It is out of reach of the keyboard, so that an interrupt ends it through us. One arena for its memory: each more
    would take 64 MB of its address space for nothing.
    """
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    roots = [str(Path(__file__).parents[2]), *(root for root in given if root)]
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.graph.worker"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(roots), "MALLOC_ARENA_MAX": "1"},
            process_group=0,
        )
    send(ours, setup)
    return Launched(process, Inbox(ours), setup.memory)


def failure(status: int, complaints: str, memory: int) -> str:
    """Why a process ended without an answer, from its exit status and what it wrote to standard error."""
    if any(sign in complaints for sign in _OUT_OF_MEMORY):
        return f"the query needed more than {memory >> 20} MB of memory; ask for less"
    lines = [line.strip() for line in complaints.splitlines() if line.strip()]
    if status < 0:
        known = -status in set(signal.Signals)
        lines.append(f"ended by {signal.Signals(-status).name if known else f'signal {-status}'}")
    return f"the query process failed: {lines[-1][:200] if lines else f'exit status {status}'}"
