"""The base of all kinds of value, and what typing is read against.

`cxworkshop.model.kinds` builds every kind on it and is what other modules import.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from cxworkshop import language
from cxworkshop.language import Message, say

if TYPE_CHECKING:
    from cxworkshop.model.session import Session

Carried = Literal["identity", "copied", "emptied", "asked", "unfinished", "history", "never"]
"""How the next round begins with a value: the same identity, a copy, empty, asked again, unfinished ones
only, kept in the old round as history, or never (method F.2)."""


@dataclass(frozen=True)
class Reading:
    """What typed text is read against: the session (for names) and the day (for +30d)."""

    session: Session
    on: date


@dataclass(frozen=True)
class Option:
    """A choice: the value stored and the text shown, with what is said beside it. `along` are the values of
    other fields that come with it: of its row, or of the row that it adds to another table."""

    value: Any
    text: str
    aside: str = ""
    along: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """The base of all kinds. `derived`: an empty value is computed; a value that is set overrides it.
    `is_new`: the version before does not have the field; its default is not written, so that rows which say
    nothing of it stay as they are.
    """

    label: str
    help: str = ""
    derived: bool = False
    is_new: bool = False
    carried: Carried | None = None

    def parse(self, text: str, reading: Reading) -> Any:
        """The value that `text` means; the empty value for an empty text. Raises NotUnderstood."""
        raise NotImplementedError

    def show(self, value: Any, reading: Reading) -> str:
        """The value in the reader's form; "" for the empty value."""
        return language.shown(value) if value not in (None, "", ()) else ""

    def typed(self, value: Any, reading: Reading) -> str:
        """The text an editor opens with; `parse` reads it back."""
        return self.show(value, reading)

    def options(self, reading: Reading) -> Sequence[Option]:
        """The choices offered while typing; empty when any text may be typed."""
        return ()

    def fault(self, value: Any) -> Message | None:
        """Why a value of the right type is invalid; None when it is valid."""
        return None

    def expected(self) -> Message:
        """What the field expects, as error messages say it."""
        return say("text")
