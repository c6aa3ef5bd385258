"""How much of an input is read before it is refused: all input is hostile. Documented in docs/reading.md."""

FILE_BYTES = 5_000_000
"""Largest plain-text or HTML file, in bytes; also the most that is taken from standard input."""

LINE_BYTES = 5_000_000
"""Longest line of a JSON Lines file, in bytes. The number of lines is free."""

TEXT_CHARACTERS = 1_000_000
"""Longest text of one document, in code points."""

SIDECAR_BYTES = 64_000
"""Largest sidecar, in bytes."""

METADATA_CHARACTERS = 2_000
"""Longest title, publisher or address kept, in code points; a longer one is refused by name."""

PAGE_SECONDS = 10.0
"""Wall-clock time for the article of one HTML page; after that the child process is killed."""

PAGE_MEMORY = 2_000_000_000
"""Address space of the process that takes articles out of HTML pages, in bytes."""
