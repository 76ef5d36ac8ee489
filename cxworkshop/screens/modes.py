"""The modes of each screen, declared as stacks: which part has the keys and which commands work. Read by key
routing, key bar, help and refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cxworkshop.commands import Command, Situation, commands_in, in_force

if TYPE_CHECKING:
    from cxworkshop.widgets.sheet import Sheet


@dataclass(frozen=True)
class Mode:
    """A state of a screen in which each key has one meaning.

    `pane` names the attribute of the screen that has the keys. `places` are the scopes whose commands work,
    the nearest first. The key bar shows their commands: only those of `bar` where it is not empty, and not
    those of `left_out`. Where text `is_typed`, keys are never refused; in a mode that `is_question` the next
    key is the answer. `leave` names the method that ends the mode on Back; without one Back leaves the
    screen. Help does not list the scopes of a mode that `is_passing`.
    """

    name: str
    pane: str
    places: tuple[str, ...]
    bar: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_typed: bool = False
    is_question: bool = False
    leave: str = ""
    is_passing: bool = False

    def commands(self) -> list[Command]:
        """The commands that work, each id once, from the nearest scope that has it."""
        by_id: dict[str, Command] = {}
        for command in commands_in(*self.places):
            by_id.setdefault(command.id, command)
        return list(by_id.values())

    def command_for(self, key: str, now: Situation) -> Command | None:
        """The command of a key: of several the nearest that is useful or is refused; None without one."""
        candidates = [command for command in commands_in(*self.places) if key in command.keys]
        useful = [command for command in candidates if command.is_useful(now) or not command.works(now)]
        return next(iter(useful or candidates), None)

    def in_bar(self, now: Situation) -> list[Command]:
        """The commands for the key bar."""
        if self.bar:
            by_id = {command.id: command for command in reversed((*commands_in(*self.places), *in_force()))}
            chosen = [by_id[id] for id in self.bar]
        else:
            chosen = [command for command in self.commands() if command.id not in self.left_out]
        return chosen if self.is_typed else [command for command in chosen if command.is_useful(now)]


def places_of(modes: Sequence[Mode]) -> tuple[str, ...]:
    """All scopes of a screen's modes, those of the lowest mode first."""
    places = dict.fromkeys(
        place for mode in reversed(modes) if not mode.is_passing for place in reversed(mode.places)
    )
    return (*(place for place in places if place != "everywhere"), "everywhere")


def sheet_mode(sheet: Sheet) -> str:
    """The name of the mode of a list; empty when nothing is typed, marked, sorted or filtered."""
    if sheet.question is not None:
        return "asking" if sheet.question.otherwise is None else "refusing"
    if sheet.filter_line is not None:
        return "filtering"
    if sheet.state.stop:
        return "stopped"
    if sheet.open is None:
        return "narrowed" if "narrowed" in sheet.state.scopes else ""
    name = "new_row" if sheet.open.is_adding else "cell"
    return f"{name}_with_choices" if sheet.open.editor.moves_selection("down") else name


def situation_of(sheet: Sheet) -> Situation:
    """The situation of a list."""
    plan = sheet.plan
    return Situation(
        rows=len(sheet.source),
        has_table=bool(plan.table) or sheet.state.rows.begun is not None,
        is_form=plan.is_form,
        is_typed_into=any(isinstance(column.content, str) for column in plan.columns),
    )


# ---- the stacks, topmost mode first ------------------------------------------------------------------------
KEEP_OR_NOT = ("keep", "give_up")
ENTRY = Mode("entry", "entry", ("choices", "cell", "everywhere"), KEEP_OR_NOT, is_typed=True, is_passing=True)
"""The line that a screen on top asks in."""
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

_STOPPED = Mode("stopped", "sheet", ("stopped", "everywhere"), ("end_stop",), is_typed=True, is_passing=True)
_LIST = Mode("list", "sheet", ("sheet", "workshop", "everywhere"), left_out=("toggle",))
_CARD = replace(_LIST, name="card", places=("card", *_LIST.places))
_NARROWED = replace(_LIST, name="narrowed", places=("narrowed", *_LIST.places))
_PICTURE = Mode(
    "picture",
    "picture",
    ("picture", "workshop", "everywhere"),
    left_out=("step", "ballot", "climb", "next_sheet"),
    leave="leave_picture",
)
WORKSHOP = (
    Mode("entry", "entry", ("choices", "cell", "everywhere"), KEEP_OR_NOT, is_typed=True),
    Mode("guide", "guide", ("guide", "workshop", "everywhere"),
         ("tick", "scroll", "guide", "next_prompt", "help", "back"), leave="leave_guide"),
    Mode("missing", "missing", ("workshop", "everywhere"), ("go_there", "help", "back"),
         leave="leave_missing"),
    replace(_LIST, name="asking", bar=KEEP_OR_NOT, is_typed=True, is_question=True),
    replace(_LIST, name="refusing", bar=("give_up",), is_typed=True, is_question=True),
    replace(_LIST, name="filtering", bar=KEEP_OR_NOT, is_typed=True),
    *OPEN_CELL,
    _STOPPED,
    _PICTURE,
    Mode("faulty", "sheet", ("sheet", "faults", "workshop", "everywhere"), left_out=("toggle", "go_there"),
         is_passing=True),
    _NARROWED,
    _CARD,
    _LIST,
)  # fmt: skip

_NEW = ("sheet", "new", "everywhere")
NEW = (
    Mode("starters", "starters", ("starters", "new", "everywhere")),
    *(replace(mode, places=(*mode.places[:-1], *_NEW[1:]), bar=(*mode.bar, "start")) for mode in OPEN_CELL),
    _STOPPED,
    Mode("narrowed", "sheet", ("narrowed", *_NEW), left_out=("filter", "sort")),
    Mode("form", "sheet", _NEW, left_out=("toggle",)),
    Mode("list", "sheet", _NEW, left_out=("filter", "sort")),
)

RECORD = (
    *(replace(mode, is_passing=True) for mode in OPEN_CELL),
    _STOPPED,
    Mode("form", "sheet", ("workshop", "everywhere"), ("edit", "toggle", "undo", "help", "back"),
         is_passing=True),
)  # fmt: skip


def _on_top(scope: str) -> tuple[Mode, ...]:
    """The modes of a list on top of the workshop, which the key of its command `scope` closes."""
    on_top = Mode(
        "list",
        "sheet",
        (scope, "sheet", "everywhere"),
        ("add", "edit", "remove", "undo", "help", scope),
        is_passing=True,
    )
    return (
        *(
            replace(on_top, name=name, bar=bar, is_typed=True, is_question=name != "filtering")
            for name, bar in (
                ("asking", KEEP_OR_NOT),
                ("refusing", ("give_up",)),
                ("filtering", KEEP_OR_NOT),
            )
        ),
        *(replace(mode, is_passing=True) for mode in OPEN_CELL),
        _STOPPED,
        replace(on_top, name="narrowed", places=("narrowed", *on_top.places)),
        on_top,
    )


NOTES, PARKED = _on_top("notes"), _on_top("parked")

BALLOT = (
    Mode(
        "asking", "", ("ballot", "everywhere"), ("help", "palette", "quit"), is_typed=True, is_question=True
    ),
    Mode("grid", "grid", ("ballot", "everywhere")),
)

LAPTOP = (
    Mode("answering", "", ("answering", "everywhere"), ("keep_answer", "other_question", "pass_on")),
    Mode("handing_over", "", ("laptop", "everywhere"), ("take", "choose_person", "back")),
)

DOCUMENTS_MODES = (
    ENTRY,
    Mode("holes", "holes", ("holes", "everywhere"), leave="leave_holes"),
    Mode("writing", "pages", ("documents", "everywhere"), leave="stop_writing", is_passing=True),
    Mode("documents", "pages", ("documents", "everywhere")),
)

SURVEY = (
    Mode("reading", "rows", ("everywhere",), leave="stop_reading", is_passing=True),
    ENTRY,
    Mode("survey", "rows", ("survey", "everywhere")),
)

REVEAL = (
    ENTRY,
    Mode("reveal", "votes", ("reveal", "everywhere")),
)

ROOM_VIEW = (Mode("room_view", "", ("room_view",)),)

LIBRARY = (
    Mode("entry", "entry", ("cell", "everywhere"), KEEP_OR_NOT, is_typed=True, is_passing=True),
    Mode("archive", "rows", ("archive", "library", "everywhere"), is_passing=True),
    Mode("version", "rows", ("version", "library", "everywhere"), is_passing=True),
    Mode("rows", "rows", ("library", "everywhere")),
)
