"""The kinds of field that hold numbers: a number with its unit, a sum in euros, several sums.

`cxworkshop.model.kinds` exports them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxworkshop import language
from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import Message, _, say
from cxworkshop.model.kind import Kind, Option, Reading
from cxworkshop.model.matching import match, several
from cxworkshop.model.numbers import LONGEST, read_time, readings
from cxworkshop.model.rhythms import rhythm


def _only(values: Sequence[float], text: str, expected: Message) -> float:
    """The only number that a text may mean. Raises NotUnderstood when there is none, or two."""
    if not values:
        raise NotUnderstood(say("{value} is not {expected}", value=quoted(text.strip()), expected=expected))
    if len(values) > 1:
        small, large = map(language.number, values)
        raise NotUnderstood(
            say(
                "{value} may be {small} or {large}: write it so", value=text.strip(), small=small, large=large
            )
        )
    return values[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Number(Kind):
    """A number with its unit and inclusive limits. `singular` is the unit after 1, where it differs from
    `unit`. At most so many `decimals` are shown; all are typed. The key that toggles goes through 1 to
    `turns`, if that is given. `words` mean numbers, from their beginnings on: weekly is 7."""

    unit: str = ""
    singular: str = ""
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    decimals: int | None = None
    turns: int = 0
    words: tuple[tuple[float, str], ...] = ()

    @property
    def is_sum(self) -> bool:
        """Whether it is a sum of money, in which k and M are thousands and millions."""
        return self.unit == "€"

    def parse(self, text: str, reading: Reading) -> float | int | None:
        if not text.strip():
            return None
        if (named := self._named(text)) is not None:
            return int(named) if self.whole else named
        values: Sequence[float]
        if self.unit in LONGEST:
            time = read_time(text, self.unit, whole=self.whole)
            values = () if time is None else (time,)
        else:
            unit = "€" if self.is_sum else self.unit
            values = readings(text, unit, whole=self.whole, scales=self.is_sum)
        value = _only(values, text, self.expected())
        if self.whole and value != int(value):
            raise NotUnderstood(
                say("{value} is not {expected}", value=quoted(text.strip()), expected=self.expected())
            )
        number: float | int = int(value) if self.whole else value
        if (fault := self.fault(number)) is not None:
            raise NotUnderstood(fault)
        return number

    def _named(self, text: str) -> float | None:
        """The number that a word means, or the beginning of one word, in the reader's language before the
        others; None for none. Raises NotUnderstood for the beginning of several."""
        for code in (language.language(), *language.LANGUAGES) if self.words else ():
            with language.speaking(code):
                meant = match([Option(number, _(word)) for number, word in self.words], text)
            if (chosen := meant.matched or meant.offered) is not None:
                return float(chosen.value)
            if meant.candidates:
                raise NotUnderstood(several(text, meant))
        return None

    def show(self, value: Any, reading: Reading) -> str:
        if value is None:
            return ""
        text = language.number(value if self.decimals is None else round(value, self.decimals))
        if self.unit == "€":
            return language.in_euros(text)
        unit = self.singular if self.singular and value == 1 else self.unit
        return language.with_unit(text, _("min") if self.unit == "minutes" else _(unit))

    def typed(self, value: Any, reading: Reading) -> str:
        if value is None:
            return ""
        text = language.number(value)
        # three decimals might be read as thousands
        return f"{text}0" if len(readings(text, "€" if self.is_sum else self.unit)) > 1 else text

    def fault(self, value: Any) -> Message | None:
        if value is None or isinstance(value, bool):
            return None
        if (self.minimum is not None and value < self.minimum) or (
            self.maximum is not None and value > self.maximum
        ):
            return say("{value} is not {expected}", value=value, expected=self.expected())
        return None

    def expected(self) -> Message:
        if self.words:
            words = ", ".join(_(word) for _number, word in self.words)
            return say("a number of {unit}, or a word: {words}", unit=say(self.unit), words=words)
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
class Rhythm(Number):
    """How often, in days; words of either language and months, quarters and years are read too."""

    def parse(self, text: str, reading: Reading) -> float | int | None:
        if (days := rhythm(text)) is not None:
            return days
        return super().parse(text, reading)


@dataclass(frozen=True, kw_only=True, eq=False)
class Money(Number):
    """A sum in whole euros; 120k and 1.2M are read too."""

    whole: bool = True
    minimum: float | None = 0

    @property
    def is_sum(self) -> bool:
        return True

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
                value = _only(readings(part, "€", whole=True, scales=True), part, self.expected())
                if value < 0:
                    raise NotUnderstood(
                        say("{value} is not {expected}", value=quoted(part.strip()), expected=self.expected())
                    )
                sums.append(round(value))
        return tuple(sums)

    def show(self, value: Any, reading: Reading) -> str:
        return " + ".join(language.whole(v) for v in value or ())

    def expected(self) -> Message:
        return say("sums in whole euros parted by +, such as 40k + 30k")
