"""The kinds of value a field can hold: how each is typed, shown, checked and offered while typing.

A record declares a field once, as `Annotated[type, Kind(label, help=…)]`; cells, forms, faults of a file, the
schema and the exports all ask the kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from cxworkshop import language
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import N_, Message, _, say
from cxworkshop.model.dates import read_day
from cxworkshop.model.numbers import LONGEST, read_number, read_time

if TYPE_CHECKING:
    from cxworkshop.model.session import Session

Carried = Literal["identity", "copied", "emptied", "asked", "unfinished", "history", "never"]
"""How the next round begins with a value: the same identity, a copy, empty, asked again, only what is
unfinished, kept in the old round as history, or never (method F.2)."""


@dataclass(frozen=True)
class Reading:
    """What typing is understood against: the session (names) and the day (+30d)."""

    session: Session
    on: date


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen: the value stored and the text shown."""

    value: Any
    text: str


def matches(options: Sequence[Option], text: str) -> list[Option]:
    """The options that `text` may mean, the likeliest first: equal, begins so, a word begins so, holds it."""
    want = text.strip().casefold()
    if not want:
        return list(options)
    ranked: list[tuple[int, int, Option]] = []
    for i, option in enumerate(options):
        name = option.text.casefold()
        if name == want or str(option.value).casefold() == want:
            rank = 0
        elif name.startswith(want):
            rank = 1
        elif any(word.startswith(want) for word in re.split(r"[\s\-/(]+", name)):
            rank = 2
        elif want in name:
            rank = 3
        else:
            continue
        ranked.append((rank, i, option))
    return [option for _rank, _i, option in sorted(ranked, key=lambda r: r[:2])]


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """What every kind shares. `derived`: an empty value is computed, a value means somebody overrode it."""

    label: str
    help: str = ""
    derived: bool = False
    carried: Carried | None = None

    def parse(self, text: str, reading: Reading) -> Any:
        """The value `text` means; an empty text is the empty value. Raises NotUnderstood."""
        raise NotImplementedError

    def show(self, value: Any, reading: Reading) -> str:
        """The value as the reader reads it; empty when there is none."""
        return language.shown(value) if value not in (None, "", ()) else ""

    def typed(self, value: Any, reading: Reading) -> str:
        """The text an open editor begins with; `parse` reads it back."""
        return self.show(value, reading)

    def options(self, reading: Reading) -> Sequence[Option]:
        """What can be chosen while typing; empty when anything can be typed."""
        return ()

    def fault(self, value: Any) -> Message | None:
        """Why a value of the right type is still wrong; None when it is right."""
        return None

    def expected(self) -> Message:
        """What belongs here, for the words of a fault."""
        return say("text")

    def _understood(self, value: Any) -> Any:
        if (fault := self.fault(value)) is not None:
            raise NotUnderstood(fault)
        return value


@dataclass(frozen=True, kw_only=True, eq=False)
class Text(Kind):
    """One line of words as people said them. `length` is a hint, never a refusal."""

    length: int = 0

    def parse(self, text: str, reading: Reading) -> str:
        return " ".join(text.split("\n")).strip()


@dataclass(frozen=True, kw_only=True, eq=False)
class Period(Text):
    """A year, or months as 2025-10..2026-09."""

    def show(self, value: Any, reading: Reading) -> str:
        return language.months_text(value or "")

    def typed(self, value: Any, reading: Reading) -> str:
        return str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class LongText(Kind):
    """Words that may run over several lines."""

    def parse(self, text: str, reading: Reading) -> str:
        return text.strip()


@dataclass(frozen=True, kw_only=True, eq=False)
class Number(Kind):
    """A number, whole or not, with its unit (`one` of it, where that reads otherwise) and limits (both ends
    included)."""

    unit: str = ""
    one: str = ""
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False

    def parse(self, text: str, reading: Reading) -> float | int | None:
        if not text.strip():
            return None
        value = read_time(text, self.unit) if self.unit in LONGEST else read_number(text, self.unit)
        if value is None or (self.whole and value != int(value)):
            raise NotUnderstood(
                say("{value} is not {expected}", value=text.strip(), expected=self.expected())
            )
        number: float | int = int(value) if self.whole else value
        self._understood(number)
        return number

    def show(self, value: Any, reading: Reading) -> str:
        if value is None:
            return ""
        text = language.number(value)
        if self.unit == "€":
            return language.in_euros(text)
        unit = self.one if self.one and value == 1 else self.unit
        return f"{text} {_(unit)}" if unit else text

    def typed(self, value: Any, reading: Reading) -> str:
        return "" if value is None else language.number(value)

    def fault(self, value: Any) -> Message | None:
        if value is None or isinstance(value, bool):
            return None
        if (self.minimum is not None and value < self.minimum) or (
            self.maximum is not None and value > self.maximum
        ):
            return say("{value} is not {expected}", value=value, expected=self.expected())
        return None

    def expected(self) -> Message:
        if self.unit in LONGEST and self.maximum is None:
            limits = {"low": self.minimum or 0, "high": LONGEST[self.unit], "unit": say(self.unit)}
            return (
                say("a whole number from {low} to {high} {unit}", **limits)
                if self.whole
                else say("a number from {low} to {high} {unit}", **limits)
            )
        if self.minimum is not None and self.maximum is not None:
            return say("a number from {low} to {high}", low=self.minimum, high=self.maximum)
        if self.minimum is not None:
            return (
                say("a whole number of at least {low}", low=self.minimum)
                if self.whole
                else say("a number of at least {low}", low=self.minimum)
            )
        return say("a whole number") if self.whole else say("a number")


@dataclass(frozen=True, kw_only=True, eq=False)
class Money(Number):
    """Whole euros. 120k and 1.2M are read too."""

    whole: bool = True
    minimum: float | None = 0

    def show(self, value: Any, reading: Reading) -> str:
        return "" if value is None else language.money(value)

    def typed(self, value: Any, reading: Reading) -> str:
        return "" if value is None else language.whole(value)

    def expected(self) -> Message:
        return say("a sum in whole euros, such as 40 000 or 40k")


@dataclass(frozen=True, kw_only=True, eq=False)
class Numbers(Kind):
    """Several whole sums in a row, parted by + or ;."""

    def parse(self, text: str, reading: Reading) -> tuple[int, ...]:
        found = []
        for part in re.split(r"[;+/]", text):
            if part.strip():
                value = read_number(part, "€")
                if value is None or value < 0:
                    raise NotUnderstood(
                        say("{value} is not {expected}", value=part.strip(), expected=self.expected())
                    )
                found.append(round(value))
        return tuple(found)

    def show(self, value: Any, reading: Reading) -> str:
        return " + ".join(language.whole(v) for v in value or ())

    def expected(self) -> Message:
        return say("sums in whole euros parted by +, such as 40k + 30k")


@dataclass(frozen=True, kw_only=True, eq=False)
class Day(Kind):
    """A date. Read as +30d, 30.11., 30.11.2026, 30 Nov and ISO; stored as ISO."""

    def parse(self, text: str, reading: Reading) -> date | None:
        if not text.strip():
            return None
        if (day := read_day(text, reading.on, language.language())) is None:
            raise NotUnderstood(
                say("{value} is not {expected}", value=text.strip(), expected=self.expected())
            )
        return day

    def show(self, value: Any, reading: Reading) -> str:
        return language.date_text(value) if value else ""

    def expected(self) -> Message:
        return say("a date: 30.11., 2026-11-30, +30d or +6m")


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment(Kind):
    """A date with its time, set by the program."""

    def parse(self, text: str, reading: Reading) -> datetime | None:
        if not text.strip():
            return None
        try:
            return datetime.fromisoformat(text.strip())
        except ValueError:
            raise NotUnderstood(
                say("{value} is not {expected}", value=text.strip(), expected=self.expected())
            ) from None

    def show(self, value: Any, reading: Reading) -> str:
        return f"{language.date_text(value.date())} {language.time_text(value)}" if value else ""

    def typed(self, value: Any, reading: Reading) -> str:
        return value.isoformat(" ", "minutes") if value else ""

    def expected(self) -> Message:
        return say("a date and time: 2026-11-30 14:05")


@dataclass(frozen=True, kw_only=True, eq=False)
class YesNo(Kind):
    """Yes or no; nothing at all where it is derived."""

    def parse(self, text: str, reading: Reading) -> bool | None:
        if not text.strip():
            return None if self.derived else False
        found = matches(self.options(reading), text)
        if not found:
            raise NotUnderstood(
                say("{value} is not {expected}", value=text.strip(), expected=self.expected())
            )
        return bool(found[0].value)

    def show(self, value: Any, reading: Reading) -> str:
        return "✓" if value else ""

    def typed(self, value: Any, reading: Reading) -> str:
        return "" if value is None else _("yes") if value else _("no")

    def options(self, reading: Reading) -> Sequence[Option]:
        return (Option(True, _("yes")), Option(False, _("no")))

    def expected(self) -> Message:
        return say("yes or no")


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice(Kind):
    """One of a few values, each with its words. `of` holds (value, words)."""

    of: tuple[tuple[Any, str], ...]

    def parse(self, text: str, reading: Reading) -> Any:
        if not text.strip():
            return None
        found = matches(self.options(reading), text)
        if not found:
            raise NotUnderstood(
                say(
                    "{value} is not one of: {words}",
                    value=text.strip(),
                    words=", ".join(_(words) for _v, words in self.of),
                )
            )
        return found[0].value

    def show(self, value: Any, reading: Reading) -> str:
        return self.words(value)

    def words(self, value: Any) -> str:
        """The words of a value in the reader's language; the value itself when it is none of ours."""
        return next(
            (_(words) for known, words in self.of if known == value), "" if value is None else str(value)
        )

    def options(self, reading: Reading) -> Sequence[Option]:
        return tuple(Option(value, _(words)) for value, words in self.of)

    def expected(self) -> Message:
        return say("one of: {words}", words=", ".join(_(words) for _value, words in self.of))

    def fault(self, value: Any) -> Message | None:
        if value is None or any(value == known for known, _words in self.of):
            return None
        return say(
            "{value} is not one of: {words}",
            value=str(value),
            words=", ".join(str(known) for known, _words in self.of),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Choices(Choice):
    """Several of a few values."""

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
    """One record of another table, by id; shown by its name."""

    to: str

    def parse(self, text: str, reading: Reading) -> str | None:
        if not text.strip():
            return None
        found = matches(self.options(reading), text) or matches(every_option(self.to, reading), text)
        if not found:
            raise NotUnderstood(say("{value} is not on the list", value=text.strip()))
        return str(found[0].value)

    def show(self, value: Any, reading: Reading) -> str:
        return reading.session.name_of(self.to, value) if value else ""

    def options(self, reading: Reading) -> Sequence[Option]:
        return tuple(
            Option(r.id, r.name_shown) for r in reading.session.records(self.to) if not r.has_left(reading.on)
        )

    def expected(self) -> Message:
        return say("a name from the list")


@dataclass(frozen=True, kw_only=True, eq=False)
class References(Reference):
    """Several records of another table, parted by semicolons (or commas)."""

    # several instead of one
    def parse(self, text: str, reading: Reading) -> tuple[str, ...]:  # type: ignore[override]
        parts = [part for part in text.split(";") if part.strip()]
        found: list[str | None] = []
        for part in parts:
            try:
                found.append(Reference.parse(self, part, reading))
            except NotUnderstood:
                if "," not in part:
                    raise
                found += [Reference.parse(self, name, reading) for name in part.split(",") if name.strip()]
        return tuple(dict.fromkeys(value for value in found if value))

    def show(self, value: Any, reading: Reading) -> str:
        return ", ".join(reading.session.name_of(self.to, v) for v in value or ())

    def typed(self, value: Any, reading: Reading) -> str:
        return "; ".join(reading.session.name_of(self.to, v) for v in value or ())


def every_option(table: str, reading: Reading) -> tuple[Option, ...]:
    """All records of a table, also those that have left."""
    return tuple(Option(r.id, r.name_shown) for r in reading.session.records(table))


LEVELS = (
    (1, N_("1 clearly below")),
    (2, N_("2 below")),
    (3, N_("3 meets")),
    (4, N_("4 exceeds")),
    (5, N_("5 clearly exceeds")),
)
"""Against what customers expect (method B.4). Always shown with their words."""
