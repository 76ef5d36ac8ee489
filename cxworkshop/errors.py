"""All errors of the program, each in words that a facilitator can act on.

CxError
├── WrongUse            a verb, flag, table or field that does not exist (exit 2)
│   └── Stale           a row that a change needs is gone, or exists already
├── FaultyTemplate      a firm's template or look cannot be used; nothing was written (exit 2)
├── NotUnderstood       what was typed is not of the field's kind; nothing was changed
├── ReadOnly            the session, or a closed round, can be read and not changed
├── RoomNotOpened       the room cannot be served: a port is taken, an address is gone
└── FileTrouble         about a session file
    ├── Unreadable      not a session, or damaged (exit 2)
    │   └── NewerVersion    sound, and made by a newer version (exit 2)
    ├── NotReached      a store elsewhere does not answer; what is typed stays on this laptop (exit 2)
    ├── ChangedOutside  another program has changed the file since it was read (exit 3)
    └── NotSaved        could not be written; the record is still in memory (exit 3)
        └── ReaderGone  nobody reads what is printed any more; nothing is said of it (exit 141)
"""

from __future__ import annotations

import errno

from cxworkshop.language import N_, Words, say

LONGEST_QUOTED = 60
"""Characters of a raw value that a message quotes."""


class CxError(Exception):
    """The base of all. `words` say what is wrong, where, and what to do, in the reader's language when
    shown."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


class WrongUse(CxError):
    """A verb, flag, table or field that does not exist."""


class Stale(WrongUse):
    """A row that a change needs is gone, or exists already."""


class FaultyTemplate(CxError):
    """A firm's template or look cannot be used; nothing was written."""


class NotUnderstood(CxError):
    """What was typed is not of the field's kind."""


class ReadOnly(CxError):
    """The session, or a closed round, can be read and not changed. Where another program has it open, `who`
    is its user, as far as that is known."""

    def __init__(self, words: Words, who: Words = "") -> None:
        super().__init__(words)
        self.who = who


class RoomNotOpened(CxError):
    """The page of the room cannot be served: a port is taken, an address is gone, or the extra is missing."""


class FileTrouble(CxError):
    """The base of errors about a session file."""


class Unreadable(FileTrouble):
    """Not a session, or damaged."""


class NewerVersion(Unreadable):
    """Made by a newer version of the program: the version of the file, and the program that wrote it."""

    def __init__(self, words: Words, version: int, program: str) -> None:
        super().__init__(words)
        self.version, self.program = version, program


class NotReached(FileTrouble):
    """A store elsewhere does not answer, or lets nobody in; what is typed stays on this laptop. `why` is the
    reason in a few words."""

    def __init__(self, words: Words, why: Words = "") -> None:
        super().__init__(words)
        self.why = why or words


class ChangedOutside(FileTrouble, OSError):
    """Another program has changed the file since it was read."""


class NotSaved(FileTrouble, OSError):
    """The file could not be written; the record is still in memory. `why` is the reason in a few words, for a
    line that has no room for all."""

    def __init__(self, words: Words, why: Words = "") -> None:
        super().__init__(words)
        self.why = why or words


class ReaderGone(NotSaved):
    """Nobody reads what is printed any more, as behind `| head`: other programs end by SIGPIPE then."""


SHORTAGES = {
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ENOMEM: N_("there is too little memory"),
}
"""What a system is short of, by the number of its error."""
_NO_THREAD = "can't start new thread"
"""What Python says when there is no memory for the stack of a thread."""


def shortage(error: BaseException) -> Words:
    """What the system is short of, when that and no mistake of the program is the reason; else empty."""
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and str(error) == _NO_THREAD):
        return say(SHORTAGES[errno.ENOMEM])
    number = error.errno if isinstance(error, OSError) else None
    return say(SHORTAGES[number]) if number in SHORTAGES else ""


def quoted(value: object) -> str:
    """A raw value as a message quotes it: a text as it is, anything else as JSON, as far as it is not too
    long. However large or deep the value is, no more of it than that is looked at."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, dict | list | tuple | bool | int | float | None):
        import json  # only a mistake pays for it

        text = ""
        for piece in json.JSONEncoder(ensure_ascii=False, default=str).iterencode(value):
            text += piece
            if len(text) > LONGEST_QUOTED:
                break
    else:
        text = str(value)
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"
