"""The activities of the method and the agendas made of them, with words and minutes (method C.0).

Read from `content/activities.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from cxworkshop.language import Bilingual
from cxworkshop.method.content import bilingual, read
from cxworkshop.method.steps import names as step_names
from cxworkshop.method.steps import step
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session

_MOST = "touchpoints_at_most"


class Activity(NamedTuple):
    """An activity of the method. `kind`: write, key, reveal, talk, decide, read or break. `list`: the list or
    view the facilitator works in; `keys`: the list she keys into while the room writes; `command`: what opens
    over it, if anything. `room`: what the audience sees, under `question`. `prompts`: the questions that are
    asked. `done`: when it is done, in words; `checks`: the readiness checks that hold then. `field`: the
    field it begins at, as "table.field"; empty for the first. `needs`: what must be there for it, by a name
    in `day.NEEDS`; without that `say_without` is said, and `list_without` opens in the place of its list."""

    id: str
    step: str
    kind: str
    list: str
    keys: str
    command: str
    room: str
    prompts: tuple[Bilingual, ...]
    question: Bilingual
    name: Bilingual
    say: Bilingual
    say_phones: Bilingual | None
    done: Bilingual
    checks: tuple[str, ...]
    field: str
    needs: str
    list_without: str
    say_without: Bilingual | None


@cache
def activities(sector: str | None = "private") -> dict[str, Activity]:
    """Every activity by its id, in the words of a sector."""
    return {entry["id"]: _activity(entry, sector) for entry in read("activities")["activities"]}


def _activity(entry: dict[str, Any], sector: str | None) -> Activity:
    phones, without = entry.get("say_phones"), entry.get("say_without")
    name, prompts = bilingual(entry["name"], sector), tuple(_prompt(key, sector) for key in entry["ask"])
    return Activity(
        id=entry["id"],
        step=entry["step"],
        kind=entry["kind"],
        list=entry["list"],
        keys=entry.get("keys", ""),
        command=entry.get("command", ""),
        room=entry["room"],
        prompts=prompts,
        question=bilingual(entry["question"], sector) if "question" in entry else (*prompts, name)[0],
        name=name,
        say=bilingual(entry["say"], sector),
        say_phones=bilingual(phones, sector) if phones else None,
        done=bilingual(entry["done"], sector),
        checks=tuple(entry.get("checks", ())),
        field=entry.get("field", ""),
        needs=entry.get("needs", ""),
        list_without=entry.get("list_without", ""),
        say_without=bilingual(without, sector) if without else None,
    )


def _prompt(name: str, sector: str | None) -> Bilingual:
    """The prompt with an id such as "define.loss". Raises KeyError, ValueError when there is none."""
    of, key = name.split(".")
    place: int = read("activities")["prompt_ids"][of].index(key)
    return step(of, sector).prompts[place]


@cache
def agenda(name: str, sector: str | None = "private") -> tuple[AgendaItem, ...]:
    """The activities of an agenda that a sector has, in their order, with their minutes; ids "1", "2" …
    Raises KeyError when there is no such agenda."""
    plan = read("activities")
    own = sector or "private"
    step_of = {entry["id"]: entry["step"] for entry in plan["activities"] if entry.get("only", own) == own}
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
        if activity in step_of
    )


def activity_of(session: Session, item: AgendaItem) -> Activity | None:
    """The method's activity behind an item, in the words of the session's sector; None for one of the
    facilitator's own."""
    return activities(session.organisation.sector).get(item.activity)


def declared_name(session: Session, item: AgendaItem) -> str:
    """What the method calls an item."""
    activity = activity_of(session, item)
    return str(activity.name) if activity else block_name(item.block)


def block_name(block: str) -> str:
    """The name of a block of the day: a step, a break or a part of a check."""
    others = read("activities")["names"]
    if block in others:
        return str(bilingual(others[block]))
    return str(step_names()[block]) if block in step_names() else ""


@cache
def lists_shown(name: str) -> dict[str, tuple[str, ...]]:
    """The ids of the lists that an agenda shows, by step. Raises KeyError when there is no such agenda."""
    return {of: tuple(lists) for of, lists in read("activities")["depth"][name].items() if of != _MOST}


def touchpoints_at_most(name: str) -> int | None:
    """For how many touchpoints an agenda has time; None when it says nothing."""
    most = read("activities")["depth"].get(name, {}).get(_MOST)
    return int(most) if most is not None else None
