"""The open cell: what is being typed, what it may mean, and what it becomes when it is kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import _, say
from cxworkshop.model.kinds import (
    Choices,
    Day,
    Kind,
    LongText,
    Number,
    Numbers,
    Option,
    Reading,
    Reference,
    References,
    matches,
)
from cxworkshop.model.session import TABLES
from cxworkshop.sheets.line import Line

SHOWN = 8
"""Options in sight at a time."""


class AddNew:
    """The option that adds what was typed to the list first."""

    def __init__(self, table: str, name: str) -> None:
        self.table, self.name = table, name


@dataclass(frozen=True)
class Editor:
    """One open cell. `picked` is the place of the option that Enter takes, -1 for none. Until it is `touched`
    it keeps what was there `before`, whatever the text reads back as: a date with seconds, somebody who has
    left, a third."""

    kind: Kind
    line: Line
    reading: Reading
    picked: int = -1
    before: Any = None
    touched: bool = False

    @classmethod
    def opened(cls, kind: Kind, value: Any, reading: Reading) -> Editor:
        """The editor of a value: text behind its end, or the list with what is there picked."""
        options = kind.options(reading)
        if isinstance(kind, References | Choices):
            text = kind.typed(value, reading)
            return cls(kind, Line.of(text + "; " if text else ""), reading, before=value)
        if not options:
            return cls(kind, Line.of(kind.typed(value, reading)), reading, before=value)
        picked = next((i for i, o in enumerate(options) if o.value == value and value is not None), -1)
        return cls(kind, Line(), reading, picked, value)

    @property
    def offers(self) -> list[Option]:
        """What can be picked now: all, or what the typed text may mean, and "add new" where a list can
        grow."""
        options = self.kind.options(self.reading)
        grows = (
            isinstance(self.kind, Reference)
            and bool(TABLES[self.kind.to].table.prefix)
            and TABLES[self.kind.to].table.owner == "session"
        )
        if not options and not grows:
            return []
        text = self.fragment
        found = matches(options, text)
        if (
            text
            and grows
            and isinstance(self.kind, Reference)
            and not any(o.text.casefold() == text.casefold() for o in found)
        ):
            found.append(Option(AddNew(self.kind.to, text), _("+ Add “{name}”").format(name=text)))
        return found

    @property
    def fragment(self) -> str:
        """What is being typed: the text, or the last part of a list of several."""
        text = self.line.text
        return (
            text.rsplit(";", 1)[-1].strip() if isinstance(self.kind, References | Choices) else text.strip()
        )

    def typed(self, text: str) -> Editor:
        """After characters were typed or pasted. A figure or a date that stands there gives way to the first
        of them, since another one is meant; behind a caret that was moved it is edited like words."""
        if not isinstance(self.kind, LongText):
            text = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
        gives_way = (
            isinstance(self.kind, Number | Numbers | Day)
            and not self.touched
            and self.line == Line.of(self.line.text)
        )
        return self._with((Line() if gives_way else self.line).insert(text))

    def with_text(self, text: str) -> Editor:
        """With nothing but this text typed."""
        return self._with(Line.of(text))

    def press(self, key: str) -> Editor | None:
        """After an editing key; None when it means nothing here."""
        if key in ("up", "down") and self.picks_with(key):
            count = len(self.offers)
            return replace(
                self,
                touched=True,
                picked=(self.picked + (1 if key == "down" else -1)) % count
                if self.picked >= 0 or key == "down"
                else count - 1,
            )
        if isinstance(self.kind, LongText) and key in ("shift+enter", "alt+enter", "ctrl+j"):
            return self._with(self.line.insert("\n"))
        if (line := self.line.press(key)) is None:
            return None
        if key in ("backspace", "delete", "ctrl+u") and not line.text:
            return replace(self, line=line, picked=-1, touched=True)
        return self._with(line) if line.text != self.line.text else replace(self, line=line)

    def _with(self, line: Line) -> Editor:
        changed = replace(self, line=line, touched=True)
        return replace(changed, picked=0 if changed.fragment and changed.offers else -1)

    def picks_with(self, key: str) -> bool:
        """Whether an arrow picks among what is offered. Where what was typed begins one thing only, or only
        somebody new can be meant, down keeps that and goes to the cell below: a column is filled with names
        or a few letters and an arrow each. Up still picks, "add new" first."""
        text, offers = self.fragment.casefold(), self.offers
        is_clear = bool(text) and (
            len(offers) == 1 or sum(offer.text.casefold().startswith(text) for offer in offers) == 1
        )
        return bool(offers) and not (key == "down" and is_clear)

    @property
    def pick(self) -> Option | None:
        """The option Enter takes."""
        offers = self.offers
        return offers[self.picked] if 0 <= self.picked < len(offers) else None

    def value(self) -> Any:
        """What is kept: a value of the kind, or an AddNew. Raises NotUnderstood with what is wrong."""
        if not self.touched:
            return self.before
        if isinstance(self.kind, References | Choices):
            return self._several()
        if self.pick is not None:
            return self.pick.value
        return self.kind.parse(self.line.text, self.reading)

    def _several(self) -> Any:
        kept = self.line.text.rsplit(";", 1)[0] if ";" in self.line.text else ""
        values: tuple[Any, ...] = self.kind.parse(kept, self.reading)
        if self.pick is None:
            if self.fragment:
                raise NotUnderstood(say("{value} is not on the list", value=self.fragment))
            return values
        if isinstance(self.pick.value, AddNew):
            return (values, self.pick.value)
        return tuple(dict.fromkeys((*values, self.pick.value)))

    def with_separator(self) -> Editor | None:
        """After a semicolon in a list of several: what is picked is written out. None where a semicolon is
        just a sign."""
        if (
            not isinstance(self.kind, References | Choices)
            or self.pick is None
            or isinstance(self.pick.value, AddNew)
            or not self.fragment
        ):
            return None
        kept = self.line.text.rsplit(";", 1)[0] + "; " if ";" in self.line.text else ""
        return replace(self, line=Line.of(f"{kept}{self.pick.text}; "), picked=-1, touched=True)
