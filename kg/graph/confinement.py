"""A process without a network, with little memory, and with an end: before a stranger's query runs in it."""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import signal
import struct
import sys

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_SECOND_TABLE = 0x40000000
_RING = 425
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Of each kind of machine, as Linux names it: the number of the architecture, and of the call that makes a socket."""


def confine(memory: int, network: bool = False) -> bool:
    """Limit the address space to `memory` bytes and leave the network; False where it had to be kept."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    return not network and (leave_network() or forbid_sockets())


def end_after(seconds: float) -> None:
    """End this process in so many seconds, whatever it does then; 0 takes it back."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def leave_network() -> bool:
    """Move into a network of this process's own, which leads nowhere; False where the system does not let us.

    By the C library, as `os.unshare` is not in every Python that we run on.
    """
    unshare = getattr(ctypes.CDLL(None), "unshare", None) if sys.platform == "linux" else None
    return unshare is not None and unshare(_NEW_USER | _NEW_NET) == 0


def forbid_sockets() -> bool:
    """Have the kernel refuse every new socket of this process (seccomp); False where that cannot be had."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    rules = _rules(*_MACHINES[platform.machine()])
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *rule) for rule in rules))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(rules), ctypes.addressof(code)))
    control = ctypes.CDLL(None).prctl
    return bool(control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and control(_SET_FILTER, _FILTER, program, 0, 0) == 0)


def _rules(architecture: int, make_socket: int) -> tuple[tuple[int, int, int, int], ...]:
    """The filter's program: a foreign or second table of calls, new sockets and rings (which open sockets) refused."""
    return (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 3, 0, _SECOND_TABLE),
        (_EQUAL, 2, 0, make_socket),
        (_EQUAL, 1, 0, _RING),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
