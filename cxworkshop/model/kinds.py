"""Every kind of value a field can hold: how it is typed, shown, checked and offered while typing.

A record declares a field once, as `Annotated[type, Kind(label, help=…)]`; cells, forms, the faults of a file,
the schema and the exports all ask the kind.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cxworkshop import language
from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import N_, Message, _, plain, say
from cxworkshop.model.date_kinds import Day, Moment
from cxworkshop.model.dates import read_months
from cxworkshop.model.kind import Carried, Kind, Option, Reading
from cxworkshop.model.matching import Match, folded, match, match_titled, matches, several
from cxworkshop.model.number_kinds import Money, Number, Numbers, Rhythm

__all__ = [
    "LEVELS", "OLDER", "Carried", "Choice", "Choices", "Day", "Kind", "LongText", "Moment", "Money", "Number",
    "Numbers", "Option", "Period", "Reading", "Reference", "References", "Rhythm", "Text", "YesNo",
    "every_option", "matches",
]  # fmt: skip
OLDER = "other"
"""The value that an older program reads where a newer one is recorded."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Text(Kind):
    """One line of free text. `length` is a recommended maximum in characters; longer text is accepted."""

    length: int = 0

    def parse(self, text: str, reading: Reading) -> str | None:
        return " ".join(text.split("\n")).strip() or (None if self.derived else "")


@dataclass(frozen=True, kw_only=True, eq=False)
class Period(Text):
    """A year, or a range of months as 2025-10..2026-09."""

    def parse(self, text: str, reading: Reading) -> str:
        return read_months(super().parse(text, reading) or "")

    def show(self, value: Any, reading: Reading) -> str:
        return language.months_text(value or "")

    def typed(self, value: Any, reading: Reading) -> str:
        return str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class LongText(Kind):
    """Free text over several lines."""

    def parse(self, text: str, reading: Reading) -> str:
        return text.strip()


@dataclass(frozen=True, kw_only=True, eq=False)
class YesNo(Kind):
    """Yes or no; None where it is derived and not set."""

    def parse(self, text: str, reading: Reading) -> bool | None:
        if not text.strip():
            return None if self.derived else False
        if text.strip() in "✓✔☑xX":
            return True
        options = matches(self.options(reading), text)
        if not options:
            raise NotUnderstood(
                say("{value} is not {expected}", value=quoted(text.strip()), expected=self.expected())
            )
        return bool(options[0].value)

    def show(self, value: Any, reading: Reading) -> str:
        return "✓" if value else ""

    def typed(self, value: Any, reading: Reading) -> str:
        return "" if value is None else _("yes") if value else _("no")

    def options(self, reading: Reading) -> Sequence[Option]:
        return (Option(True, _("yes")), Option(False, _("no")))

    def expected(self) -> Message:
        return say("yes or no")


def _named(options: Sequence[Option], typed: str) -> Option | None:
    return next((option for option in options if folded(option.text) == typed), None)


class _Labels(NamedTuple):
    """Values and labels of a choice; the labels are joined when they are shown, as few of many faults are."""

    of: tuple[tuple[Any, str], ...]

    def __str__(self) -> str:
        return ", ".join(_(words) for _value, words in self.of)


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice(Kind):
    """One of a few values. `of` holds pairs of value and label, `also` other words that mean a value;
    `not_offered` are values by the sector that has none of them; `newer` are values that the version before
    does not know, and reads as OLDER."""

    of: tuple[tuple[Any, str], ...]
    also: tuple[tuple[Any, str], ...] = ()
    not_offered: Mapping[str, Container[Any]] = field(default_factory=dict)
    newer: frozenset[str] = frozenset()

    def parse(self, text: str, reading: Reading) -> Any:
        if not text.strip():
            return None
        typed = folded(text)
        for value, _words in self.of:
            if folded(str(value)) == typed:
                return value
        offered = self.options(reading)
        others = self._other_words(offered)
        if (option := _named(offered, typed) or _named(others, typed)) is not None:
            return option.value
        matched = match(offered, text)
        if not matched.possible:
            matched = match(others, text)
        if (option := matched.matched or matched.offered) is not None:
            return option.value
        if len({candidate.value for candidate in matched.candidates}) == 1:
            return matched.candidates[0].value
        if matched.candidates:
            raise NotUnderstood(several(text, matched))
        raise NotUnderstood(
            say(
                "{value} is not one of: {words}",
                value=quoted(text.strip()),
                words=", ".join(option.text for option in offered),
            )
        )

    def _other_words(self, offered: Sequence[Option]) -> list[Option]:
        """Words that are understood though not offered: other words of a value, a company's, and the values
        that the sector has not."""
        texts = {option.text for option in offered}
        words = {
            shown: value for value, label in (*self.of, *self.also) for shown in (_(label), plain(label))
        }
        return [Option(value, shown) for shown, value in words.items() if shown not in texts]

    def show(self, value: Any, reading: Reading) -> str:
        return self.words(value)

    def words(self, value: Any) -> str:
        """The label of a value in the reader's language; an unknown value as text."""
        return next(
            (_(words) for known, words in self.of if known == value), "" if value is None else str(value)
        )

    def options(self, reading: Reading) -> Sequence[Option]:
        hidden = self.not_offered.get(reading.session.organisation.sector or "", ())
        return tuple(Option(value, _(words)) for value, words in self.of if value not in hidden)

    def expected(self) -> Message:
        return say("one of: {words}", words=_Labels(self.of))

    def fault(self, value: Any) -> Message | None:
        if value is None or any(value == known for known, _words in self.of):
            return None
        return say(
            "{value} is not one of: {words}",
            value=quoted(value),
            words=", ".join(str(known) for known, _words in self.of),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Choices(Choice):
    """Several of a few values, separated by semicolons or commas."""

    def parse(self, text: str, reading: Reading) -> tuple[Any, ...]:
        return tuple(
            dict.fromkeys(
                Choice.parse(self, part, reading) for part in re.split(r"[;,]", text) if part.strip()
            )
        )

    def show(self, value: Any, reading: Reading) -> str:
        return ", ".join(self.words(v) for v in value or ())

    def typed(self, value: Any, reading: Reading) -> str:
        return "; ".join(self.words(v) for v in value or ())

    def fault(self, value: Any) -> Message | None:
        return next((fault for v in value or () if (fault := Choice.fault(self, v)) is not None), None)


@dataclass(frozen=True, kw_only=True, eq=False)
class Reference(Kind):
    """A row of another table, stored by its id and shown by its name."""

    to: str

    def parse(self, text: str, reading: Reading) -> str | None:
        if not text.strip():
            return None
        matched = self.match(text, reading)
        if matched.taken is not None:
            return str(matched.taken.value)
        if matched.possible:
            raise NotUnderstood(several(text, matched))
        raise NotUnderstood(say("{value} is not on the list", value=quoted(text.strip())))

    def match(self, text: str, reading: Reading) -> Match:
        """What a typed name means: among the choices, else among all rows, those that have left too."""
        offered = self.offered(text, reading)
        if offered.matched is not None:
            return offered
        among_all = match(every_option(self.to, reading), text)
        return among_all if among_all.matched is not None or not offered.possible else offered

    def offered(self, text: str, reading: Reading) -> Match:
        """What a typed name means among the choices; of people also the title that only one of them has."""
        options = self.options(reading)
        if self.to != "people":
            return match(options, text)
        return match_titled(options, {person.id: person.role for person in reading.session.people}, text)

    def show(self, value: Any, reading: Reading) -> str:
        return reading.session.name_of(self.to, value) if value else ""

    def options(self, reading: Reading) -> Sequence[Option]:
        session = reading.session
        return tuple(
            Option(row.id, session.name_of(self.to, row.id))
            for row in session.records(self.to)
            if not row.has_left(reading.on)
        )

    def expected(self) -> Message:
        return say("a name from the list")


@dataclass(frozen=True, kw_only=True, eq=False)
class References(Reference):
    """Several rows of another table, separated by semicolons (or commas)."""

    # a tuple of ids where the base returns one
    def parse(self, text: str, reading: Reading) -> tuple[str, ...]:  # type: ignore[override]
        rows: list[str | None] = []
        for part in (part for part in text.split(";") if part.strip()):
            try:
                rows.append(Reference.parse(self, part, reading))
            except NotUnderstood:
                if "," not in part:
                    raise
                rows += [Reference.parse(self, name, reading) for name in part.split(",") if name.strip()]
        return tuple(dict.fromkeys(row for row in rows if row))

    def show(self, value: Any, reading: Reading) -> str:
        return ", ".join(reading.session.name_of(self.to, v) for v in value or ())

    def typed(self, value: Any, reading: Reading) -> str:
        return "; ".join(reading.session.name_of(self.to, v) for v in value or ())


def every_option(table: str, reading: Reading) -> tuple[Option, ...]:
    """All rows of a table as options, including those that have left."""
    session = reading.session
    return tuple(Option(row.id, session.name_of(table, row.id)) for row in session.records(table))


LEVELS = (
    (1, N_("1 clearly below")),
    (2, N_("2 below")),
    (3, N_("3 meets")),
    (4, N_("4 exceeds")),
    (5, N_("5 clearly exceeds")),
)
"""The experience against what customers expect (method B.4). Always shown with the label."""
