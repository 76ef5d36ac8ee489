"""Which part of a screen has the keys: for each screen a stack of declared modes, from which key bar, help,
refusals and the way of a key all read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cxworkshop.commands import Command, Situation, commands_in, in_force

if TYPE_CHECKING:
    from cxworkshop.widgets.sheet import Sheet


@dataclass(frozen=True)
class Mode:
    """A state of a screen in which keys mean the same.

    `pane` is what of the screen has the keys, `places` are the scopes whose commands work, the nearest first.
    The key bar chooses from their commands: from those of `bar` alone where it names any, and from none of
    `left_out`. While something `is_typed`, keys are never refused. `leave` is what of the screen ends it when
    one goes back; without it the screen is left. Help tells of all places but those of what `is_passing`.
    """

    name: str
    pane: str
    places: tuple[str, ...]
    bar: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_typed: bool = False
    leave: str = ""
    is_passing: bool = False

    def commands(self) -> list[Command]:
        """The commands that can be asked for, each once: the nearest place says what a key does."""
        each: dict[str, Command] = {}
        for command in commands_in(*self.places):
            each.setdefault(command.id, command)
        return list(each.values())

    def command_for(self, key: str, now: Situation) -> Command | None:
        """What a key means: where two commands listen to it, the nearest one that is useful, or says why it
        must not be."""
        meant = [one for one in commands_in(*self.places) if key in one.keys]
        apt = [one for one in meant if one.is_useful(now) or not one.works(now)]
        return next(iter(apt or meant), None)

    def in_bar(self, now: Situation) -> list[Command]:
        """The commands that the key bar chooses from."""
        if self.bar:
            known = {one.id: one for one in reversed((*commands_in(*self.places), *in_force()))}
            chosen = [known[id] for id in self.bar]
        else:
            chosen = [one for one in self.commands() if one.id not in self.left_out]
        return chosen if self.is_typed else [one for one in chosen if one.is_useful(now)]


def places_of(modes: Sequence[Mode]) -> tuple[str, ...]:
    """All places that the commands of a screen stand in, those of its lowest mode first."""
    told = dict.fromkeys(
        place for mode in reversed(modes) if not mode.is_passing for place in reversed(mode.places)
    )
    return (*(place for place in told if place != "everywhere"), "everywhere")


def typed_in(sheet: Sheet) -> str:
    """The mode that a list is in; empty while nothing is typed in it and nothing hides a row."""
    if sheet.question is not None:
        return "asking"
    if sheet.filter_line is not None:
        return "filtering"
    if sheet.open is None:
        return "narrowed" if "narrowed" in sheet.state.scopes else ""
    name = "new_row" if sheet.open.is_adding else "cell"
    return f"{name}_with_choices" if sheet.open.editor.moves_selection("down") else name


def situation_of(sheet: Sheet) -> Situation:
    """What commands must know of a list."""
    plan = sheet.plan
    return Situation(
        rows=len(sheet.source),
        has_table=bool(plan.table),
        is_form=plan.is_form,
        is_typed_into=any(isinstance(column.content, str) for column in plan.columns),
    )


# ---- the stacks, from the top to what is always there ------------------------------------------------------
KEEP_OR_NOT = ("keep", "give_up")
OPEN_CELL = (
    Mode("new_row_with_choices", "sheet", ("choices", "new_row", "everywhere"),
         ("keep_new", "pick", "keep_on", "stop"), is_typed=True),
    Mode("new_row", "sheet", ("choices", "new_row", "everywhere"), ("keep_new", "keep_on", "stop"),
         is_typed=True),
    Mode("cell_with_choices", "sheet", ("choices", "cell", "everywhere"),
         ("keep", "pick", "keep_next", "give_up"), is_typed=True),
    Mode("cell", "sheet", ("choices", "cell", "everywhere"), ("keep", "keep_next", "keep_below", "give_up"),
         is_typed=True),
)  # fmt: skip

_LIST = Mode("list", "sheet", ("sheet", "workshop", "everywhere"), left_out=("toggle",))
_NARROWED = replace(_LIST, name="narrowed", places=("narrowed", *_LIST.places))
WORKSHOP = (
    Mode("entry", "entry", ("choices", "cell", "everywhere"), KEEP_OR_NOT, is_typed=True),
    Mode("guide", "guide", ("guide", "workshop", "everywhere"),
         ("tick", "guide", "next_prompt", "help", "back"), leave="leave_guide"),
    Mode("missing", "missing", ("workshop", "everywhere"), ("go_there", "help", "back"),
         leave="leave_missing"),
    replace(_LIST, name="asking", bar=KEEP_OR_NOT, is_typed=True),
    replace(_LIST, name="filtering", bar=KEEP_OR_NOT, is_typed=True),
    *OPEN_CELL,
    Mode("faulty", "sheet", ("sheet", "faults", "workshop", "everywhere"), left_out=("toggle", "go_there"),
         is_passing=True),
    _NARROWED,
    _LIST,
)  # fmt: skip

_NEW = ("sheet", "new", "everywhere")
NEW = (
    Mode("starters", "starters", ("starters", "new", "everywhere")),
    *(replace(one, places=(*one.places[:-1], *_NEW[1:]), bar=(*one.bar, "start")) for one in OPEN_CELL),
    Mode("narrowed", "sheet", ("narrowed", *_NEW), left_out=("filter", "sort")),
    Mode("form", "sheet", _NEW, left_out=("toggle",)),
    Mode("list", "sheet", _NEW, left_out=("filter", "sort")),
)

RECORD = (
    *(replace(one, is_passing=True) for one in OPEN_CELL),
    Mode("form", "sheet", ("workshop", "everywhere"), ("edit", "toggle", "undo", "help", "back"),
         is_passing=True),
)  # fmt: skip

BALLOT = (
    Mode("asking", "", ("ballot", "everywhere"), ("help", "palette", "quit"), is_typed=True),
    Mode("grid", "grid", ("ballot", "everywhere")),
)

LAPTOP = (
    Mode("answering", "", ("answering", "everywhere"), ("keep_answer", "other_question", "pass_on")),
    Mode("handing_over", "", ("laptop", "everywhere"), ("take", "choose_person", "back")),
)

LIBRARY = (
    Mode("entry", "entry", ("cell", "everywhere"), KEEP_OR_NOT, is_typed=True, is_passing=True),
    Mode("rows", "rows", ("library", "everywhere")),
)
