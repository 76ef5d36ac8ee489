"""Every command once: its keys, title, help and where it works. Bindings, key bar, palette, help and the
README read this."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cxworkshop.language import N_, Message, _, say


@dataclass(frozen=True)
class Command:
    """One thing a person can ask for.

    `keys` are Textual's names; the first one is shown. `where` is the part of the program it works in. `bar`
    is its weight in the key bar, 0 when it is only in the help and the palette. `asked` commands are run by
    name; the others belong to a list or an open cell and are keys only.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: str
    bar: int = 0
    asked: bool = True


WHERE = {
    "everywhere": N_("everywhere"),
    "library": N_("library"),
    "workshop": N_("workshop"),
    "guide": N_("guide"),
    "sheet": N_("list"),
    "narrowed": N_("list with marked cells, sorted or filtered"),
    "cell": N_("open cell"),
    "choices": N_("open cell with a list"),
    "new_row": N_("open new row"),
    "faults": N_("what is wrong in a file"),
    "new": N_("new workshop"),
    "starters": N_("starter touchpoints"),
    "documents": N_("documents"),
    "ballot": N_("ballot grid"),
    "laptop": N_("the laptop goes round"),
    "answering": N_("answering on the laptop"),
    "reveal": N_("revealed ballot"),
    "palette": N_("commands by name"),
}

TOGETHER = (
    ("library", "everywhere"),
    ("sheet", "workshop", "everywhere"),
    ("guide", "workshop", "everywhere"),
    ("sheet", "new", "everywhere"),
    ("starters", "new", "everywhere"),
    ("documents", "everywhere"),
    ("faults", "everywhere"),
    ("reveal", "everywhere"),
)
"""Places whose commands can be asked for at the same time, so that no two may listen to one key."""

COMMANDS: tuple[Command, ...] = (
    Command("open", ("enter",), N_("Open"), N_("opens the workshop under the cursor"), "library", 9),
    Command("new", ("n",), N_("New"), N_("begins a new workshop"), "library", 9),
    Command(
        "demo",
        ("m",),
        N_("Demo"),
        N_("opens a throw-away copy of the demo workshop, to rehearse with"),
        "library",
        8,
    ),
    Command(
        "find", ("slash",), N_("Find"), N_("shows only the workshops that hold what is typed"), "library", 6
    ),
    Command(
        "sort",
        ("s",),
        N_("Sort"),
        N_("sorts by the next column: edited, organisation, workshop …"),
        "library",
        4,
    ),
    Command(
        "documents",
        ("w",),
        N_("Documents"),
        N_("previews and writes the documents of the workshop under the cursor"),
        "library",
        6,
    ),
    Command(
        "archive",
        ("x",),
        N_("Archive"),
        N_("moves the workshop into the folder archive; undo brings it back"),
        "library",
        5,
    ),
    Command(
        "details",
        ("o",),
        N_("Details"),
        N_("tells of the file, and what is wrong with one that cannot be read"),
        "library",
        9,
    ),
    Command("undo", ("u", "ctrl+z"), N_("Undo"), N_("brings back what was archived last"), "library", 5),
    Command(
        "restore",
        ("b",),
        N_("Bring back"),
        N_("puts the newest older copy that can be read beside the file, under a new name"),
        "library",
        8,
    ),
    Command(
        "go_there", ("enter",), N_("Go there"), N_("goes to the cell that the fault stands in"), "faults", 9
    ),
    Command(
        "faults",
        ("exclamation_mark",),
        N_("What is wrong"),
        N_("lists what is wrong in the file, each with its place"),
        "faults",
        8,
    ),
    Command("start", ("ctrl+s",), N_("Start"), N_("makes the workshop and goes to the landing"), "new", 9),
    Command(
        "next_sheet",
        ("tab",),
        N_("Next list"),
        N_("the form, the participants, the starter touchpoints"),
        "new",
        8,
    ),
    Command("previous_sheet", ("shift+tab",), N_("Previous list"), N_("goes to the list before"), "new"),
    Command("undo", ("u", "ctrl+z"), N_("Undo"), N_("takes the last change back"), "new", 3),
    Command("redo", ("U", "upper_u", "ctrl+y"), N_("Redo"), N_("makes it again"), "new"),
    Command("tick", ("space",), N_("Tick"), N_("takes the touchpoint along, or leaves it"), "starters", 9),
    Command("edit", ("enter", "f2"), N_("Edit"), N_("opens the cell"), "sheet", 8, asked=False),
    Command("add", ("a",), N_("Add"), N_("adds a row, with its first cell open"), "sheet", 9),
    Command(
        "open_record",
        ("o",),
        N_("Whole record"),
        N_("opens the whole record as a form, each field with its help"),
        "sheet",
        5,
    ),
    Command(
        "toggle",
        ("space",),
        N_("Toggle"),
        N_("turns yes into no, takes the next choice, puts today into an empty date"),
        "sheet",
        2,
        asked=False,
    ),
    Command("remove", ("x",), N_("Remove"), N_("takes the row away"), "sheet", 3),
    Command("clear", ("delete",), N_("Empty"), N_("empties the cell"), "sheet", 0, asked=False),
    Command(
        "move_down",
        ("J", "upper_j", "alt+down"),
        N_("Move down"),
        N_("moves the row down (not while sorted)"),
        "sheet",
    ),
    Command(
        "move_up",
        ("K", "upper_k", "alt+up"),
        N_("Move up"),
        N_("moves the row up (not while sorted)"),
        "sheet",
    ),
    Command(
        "fill_down",
        ("ctrl+d",),
        N_("Fill down"),
        N_("copies the cell to all rows below, or to the marked ones"),
        "sheet",
    ),
    Command(
        "fill_all",
        ("D", "upper_d"),
        N_("Apply to all rows"),
        N_("copies the cell to all other rows"),
        "sheet",
    ),
    Command(
        "mark",
        ("shift+up", "shift+down", "shift+left", "shift+right"),
        N_("Mark"),
        N_("marks cells, to copy, toggle, empty or fill them together"),
        "sheet",
        0,
        asked=False,
    ),
    Command(
        "copy",
        ("y", "ctrl+c"),
        N_("Copy"),
        N_("copies the cell, or the marked ones, as text parted by tabs"),
        "sheet",
    ),
    Command(
        "filter", ("slash",), N_("Filter"), N_("shows only the rows that hold what is typed"), "sheet", 2
    ),
    Command(
        "sort", ("s",), N_("Sort"), N_("sorts by this column: up, down, the record's own order"), "sheet", 1
    ),
    Command(
        "let_go",
        ("escape",),
        N_("Let go"),
        N_("lets the marked cells go, then shows all rows in the record's own order"),
        "narrowed",
        asked=False,
    ),
    Command("keep", ("enter",), N_("Keep"), N_("keeps what was typed, and stays"), "cell", 9, asked=False),
    Command(
        "keep_next",
        ("tab", "shift+tab"),
        N_("Next cell"),
        N_("keeps, and opens the next or the previous cell"),
        "cell",
        8,
        asked=False,
    ),
    Command(
        "keep_below",
        ("down", "up"),
        N_("Cell below"),
        N_("keeps, and opens the cell below or above"),
        "cell",
        7,
        asked=False,
    ),
    Command(
        "pick",
        ("down", "up"),
        N_("Choose"),
        N_("goes through what can be chosen; Enter or Tab keeps it"),
        "choices",
        8,
        asked=False,
    ),
    Command("give_up", ("escape",), N_("Give up"), N_("leaves the cell as it was"), "cell", 6, asked=False),
    Command(
        "new_line",
        ("ctrl+j", "shift+enter"),
        N_("New line"),
        N_("begins a new line in a long text"),
        "cell",
        asked=False,
    ),
    Command(
        "keep_new",
        ("enter",),
        N_("Keep, next row"),
        N_("keeps the row, and opens the next new one; an empty one ends"),
        "new_row",
        9,
        asked=False,
    ),
    Command(
        "keep_on",
        ("tab",),
        N_("Go on in this row"),
        N_("keeps, and opens the next cell of the same row"),
        "new_row",
        8,
        asked=False,
    ),
    Command("stop", ("escape",), N_("Stop"), N_("ends adding"), "new_row", 7, asked=False),
    Command(
        "step",
        ("0", "1", "2", "3", "4", "5", "6", "7"),
        N_("Step"),
        N_("goes to the landing, to steps 1–6, to the closing"),
        "workshop",
        7,
        asked=False,
    ),
    Command(
        "previous_step",
        ("less_than_sign", "left_square_bracket"),
        N_("Previous step"),
        N_("goes one step down"),
        "workshop",
    ),
    Command(
        "next_step",
        ("greater_than_sign", "right_square_bracket"),
        N_("Next step"),
        N_("goes one step up, without passing this one"),
        "workshop",
    ),
    Command("next_sheet", ("tab",), N_("Next list"), N_("goes to the next list of this step"), "workshop", 8),
    Command(
        "previous_sheet",
        ("shift+tab",),
        N_("Previous list"),
        N_("goes to the previous list of this step"),
        "workshop",
    ),
    Command(
        "missing",
        ("m",),
        N_("Missing here"),
        N_("shows what is missing here; Enter goes to the cell that mends it"),
        "workshop",
        6,
    ),
    Command(
        "climb",
        ("c",),
        N_("Climb"),
        N_("checks readiness, passes this step and goes to the next"),
        "workshop",
        7,
    ),
    Command("park", ("p",), N_("Park"), N_("puts a thing on the parking lot"), "workshop", 4),
    Command("decide", ("d",), N_("Decide"), N_("records a decision: what @who"), "workshop", 4),
    Command(
        "act", ("exclamation_mark",), N_("Action"), N_("records an action: what @who +30d"), "workshop", 4
    ),
    Command("note", ("n",), N_("Private note"), N_("writes the facilitator's private note"), "workshop"),
    Command(
        "ballot",
        ("b",),
        N_("Ballot"),
        N_("the blind ballot: keys it in, seals it, reveals it"),
        "workshop",
        7,
    ),
    Command(
        "guide",
        ("g",),
        N_("Guide"),
        N_("shows or hides what to ask, to say, and who speaks when"),
        "workshop",
        5,
    ),
    Command(
        "next_prompt",
        ("G", "upper_g"),
        N_("Next prompt"),
        N_("the next thing to ask the room"),
        "workshop",
        1,
    ),
    Command(
        "difficulty",
        ("f",),
        N_("Difficulty"),
        N_("it goes wrong: finds what helps by what is seen"),
        "workshop",
    ),
    Command(
        "tick", ("space", "enter"), N_("We met this"), N_("ticks a difficulty that the group met"), "guide", 9
    ),
    Command("documents", ("w",), N_("Documents"), N_("previews and writes the action plan"), "workshop", 7),
    Command(
        "undo",
        ("u", "ctrl+z"),
        N_("Undo"),
        N_("takes the last change back, whatever the step"),
        "workshop",
        5,
    ),
    Command("redo", ("U", "upper_u", "ctrl+y"), N_("Redo"), N_("makes it again"), "workshop"),
    Command("write", ("enter", "w"), N_("Write"), N_("writes the document to a file"), "documents", 9),
    Command("next_document", ("tab",), N_("Next document"), N_("shows the next document"), "documents", 8),
    Command(
        "document_language",
        ("l",),
        N_("Other language"),
        N_("shows the document in the other language"),
        "documents",
        6,
    ),
    Command(
        "answer",
        (),
        N_("Answer"),
        N_("one character an answer, no Enter: a letter, - nobody, * several, = a partner, ? don't know"),
        "ballot",
        asked=False,
    ),
    Command(
        "empty_answer",
        ("space", "backspace"),
        N_("No answer"),
        N_("leaves the answer empty; takes back the one keyed before"),
        "ballot",
        3,
        asked=False,
    ),
    Command(
        "seal", ("ctrl+s",), N_("Seal"), N_("reads back the last row, then seals the answers"), "ballot", 9
    ),
    Command(
        "laptop",
        ("ctrl+l",),
        N_("Laptop round"),
        N_("the laptop goes round: one person at a time answers, unseen by the others"),
        "ballot",
        7,
    ),
    Command(
        "take",
        ("enter",),
        N_("I hold it"),
        N_("begins with the first question not answered yet"),
        "laptop",
        9,
    ),
    Command(
        "choose_person",
        ("down", "up"),
        N_("Somebody else"),
        N_("skips a person, who can come back later"),
        "laptop",
        8,
        asked=False,
    ),
    Command(
        "back",
        ("escape",),
        N_("To the facilitator"),
        N_("ends the round; what was answered is kept"),
        "laptop",
        7,
    ),
    Command(
        "keep_answer",
        ("enter",),
        N_("Keep"),
        N_("keeps the answer, hides it and asks the next; without one: leaves the question"),
        "answering",
        9,
        asked=False,
    ),
    Command(
        "other_question",
        ("up", "down"),
        N_("Other question"),
        N_("goes back or on, without showing an answer"),
        "answering",
        7,
        asked=False,
    ),
    Command(
        "pass_on",
        ("escape",),
        N_("Pass on"),
        N_("hides everything and hands over"),
        "answering",
        8,
        asked=False,
    ),
    Command(
        "reveal", ("enter",), N_("Reveal"), N_("shows a sealed ballot to the room, all at once"), "ballot", 8
    ),
    Command(
        "next_slips",
        ("tab", "shift+tab"),
        N_("Next questions"),
        N_("overall level, five functions, values check, confidence"),
        "ballot",
        6,
    ),
    Command(
        "agree",
        ("enter",),
        N_("Agree"),
        N_("goes to the cell where the person accountable from today is named"),
        "reveal",
        9,
        asked=False,
    ),
    Command(
        "ask_again",
        ("b",),
        N_("Ask again"),
        N_("another blind ballot of what is unclear, contested or new"),
        "reveal",
        8,
    ),
    Command(
        "other_ballot",
        ("tab",),
        N_("Other ballot"),
        N_("shows the ballot before, or the newest"),
        "reveal",
        6,
    ),
    Command("help", ("f1",), N_("Help"), N_("help; every letter and sign is an answer here"), "ballot", 7),
    Command("back", ("escape",), N_("Back"), N_("back to the workshop; what was keyed is kept"), "ballot", 5),
    Command("help", ("question_mark", "f1"), N_("Help"), N_("help for where you stand"), "everywhere", 9),
    Command("palette", ("ctrl+p", "colon"), N_("Commands"), N_("all commands by name"), "everywhere", 3),
    Command("choose", ("enter",), N_("Do it"), N_("does what the cursor is on"), "palette", 9, asked=False),
    Command("language", (), N_("Language"), N_("switches between English and Finnish"), "everywhere"),
    Command(
        "theme", (), N_("Light or dark"), N_("switches between the light and the dark theme"), "everywhere"
    ),
    Command("back", ("escape",), N_("Back"), N_("back to where you came from"), "everywhere", 4),
    Command("quit", ("ctrl+q",), N_("Quit"), N_("ends the program; everything is saved"), "everywhere", 2),
)

KEPT_BY_TERMINALS = (
    "ctrl+q",
    "f1",
    "ctrl+p",
    "ctrl+z",
    "ctrl+y",
    "alt+down",
    "alt+up",
    "ctrl+s",
    "ctrl+d",
    "ctrl+l",
)
"""Keys that one terminal or another uses itself, as VS Code does ctrl+q and macOS alt with an arrow: each has
a second way."""

KEY_NAMES = {
    "slash": "/", "less_than_sign": "<", "greater_than_sign": ">", "left_square_bracket": "[",
        "right_square_bracket": "]",
    "exclamation_mark": "!", "question_mark": "?", "space": N_("space"), "escape": "esc",
    "delete": "del", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_",
}  # fmt: skip

ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


def key_name(key: str) -> str:
    """A key as people call it."""
    if key in KEY_NAMES:
        return _(KEY_NAMES[key])
    if key.startswith("upper_"):
        return key[-1].upper()
    try:
        sign = unicodedata.lookup(key.replace("_", " ")) if len(key) > 1 else key
    except KeyError:
        sign = ""
    if sign.isprintable() and sign:
        return sign
    before, plus, last = key.rpartition("+")
    return f"{before}{plus}{ARROWS.get(last, last)}".replace("ctrl+", "^")


def keys_shown(command: Command) -> str:
    """All keys of a command, for help and README: 0–7, J alt+↓."""
    if command.id == "step":
        return "0–7"
    return " ".join(dict.fromkeys(key_name(key) for key in command.keys))


def key_of(id: str) -> str:
    """The first key of a command now, as people call it."""
    return next(
        (key_name(one.keys[0]) for one in _in_force if one.id == id and one.keys and may_be_rebound(one)), ""
    )


def keyed(words: str, /, **values: object) -> Message:
    """`say`, with each command that is named in braces shown by its key now: {undo} reads u."""
    return say(words, **{one.id: key_of(one.id) for one in COMMANDS if f"{{{one.id}}}" in words}, **values)


CHANGING = frozenset({
    "edit", "add", "toggle", "remove", "clear", "move_down", "move_up", "fill_down", "fill_all",
    "climb", "park", "decide", "act", "note", "tick", "undo", "redo",
})  # fmt: skip
"""What changes a workshop's record, and does nothing for one that may only be looked at."""

_in_force: tuple[Command, ...] = COMMANDS


def rebind(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Puts other keys on commands, by their ids, for as long as the program runs."""
    global _in_force
    _in_force = tuple(
        replace(one, keys=keys[one.id]) if one.id in keys and may_be_rebound(one) else one for one in COMMANDS
    )


def in_force() -> tuple[Command, ...]:
    """Every command with the keys it has now."""
    return _in_force


def may_be_rebound(command: Command) -> bool:
    """Whether its keys are free to choose: those of an open cell, of a ballot and of the steps are not."""
    return command.asked and command.where not in (
        "cell",
        "choices",
        "new_row",
        "ballot",
        "laptop",
        "answering",
    )


def is_always(key: str) -> bool:
    """Whether a key asks for help, the palette or the end whatever is being typed: it types no sign
    itself."""
    return (
        len(key_name(key)) > 1
        and key != "space"
        and any(key in one.keys for one in commands_in("everywhere") if one.id != "back")
    )


def clash(command: Command) -> Command | None:
    """Another command that listens to one of its keys where both can be asked for."""
    for other in _in_force:
        meet = any(command.where in places and other.where in places for places in TOGETHER)
        if other.id != command.id and meet and set(command.keys) & set(other.keys):
            return other
    return None


def command_for(key: str, *where: str) -> Command | None:
    """The command a key means in the first of the places that knows it."""
    for place in where:
        for command in _in_force:
            if command.where == place and key in command.keys:
                return command
    return None


def commands_in(*where: str) -> list[Command]:
    """The commands of some places, in the order of the places."""
    return [command for place in where for command in _in_force if command.where == place]


def key_table() -> str:
    """The README's key table, in Markdown."""
    lines = ["| where | key | does | in settings |", "|---|---|---|---|"]
    for place, title in WHERE.items():
        for i, command in enumerate(commands_in(place)):
            keys = " ".join(f"`{key}`" for key in keys_shown(command).split()) or "–"
            name = f"`{command.id}`" if may_be_rebound(command) else ""
            lines.append(f"| {title if i == 0 else ''} | {keys} | {command.title}: {command.help} | {name} |")
    return "\n".join(lines)
