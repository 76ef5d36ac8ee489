"""The kinds of field that hold numbers: a number with its unit, a sum in euros, several sums.

`cxworkshop.model.kinds` exports them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cxworkshop import language
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import Message, _, say
from cxworkshop.model.kind import Kind, Reading
from cxworkshop.model.numbers import LONGEST, may_be_thousands, read_number, read_time


@dataclass(frozen=True, kw_only=True, eq=False)
class Number(Kind):
    """A number with its unit and inclusive limits. `singular` is the unit after 1, where it differs from
    `unit`."""

    unit: str = ""
    singular: str = ""
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False

    def parse(self, text: str, reading: Reading) -> float | int | None:
        if not text.strip():
            return None
        value = read_time(text, self.unit) if self.unit in LONGEST else read_number(text, self.unit)
        if value is None or (self.whole and (value != int(value) or may_be_thousands(text))):
            raise NotUnderstood(
                say("{value} is not {expected}", value=text.strip(), expected=self.expected())
            )
        number: float | int = int(value) if self.whole else value
        if (fault := self.fault(number)) is not None:
            raise NotUnderstood(fault)
        return number

    def show(self, value: Any, reading: Reading) -> str:
        if value is None:
            return ""
        text = language.number(value)
        if self.unit == "€":
            return language.in_euros(text)
        unit = self.singular if self.singular and value == 1 else self.unit
        return language.with_unit(text, _(unit))

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
    """A sum in whole euros; 120k and 1.2M are read too."""

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
    """Several sums in whole euros, separated by +, ; or /."""

    def parse(self, text: str, reading: Reading) -> tuple[int, ...]:
        sums = []
        for part in re.split(r"[;+/]", text):
            if part.strip():
                value = read_number(part, "€")
                if value is None or value < 0 or may_be_thousands(part):
                    raise NotUnderstood(
                        say("{value} is not {expected}", value=part.strip(), expected=self.expected())
                    )
                sums.append(round(value))
        return tuple(sums)

    def show(self, value: Any, reading: Reading) -> str:
        return " + ".join(language.whole(v) for v in value or ())

    def expected(self) -> Message:
        return say("sums in whole euros parted by +, such as 40k + 30k")
