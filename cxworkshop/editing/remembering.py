"""The steps of a history as a text that outlives the program, so that undo goes on after a workshop is opened
again on the same day.

A step that has a blind answer or a private note in it is left out: neither is kept longer than in the file
of the workshop. Undo of the others does not need it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from cxworkshop.editing.history import Step
from cxworkshop.errors import CxError, FileTrouble
from cxworkshop.method.privacy import KINDS
from cxworkshop.model.ops import key_of
from cxworkshop.model.ops_raw import ops_of, raw_ops
from cxworkshop.model.session import TABLES
from cxworkshop.storage.store import StoredSession

_LEFT_OUT = frozenset({*KINDS, *(name for name, record in TABLES.items() if record.table.private)})
_MOST_STEPS = 200
"""Steps that are kept, of those done and of those undone."""


class Past(NamedTuple):
    """What was done, the last step last, and what was undone."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()


class Memory:
    """What is stored of the steps of a session, beside its contents. A store that refuses them refuses the
    session too, which is reported there."""

    def __init__(self) -> None:
        self._text = ""

    def read(self, stored: StoredSession, on: date) -> Past:
        """The steps of the day that end in these very contents; others are of no use any more, and go."""
        self._text = stored.read_past()
        past = past_of(self._text, stored.mark, on)
        if not any(past):
            self._put(stored, "")
        return past

    def keep(self, stored: StoredSession, past: Past, on: date) -> None:
        self._put(stored, past_text(past, stored.mark, on))

    def forget(self, stored: StoredSession) -> None:
        self._put(stored, "")

    def _put(self, stored: StoredSession, text: str) -> None:
        if text != self._text:
            with suppress(FileTrouble):
                stored.put_past(text)
                self._text = text


def past_text(past: Past, mark: str, on: date) -> str:
    """The steps as a text that is of use for contents with that mark, on that day; empty without steps."""
    raw = [[_raw(step) for step in steps if not is_private(step)][-_MOST_STEPS:] for steps in past]
    if not any(raw):
        return ""
    return json.dumps({"mark": mark, "on": on.isoformat(), "steps": raw}, ensure_ascii=False)


def past_of(text: str, mark: str, on: date) -> Past:
    """The steps in a text; none where it is of other contents, of another day, or not to be understood."""
    try:
        raw = json.loads(text)
        if (raw["mark"], raw["on"]) != (mark, on.isoformat()):
            return Past()
        done, undone = (tuple(_step(*step) for step in steps) for steps in raw["steps"])
    except (CxError, ValueError, TypeError, KeyError, RecursionError):
        return Past()
    return Past(done, undone)


def is_private(step: Step) -> bool:
    """Whether a step has a blind answer or a private note in it."""
    return any(key_of(op)[0] in _LEFT_OUT for op in (*step.ops, *step.inverse))


def _raw(step: Step) -> list[Any]:
    return [str(step.name), raw_ops(step.ops), raw_ops(step.inverse)]


def _step(name: str, ops: Sequence[Sequence[Any]], inverse: Sequence[Sequence[Any]]) -> Step:
    return Step(str(name), ops_of(ops), ops_of(inverse))
