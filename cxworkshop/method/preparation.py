"""What is ready before the day, from two weeks ahead to the same morning; what the record can tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cxworkshop.language import Words, say
from cxworkshop.method import intervals
from cxworkshop.method.checks.finding import present
from cxworkshop.method.lookup import in_scope, measures_in_use, ownership_of, state_of
from cxworkshop.model.session import Session

When = Literal["two_weeks", "one_week", "same_morning"]
AHEAD: dict[When, timedelta] = {
    "two_weeks": timedelta(days=14),
    "one_week": timedelta(days=7),
    "same_morning": timedelta(0),
}
FROM_THE_FRONTLINE = 2
"""How many of those who meet customers should take part."""


class Item(NamedTuple):
    """Something to prepare. `there` of `of` are there, None where the record cannot tell; `step` is the one
    that records it."""

    when: When
    what: Words
    there: int | None = None
    of: int | None = None
    step: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the record holds all of it."""
        return bool(self.there) and (self.of is None or (self.there or 0) >= self.of)


def items(session: Session) -> tuple[Item, ...]:
    """Everything to prepare, in the order of the days."""
    return (*_two_weeks(session), *_one_week(session), *_same_morning())


def _two_weeks(session: Session) -> Iterable[Item]:
    room, scope, round_ = present(session), in_scope(session), session.round
    measures, partners = measures_in_use(session), [p for p in session.partners if not p.has_left(date.max)]
    yield _all("landing", say("The day has a date and an agenda"), (round_.started_on, round_.agenda))
    yield _all("landing", say("Who takes part, each with a role"), [person.role for person in room])
    frontline = _count(person.customer_facing for person in room)
    meeting = say("Two people who meet customers take part")
    yield Item("two_weeks", meeting, frontline, FROM_THE_FRONTLINE, "landing")
    yield _all("landing", say("One voice of the customer"), (round_.voice_of_customer,))
    draft = say("A draft of the touchpoints, in the customer's words")
    yield Item("two_weeks", draft, len(scope), step="define")
    yield _all(
        "measure",
        say("The figures with how many answered, or the day they come"),
        [intervals.latest(session, measure.id) or measure.first_value_by for measure in measures],
    )
    on_paper = [ownership_of(session, touchpoint.id).formal_owner for touchpoint in scope]
    yield _all("organise", say("The organisation chart: who is named on paper"), on_paper)
    if partners:
        contracts = say("The contracts with partners, and when they can be opened")
        yield _all("define", contracts, [partner.contract_review_on for partner in partners])


def _one_week(session: Session) -> Iterable[Item]:
    scope, round_ = in_scope(session), session.round
    yield Item("one_week", say("The talk with the sponsor: what will show, who speaks last"))
    decider = round_.decider or round_.cx_lead.sponsor
    yield _all("landing", say("Who decides when the room cannot"), (decider,), "one_week")
    yield Item("one_week", say("Those who meet customers have confirmed that they come, or can be called"))
    states = [state_of(session, touchpoint.id) for touchpoint in scope]
    yield _all(
        "define",
        say("Levels and roles filled in with one person who knows, so that the room only corrects"),
        [state.level_now and state.role not in (None, "undecided") for state in states],
        "one_week",
    )
    printed = any(letter.printed for letter in round_.letters)
    yield Item("one_week", say("The ballot sheets are printed"), int(printed), 1)
    yield Item("one_week", say("The goal cards are printed"))


def _all(step: str, what: Words, values: Sequence[object], when: When = "two_weeks") -> Item:
    """Something that is there when none of the values is empty; where there are none it is not."""
    return Item(when, what, _count(values), len(values), step)


def _same_morning() -> Iterable[Item]:
    for what in (
        say("The room's view on the projector, the guide on your own screen"),
        say("One envelope, pens; no phones in sight until asked for"),
        say("The most senior sits where your screen cannot be seen"),
        say("The clock set to the agenda, the buffer at the end"),
    ):
        yield Item("same_morning", what)


def _count(values: Iterable[object]) -> int:
    return sum(bool(value) for value in values)
