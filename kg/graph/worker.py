"""The process that answers queries: no network, little memory, and ended by others or by the clock."""

from __future__ import annotations

import socket
from pathlib import Path

import msgspec

from kg.errors import KGError
from kg.graph.answering import Answerer
from kg.graph.confinement import confine, end_after
from kg.graph.store import open_store
from kg.graph.tasks import GRACE, Inbox, Outcome, Setup, Task, send

_STANDARD_INPUT = 0


def main() -> None:
    """Set up as told, then answer one task after another until the other end of the link is gone."""
    inbox = Inbox(socket.socket(fileno=_STANDARD_INPUT))
    told = inbox.wait()
    if told is None:
        return
    setup = msgspec.json.decode(told.head, type=Setup)
    confined = confine(setup.memory, setup.network)
    try:
        with open_store(Path(setup.folder)) as snapshot:
            send(inbox.link, Outcome(kind="ready", reason=str(snapshot.marker.store), confined=confined))
            serve(inbox, Answerer(snapshot, setup))
    except KGError as error:
        send(inbox.link, Outcome(kind="damaged", reason=str(error)))


def serve(inbox: Inbox, answerer: Answerer) -> None:
    """Answer tasks as they come, each within its time."""
    tasks = msgspec.json.Decoder(Task)
    while (message := inbox.wait()) is not None:
        task = tasks.decode(message.head)
        end_after(task.seconds + GRACE)
        outcome, answer = answerer.answer(task)
        end_after(0)
        send(inbox.link, outcome, answer.whole(), answer.file)
        answer.close()


if __name__ == "__main__":
    main()
