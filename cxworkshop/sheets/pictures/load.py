"""How much everybody carries: touchpoints against the limit, and the actions that wait."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.language import N_, Words, _, percent, say, say_n
from cxworkshop.method import derived, thresholds, workload
from cxworkshop.method.lookup import in_scope, person
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.kinds import Reading
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.picture import Canvas, Drawing, Item, Picture, led
from cxworkshop.sheets.pieces import Line, cells, paragraph, side_by_side, signs
from cxworkshop.sheets.text import fit

NAMES = 32
"""Cells of a name and the role below it, the most."""
LIMIT = "│"
TOUCHPOINT, ACTION = "●", "○"
"""The marks of what a person carries: each stands for one."""


def draw(grid: Grid, width: int) -> Drawing:
    """Touchpoints, with the limit between those that one can carry and those beyond, and actions."""
    canvas, names = Canvas(), min(NAMES, width // 3)
    for i in range(len(grid.rows)):
        canvas.put((0, width, [_item(grid, i, names, width)]))
        canvas.say()
    if grid.rows:
        words = (
            f"{TOUCHPOINT} {_('touchpoint')}",
            f"{PRIORITY} {_('priority')}",
            f"{LIMIT} {_limit(grid.reading.session)}",
            f"{ACTION} {_('action')}",
        )
        canvas.body += signs(map(str, words), width)
    return canvas.drawing


def _item(grid: Grid, i: int, names: int, width: int) -> Item:
    reading, who = grid.reading, grid.rows[i]["person"]
    carrier = person(reading.session, who.id)
    left = [
        *paragraph(reading.session.name_of("people", who.id), names, "name"),
        *(paragraph(carrier.role, names, "muted") if carrier and carrier.role else ()),
    ]
    room = width - names - 4
    right = [*_touchpoints(reading, who.id, room), *_actions(reading, who.id, room)]
    return Item(led(side_by_side([(0, names, left), (names + 2, room, right)]), False), i, who)


def _touchpoints(reading: Reading, who: str, room: int) -> list[Line]:
    """A mark for each touchpoint, the limit behind the last one that a person can carry; then their names."""
    session, count = reading.session, workload.loads(reading.session, reading.on).get(who, 0)
    carried = [id for id in workload.carried_by(session, who) if id != WHOLE][:count]
    priorities = derived.priorities(session)
    carried.sort(key=lambda id: id not in priorities)
    marks = [PRIORITY if id in priorities else TOUCHPOINT for id in carried]
    most = workload.most_for_one(session)
    shown, beyond = marks[:most], marks[most:]
    line = [(" ".join(shown).ljust(2 * most), "accent"), (LIMIT, "muted")]
    words = [(f"   {say('{n} of {of} touchpoints', n=count, of=len(in_scope(session)))}", "")]
    if who in workload.overloaded(session, reading.on):
        words.append((f"  ! {say('over {n}', n=most)}", "bad"))
    line += [(f" {_in_a_row(beyond, room - cells(line) - cells(words) - 1)}", "bad")] if beyond else []
    line += words
    names = " · ".join(session.name_of("touchpoints", id) for id in carried)
    return [tuple(line), *(paragraph(names, room, "muted") if names else ())]


def _limit(session: Session) -> Words:
    """How many touchpoints one person can carry, and why where it is a share of them."""
    most = workload.most_for_one(session)
    if most == thresholds.LOAD:
        return say("limit: {n}", n=most)
    return say("limit: {n}, {share} of all touchpoints", n=most, share=percent(thresholds.LOAD_SHARE))


def _actions(reading: Reading, who: str, room: int) -> list[Line]:
    """A mark for each action that waits; those that are late say so."""
    actions = workload.waiting_actions(reading.session).get(who, [])
    late = sum(action.due_on is not None and action.due_on < reading.on for action in actions)
    if not actions:
        return []
    words = [(f"   {say_n('{n} action', '{n} actions', len(actions))}", "")]
    words += [(f"  ! {say_n('{n} overdue', '{n} overdue', late)}", "bad")] if late else []
    return [((_in_a_row([ACTION] * len(actions), room - cells(words)), "good"), *words)]


def _in_a_row(marks: Sequence[str], room: int) -> str:
    """Signs with gaps between, cut where there is no room for all."""
    text = " ".join(marks)
    return text if len(text) <= room else fit(text, room)


PICTURES = {
    "load": Picture(draw, N_("Nobody carries anything yet: name the people in Responsibility.")),
}
