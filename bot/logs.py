"""What the bot writes to stderr: one line per warning, never the text of an exception.

The library's exceptions can hold the token, and a question can stand in one of ours.
"""

from __future__ import annotations

import logging


class OneLine(logging.Formatter):
    """Time, logger, message, and of an exception its type only."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0] if record.exc_info else None
        line = f"{self.formatTime(record)} {record.name}: {record.getMessage()}"
        return f"{line} ({kind.__name__})" if kind else line


def configure() -> None:
    """Sends warnings and worse of every library to stderr, a line each."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
