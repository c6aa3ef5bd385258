"""What can go wrong, each with what, where and what to do; the command line prints one line and exits non-zero."""


class KGError(Exception):
    """Root of everything this package raises on purpose."""


class ReadError(KGError):
    """An input that cannot be read: its source as given and the reason."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class NothingReadError(KGError):
    """None of a build's inputs could be read and there was no graph before; `errors` has the reason of each."""

    def __init__(self, errors: tuple[ReadError, ...]) -> None:
        super().__init__("nothing could be read, so no graph was made")
        self.errors = errors


class ModelError(KGError):
    """The language model is missing or is not a spaCy pipeline."""


class StoreError(KGError):
    """A graph folder that cannot be opened, is damaged, or belongs to someone else."""


class QueryError(KGError):
    """A query that does not parse, asks for something refused, or lacks a parameter."""


class CheckError(KGError):
    """A graph that breaks its shapes or whose evidence does not match its texts."""
