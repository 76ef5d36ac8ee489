"""The run of the day: the activities of an agenda in their order, which of them is done, the lists it shows.

Words and minutes are in `content/activities.toml` (method C.0); the minutes that pass are in `clock`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from cxworkshop.language import Bilingual
from cxworkshop.method.checks import CHECKS
from cxworkshop.method.content import bilingual, read
from cxworkshop.method.steps import names as step_names
from cxworkshop.method.steps import step
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session

BREAKS = ("break", "lunch")
BUFFER = "buffer"


class Activity(NamedTuple):
    """An activity of the method. `kind`: write, key, reveal, talk, decide, read or break. `list`: the list or
    view the facilitator works in; `keys`: the list she keys into while the room writes. `room`: what the
    audience sees. `prompts`: the questions that are asked. `done`: when it is done, in words; `checks`: the
    readiness checks that hold then."""

    id: str
    step: str
    kind: str
    list: str
    keys: str
    room: str
    prompts: tuple[Bilingual, ...]
    name: Bilingual
    say: Bilingual
    say_phones: Bilingual | None
    done: Bilingual
    checks: tuple[str, ...]


@cache
def activities(sector: str | None = "private") -> dict[str, Activity]:
    """Every activity by its id, in the words of a sector."""
    return {entry["id"]: _activity(entry, sector) for entry in read("activities")["activities"]}


def _activity(entry: dict[str, Any], sector: str | None) -> Activity:
    phones = entry.get("say_phones")
    return Activity(
        id=entry["id"],
        step=entry["step"],
        kind=entry["kind"],
        list=entry["list"],
        keys=entry.get("keys", ""),
        room=entry["room"],
        prompts=tuple(_prompt(name, sector) for name in entry["ask"]),
        name=bilingual(entry["name"], sector),
        say=bilingual(entry["say"], sector),
        say_phones=bilingual(phones, sector) if phones else None,
        done=bilingual(entry["done"], sector),
        checks=tuple(entry.get("checks", ())),
    )


def _prompt(name: str, sector: str | None) -> Bilingual:
    """The prompt with an id such as "define.loss". Raises KeyError, ValueError when there is none."""
    of, key = name.split(".")
    place: int = read("activities")["prompt_ids"][of].index(key)
    return step(of, sector).prompts[place]


@cache
def agenda(name: str) -> tuple[AgendaItem, ...]:
    """The activities of an agenda in their order, with their minutes; ids "1", "2" … Raises KeyError when
    there is no such agenda."""
    plan = read("activities")
    step_of = {entry["id"]: entry["step"] for entry in plan["activities"]}
    turns = [(box["block"], *turn) for box in plan["agenda"][name] for turn in box["run"]]
    return tuple(
        AgendaItem(
            id=str(number),
            activity=activity,
            block=block,
            step=step_of[activity] or None,
            planned_min=minutes,
        )
        for number, (block, activity, minutes) in enumerate(turns, 1)
    )


def items(session: Session) -> tuple[AgendaItem, ...]:
    """The day of the round in view: as recorded, or as its agenda declares it; empty without an agenda."""
    return session.round.agenda_items or (agenda(session.round.agenda) if session.round.agenda else ())


def queue(session: Session) -> tuple[AgendaItem, ...]:
    """The items that are carried out: those not left out. The buffer is no activity."""
    return tuple(item for item in items(session) if not item.left_out and item.activity != BUFFER)


def buffer_minutes(session: Session) -> int:
    """The minutes that the day may run over."""
    return sum(
        item.planned_min or 0 for item in items(session) if item.activity == BUFFER and not item.left_out
    )


def activity_of(session: Session, item: AgendaItem) -> Activity | None:
    """The method's activity behind an item, in the words of the session's sector; None for one of the
    facilitator's own."""
    return activities(session.organisation.sector).get(item.activity)


def name_of(session: Session, item: AgendaItem) -> str:
    """What an item is called."""
    activity = activity_of(session, item)
    return item.name or (str(activity.name) if activity else block_name(item.block))


def say_of(session: Session, item: AgendaItem) -> str:
    """What the facilitator says to begin an item; her own words come first."""
    activity = activity_of(session, item)
    return item.say or (str(activity.say) if activity else "")


def block_name(block: str) -> str:
    """The name of a block of the day: a step, a break or a part of a check."""
    others = read("activities")["names"]
    if block in others:
        return str(bilingual(others[block]))
    return str(step_names()[block]) if block in step_names() else ""


def is_break(item: AgendaItem) -> bool:
    return item.block in BREAKS


def is_done(session: Session, item: AgendaItem, on: date) -> bool:
    """Whether an item is done: said so by hand, or all of its checks hold."""
    activity = activity_of(session, item)
    if item.is_done or activity is None or not activity.checks:
        return item.is_done
    return all(CHECKS[check](session, on).holds for check in activity.checks)


def current(session: Session) -> AgendaItem | None:
    """The item the day stands at; None before it has begun."""
    rows = queue(session)
    entered = [(item.entered_at, place) for place, item in enumerate(rows) if item.entered_at]
    return rows[max(entered)[1]] if entered else None


def began_at(session: Session) -> datetime | None:
    """When the first item was begun."""
    return min((item.began_at for item in items(session) if item.began_at), default=None)


def after(session: Session, item: AgendaItem | None, by: int = 1) -> AgendaItem | None:
    """The item `by` places after one in the queue, or before it for a negative number; the first one for
    None. None past either end."""
    if item is None:
        return next(iter(queue(session)), None)
    return _neighbour(queue(session), item.id, by)


def _neighbour(rows: Sequence[AgendaItem], id: str, by: int) -> AgendaItem | None:
    places = [i for i, row in enumerate(rows) if row.id == id]
    place = places[0] + by if places else -1
    return rows[place] if 0 <= place < len(rows) else None


@cache
def lists_shown(name: str) -> dict[str, tuple[str, ...]]:
    """The ids of the lists that an agenda shows, by step. Raises KeyError when there is no such agenda."""
    return {of: tuple(lists) for of, lists in read("activities")["depth"][name].items() if of != _MOST}


_MOST = "touchpoints_at_most"


def touchpoints_at_most(name: str) -> int | None:
    """For how many touchpoints an agenda has time; None when it says nothing."""
    most = read("activities")["depth"][name].get(_MOST)
    return int(most) if most is not None else None
