"""Every key on every screen, in every mode, with a text half typed: no text is lost, nothing is removed, and
a key that does nothing says why.

By default each mode meets some of the keys, every key many modes; CXWORKSHOP_SWEEP=1 presses all of them.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual import events

from cxworkshop.commands import is_always
from cxworkshop.commands.refusals import DELETING
from cxworkshop.editing import create
from cxworkshop.editing.starting import blank_session
from cxworkshop.editing.voting import reveal, seal, vote
from cxworkshop.errors import FileTrouble
from cxworkshop.method import ballots
from cxworkshop.method.checks.finding import voters
from cxworkshop.model.session import TABLES, Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.terminal import EscapeParser
from tests.screens.hands import TODAY, Hands, at_the_program

TEXT = "Half a text"
SHARE = 1 if os.environ.get("CXWORKSHOP_SWEEP") else 24
SIGNS = [*map(chr, range(32, 127)), "ä", "日"]
CONTROL = [chr(code) for code in range(32) if chr(code) not in "\x11\x1b"] + ["\x7f"]
"""But for the one that quits."""
SPECIAL = [
    *(f"\x1b[{end}" for end in "ABCDHFZP"),
    *(f"\x1b[1;{held}{end}" for held in (2, 3, 5) for end in "ABCDHF"),
    *(f"\x1b[{n}~" for n in (2, 3, 5, 6, 15, 17, 18, 19, 20, 21, 23, 24)), *(f"\x1bO{end}" for end in "PQRS"),
]  # fmt: skip
ESCAPED = [f"\x1b{form}" for form in [*SIGNS, *CONTROL, *SPECIAL]]
FORMS = [*SIGNS, *CONTROL, *SPECIAL, *ESCAPED, "\x1b"]


@dataclass(frozen=True)
class Place:
    """A mode of the program: a file, the keys that lead there from its first screen, and whether the text is
    typed then."""

    name: str
    file: str
    keys: str
    is_typed: bool = False


TYPED = {
    "text cell": ("0\ta", "demo"), "choices": ("1\t\x1b[C\x1b[C\r", "demo"), "long text": ("1\r", "empty"),
    "next cell of a new row": ("0aNew person\t", "demo"), "new row": ("1\ta", "empty"),
    "number": ("1\t\t\x1b[C\x1b[C\x1b[C\x1b[C\r", "demo"), "filter": ("1\t/", "demo"),
    "date on the board": ("4\tvJ", "demo"),
    "park": ("p", "demo"), "note": ("n", "demo"), "decide": ("d", "empty"), "act": ("!", "demo"),
    "record": ("1\to\r", "demo"), "palette": (":", "demo"), "finding": ("\x06", "demo"),
    "capture on the reveal": ("bp", "revealed"),
    "why a round is closed": ("M\r", "empty"), "word at a check-in": ("id", "demo"),
    "find": ("/", ""), "new workshop": ("n", ""), "participants of a new one": ("nLanka\t\t\t\t\t\t\t\t", ""),
}  # fmt: skip
LISTS = {f"step {step}, list {tab}": str(step) + "\t" * tab for step in range(8) for tab in range(4)}
PLAIN = {
    **{name: (keys, file) for name, keys in LISTS.items() for file in ("demo",)},
    **{f"empty {name}": (keys, "empty") for name, keys in LISTS.items() if name[-1] in "02"},
    "stopped": ("3\r", "demo"), "stopped in a form": ("0\t\x1b[D\r", "demo"),
    "marked": ("1\t\x1b[1;2B", "demo"), "sorted": ("1\ts", "demo"), "nothing found": ("1\t/zzz\r", "demo"),
    "picture": ("1\t\tV", "demo"), "board": ("4\tv", "demo"), "picture without rows": ("4v", "empty"),
    "picture of a closed round": ("4\tv", "closed"),
    "guide": ("1f", "demo"), "missing": ("3m", "empty"),
    "question": ("1\t\x1b[200~one\ntwo\x1b[201~", "empty"),
    "versions": ("B", "demo"), "parked": ("L", "demo"), "only priorities": ("2*", "demo"),
    "record": ("1\to", "demo"), "help": ("?", "demo"), "documents": ("w", "demo"),
    "closed round": ("1\t", "closed"), "closed form": ("1", "closed"),
    "ballot": ("b", "blank"), "dots": ("1\t\t\t\t\t\t\t\t\t\t\tb", "blank"), "seal?": ("b-\x13", "blank"),
    "sealed": ("b", "sealed"), "revealed": ("b", "revealed"), "slips behind the reveal": ("3b", "revealed"),
    "hand over": ("b\x0c", "blank"), "answering": ("b\x0c\r", "blank"),
    "answering, typed": ("b\x0c\ra", "blank"),
    "library": ("", ""), "no hit": ("/zzz\r", ""), "starters": ("nLanka\t\x1b[Z\x1b[Z", ""),
    "read only": ("1\t", "faulty"), "faults": ("", "faulty"),
    "next round": ("M", "demo"), "rounds compared": ("=", "demo"), "round before": ("E1\t", "demo"),
    "check-in": ("i", "demo"), "check-in without rows": ("i", "empty"), "what is due": ("d", ""),
}  # fmt: skip
PLACES = [
    *(Place(name, file, keys, is_typed=True) for name, (keys, file) in TYPED.items()),
    *(Place(name, file, keys) for name, (keys, file) in PLAIN.items()),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, demo: Session, demo_round1: Session) -> Path:
    folder = tmp_path_factory.mktemp("sweep")
    nothing = {"ballots": (), "ownership_ballots": (), "function_scores": (), "dots": (), "steps": ()}
    first = demo_round1.round
    blank = demo_round1.model_copy(
        update={"rounds": (first.model_copy(update={**nothing, "closed_on": None}),)}
    )
    answered = blank
    for who in voters(blank):
        for touchpoint in ballots.asked(blank):
            answered = vote("1", touchpoint, who.id, ballots.answer_for(blank, "a"))(answered)
    now = datetime(2026, 11, 5, 10, tzinfo=UTC)
    sealed = seal("1", now)(answered)
    sessions = {
        "demo": demo, "empty": blank_session("en", TODAY), "blank": blank, "sealed": sealed,
        "revealed": reveal("1", now)(sealed),
        "closed": demo_round1.model_copy(
            update={"rounds": (first.model_copy(update={"closed_on": TODAY}),)}
        ),
    }  # fmt: skip
    for name, session in sessions.items():
        create(folder / f"{name}.json", session).close()
    text = (folder / "demo.json").read_text("utf-8")
    assert '"state":"passed"' in text
    (folder / "faulty.json").write_text(text.replace('"state":"passed"', '"state":"so so"', 1), "utf-8")
    return folder


def keys_of(form: str) -> list[events.Key | events.Paste]:
    parser = EscapeParser()
    messages = [message for piece in (form, "") if piece or form for message in parser.feed(piece)]
    return [message for message in messages if isinstance(message, events.Key | events.Paste)]


class Sweep:
    """Goes to a place of the program as often as keys lead away from it."""

    def __init__(self, hands: Hands, place: Place, files: Path, folder: Path) -> None:
        self.hands, self.place, self.files, self.folder = hands, place, files, folder
        self.count = 0
        self.state: Any = None

    @property
    def screen(self) -> KeyScreen:
        screen = self.hands.app.screen
        assert isinstance(screen, KeyScreen)
        return screen

    async def send(self, form: str) -> None:
        for event in keys_of(form):
            await self.hands.app.on_event(event)
        await self.hands.app.key_queue.join()

    async def go(self) -> None:
        """To the place, from the library."""
        app = self.hands.app
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        for opened in app.opened:
            with suppress(FileTrouble):
                opened.close()
        app.opened.clear()
        app.has_warned = False
        await self.send("\x1b[27u")
        if self.place.file:
            self.count += 1
            path = self.folder / f"{self.place.file}{self.count}.json"
            shutil.copy(self.files / f"{self.place.file}.json", path)
            await app.open_workshop(path)
        await self.send(self.place.keys)
        if self.place.is_typed:
            await self.send(TEXT)
        await self.hands.pilot.pause()  # laid out
        self.state = self.where()

    def where(self) -> tuple[object, ...]:
        screen = self.screen
        return type(screen), screen.mode.name, getattr(getattr(screen, "plan", None), "id", "")

    def look(self) -> tuple[object, ...]:
        """All that can be seen."""
        strips = self.screen._compositor.render_strips()
        shown = tuple(tuple((segment.text, segment.style) for segment in strip) for strip in strips)
        return type(self.screen), self.screen.mode.name, shown, self.hands.app.cursor_position

    def rows(self) -> int:
        """The number of rows of the record."""
        session = getattr(getattr(self.screen, "opened", None), "session", None)
        if session is None:
            return 0
        return sum(len(session.records(table)) for table in TABLES if table != "rounds")

    def text(self) -> str:
        """What is being typed."""
        screen: Any = self.screen
        if hasattr(screen, "entry") and screen.entry.is_open:
            return str(screen.entry.line.text)
        if hasattr(screen, "sheet") and screen.sheet.open is not None:
            return str(screen.sheet.open.editor.line.text)
        line = screen.sheet.filter_line if hasattr(screen, "sheet") else None
        return line.text if line is not None else ""

    def keeps(self, text: str) -> bool:
        """Whether a text stands in the record, in what a list shows, or in what is being typed."""
        places: list[Any] = []
        for screen in self.hands.app.screen_stack:
            sheet, entry = getattr(screen, "sheet", None), getattr(screen, "entry", None)
            for holder in (getattr(screen, "opened", None), getattr(screen, "history", None)):
                if holder is not None:
                    places += [repr(holder.session.records(table)) for table in TABLES]
            places += [getattr(screen, "search", ""), sheet.view.filter if sheet is not None else ""]
            places += [entry.line.text] if entry is not None and entry.is_open else []
            places += [sheet.open.editor.line.text] if sheet is not None and sheet.open is not None else []
        quoted = repr(text)[1:-1]
        return any(quoted in place or (len(place) < 1_000 and is_within(text, place)) for place in places)


def is_within(text: str, longer: str) -> bool:
    """Whether all characters of a text stand in a longer one, in their order."""
    rest = iter(longer)
    return all(character in rest for character in text)


@pytest.mark.parametrize("index", range(len(PLACES)), ids=[place.name + " " + place.file for place in PLACES])
async def test_no_key_is_silent_and_none_costs_a_text(index: int, files: Path, tmp_path: Path) -> None:
    place = PLACES[index]
    silent, lost, removed = [], [], []
    async with at_the_program(tmp_path, size=(100, 30)) as hands:
        sweep = Sweep(hands, place, files, tmp_path)
        await sweep.go()
        await hands.settled()
        for form in FORMS[index % SHARE :: SHARE]:
            if sweep.where() != sweep.state or (place.is_typed and not is_within(TEXT, sweep.text())):
                await sweep.go()
            sweep.screen.refuse("")  # what was said of the key before
            before, rows, text, key = sweep.look(), sweep.rows(), sweep.text(), keys_of(form)[0]
            assert isinstance(key, events.Key)
            await sweep.send(form)
            name = f"{form!r} {key.key}"
            if sweep.look() == before:
                silent.append(name)
            if form in ESCAPED and sweep.rows() < rows:
                removed.append(name)
            gives_up = key.key == "escape" or key.key in DELETING or is_always(key.key)
            if place.is_typed and not gives_up and not sweep.keeps(text.strip()):
                lost.append(name)
    assert not silent, f"silent: {silent}"
    assert not lost, f"lost: {lost}"
    assert not removed, f"removed: {removed}"
