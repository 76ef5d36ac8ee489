"""What can go wrong, in words a facilitator can act on.

CxError
├── WrongUse            a verb, flag, table or field that does not exist (exit 2)
│   └── Stale           a row that a change is about is gone, or stands already
├── NotUnderstood       what was typed is not of the field's kind; nothing was changed
├── ReadOnly            the session, or a closed round, may be looked at and not changed
└── FileTrouble         about a session file
    ├── Unreadable      not a session, damaged, or made by a newer version (exit 2)
    ├── ChangedOutside  somebody else changed the file since it was read (exit 3)
    └── NotSaved        could not be written; the record is still in memory (exit 3)
"""

from __future__ import annotations

from cxworkshop.language import Words


class CxError(Exception):
    """Says what is wrong, where, and what to do; `words` is shown in the reader's language."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


class WrongUse(CxError):
    """A verb, flag, table or field that does not exist."""


class Stale(WrongUse):
    """A row that a change is about is gone, or stands already."""


class NotUnderstood(CxError):
    """What was typed is not of the field's kind."""


class ReadOnly(CxError):
    """The session, or a closed round, may be looked at and not changed."""


class FileTrouble(CxError):
    """Something about a session file."""


class Unreadable(FileTrouble):
    """Not a session, damaged, or made by a newer version."""


class ChangedOutside(FileTrouble, OSError):
    """Somebody else changed the file since it was read."""


class NotSaved(FileTrouble, OSError):
    """The file could not be written; the record is still in memory."""
