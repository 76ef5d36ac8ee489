"""ARCHITECTURE.md draws every room, and names all the files that an addition takes: each addition is really
made, in a copy of the program, and then seen where people would see it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hatch_build import compile_catalogues

HOUSE = Path(__file__).parent.parent
ARCHITECTURE = (HOUSE / "ARCHITECTURE.md").read_text(encoding="utf-8")
FINNISH = "cxworkshop/locale/fi/LC_MESSAGES/cxworkshop.po"
MOST = 4
"""Files that a field, a list, a command or a document may take."""
Edits = dict[str, list[tuple[str, str]]]
"""By file: what is put in, before which words; at the end of a file that has none or is new."""

SCREEN = """
import asyncio, re, sys
from datetime import date
from pathlib import Path
from cxworkshop.app import CxApp

async def seen(path, wanted, *keys):
    app = CxApp(path.parent, open_path=path, today=date(2026, 11, 21))
    async with app.run_test(size=(200, 45)) as pilot:
        await pilot.press(*keys)
        await app.key_queue.join()
        for _moment in range(100):
            strips = app.screen._compositor.render_strips()
            text = "\\n".join("".join(part.text for part in strip) for strip in strips)
            if re.search(wanted, text):
                return
            await pilot.pause(0.1)
    sys.exit(text)

asyncio.run(seen(Path(sys.argv[1]), *sys.argv[2:]))
"""
"""Opens a session, presses keys, and ends well once the screen shows what is wanted."""


# ---- what it says ------------------------------------------------------------------------------------------
def taken(addition: str) -> list[str]:
    """The files of an addition, as its section lists them."""
    section = re.search(rf"^### {addition}$(.*?)(?=^##|\Z)", ARCHITECTURE, re.MULTILINE | re.DOTALL)
    assert section, addition
    return re.findall(r"^\d\. (?:new )?`([^`]+)`", section[1], re.MULTILINE)


def test_every_file_that_it_names_is_there() -> None:
    named = re.findall(r"(new )?`([\w./]+/[\w.]*)`", ARCHITECTURE)
    assert named
    assert [path for new, path in named if not new and not (HOUSE / path).exists()] == []


def test_every_room_is_drawn() -> None:
    drawn = re.search(r"^cxworkshop/\n(.*?)^```", ARCHITECTURE, re.MULTILINE | re.DOTALL)
    assert drawn
    rooms = {
        path.name + "/" * path.is_dir()
        for path in (HOUSE / "cxworkshop").iterdir()
        if path.name not in ("__init__.py", "__pycache__")
    }
    assert {line.split()[0] for line in drawn[1].splitlines()} == rooms


@pytest.mark.parametrize("addition", ["A field", "A list", "A command", "A document"])
def test_an_addition_takes_few_files(addition: str) -> None:
    assert 1 <= len(taken(addition)) <= MOST


# ---- doing it ----------------------------------------------------------------------------------------------
class Copy:
    """The program with an addition, and a copy of the demo."""

    def __init__(self, folder: Path, addition: str, edits: Edits) -> None:
        assert sorted(edits) == sorted(taken(addition))
        shutil.copytree(HOUSE / "cxworkshop", folder / "cxworkshop")
        for name, insertions in edits.items():
            path = folder / name
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            for words, before in insertions:
                assert not before or text.count(before) == 1, f"{name}: {before}"
                text = text.replace(before, words + before) if before else text + words
            path.write_text(text, encoding="utf-8")
        compile_catalogues(folder)
        self.folder = folder
        self.session = Path(self.run("demo", "--copy", "--sessions", "sessions").strip())

    def run(self, *arguments: str, code: int = 0) -> str:
        """What a verb prints; the program of the copy runs."""
        return self._python("-m", "cxworkshop", *arguments, code=code)

    def shows(self, wanted: str, *keys: str) -> None:
        """The screen of the demo shows it after some keys; `wanted` is a pattern."""
        self._python("-c", SCREEN, str(self.session), wanted, *keys)

    def _python(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    def put(self, table: str, field: str, value: object) -> None:
        """Writes a value into the first row of a table, of the last round, in the file."""
        tables = json.loads(self.session.read_text(encoding="utf-8"))
        rows = [row for row in tables[table].values() if 2 in (row.get("round"), row.get("number"))]
        rows[0][field] = value
        self.session.write_text(json.dumps(tables), encoding="utf-8")


def finnish(**words: str) -> list[tuple[str, str]]:
    return [(f'\nmsgid "{english}"\nmsgstr "{told}"\n', "") for english, told in words.items()]


def test_a_field_shows_everywhere(tmp_path: Path) -> None:
    edits: Edits = {
        "cxworkshop/model/actions.py": [
            ('    risk: Annotated[str, Text(label=N_("Risk"))] = ""\n', "    external_help: Annotated")
        ],
        "cxworkshop/sheets/steps/implement.py": [
            (
                'Column("actions.risk", width=10, importance=9),\n            ',
                'Column("actions.touchpoint", width=12',
            )
        ],
        "cxworkshop/documents/plan/actions.py": [
            (
                '_("risk: {risk}").format(risk=action.risk) if action.risk else "", ',
                '_("overdue") if is_overdue',
            )
        ],
        FINNISH: finnish(**{"Risk": "Riski", "risk: {risk}": "riski: {risk}"}),
    }
    copy = Copy(tmp_path, "A field", edits)
    path = str(copy.session)
    copy.put("actions", "risk", "A strike")
    assert "Risk: A strike" in copy.run("show", path, "--step", "implement")
    assert "Riski: A strike" in copy.run("show", path, "--step", "implement", "--language", "fi")
    assert "risk: A strike" in copy.run("write", path, "--document", "plan", "--output", "-")
    assert '"risk"' in copy.run("schema")
    copy.shows(r"(?s)Due +Risk +Touchpoint.*A strike", "4", "tab")
    copy.shows(r"(?s)Risk +A strike.*Outside help", "4", "tab", "o")
    copy.put("actions", "risk", 3)
    assert "Risk" in copy.run("check", path, code=1)


def test_a_list_of_what_is_recorded_already_is_a_tab_of_its_step(tmp_path: Path) -> None:
    plan = """    SheetPlan(
        "parked",
        N_("Parking lot"),
        (Column("parking.text", width=20, weight=3, importance=9), Column("parking.owner", width=14)),
        table="parking",
        empty=N_("What waits for its turn? {add} adds it."),
    ),
"""
    edits: Edits = {
        "cxworkshop/sheets/steps/implement.py": [(plan, '    SheetPlan(\n        "choices",')],
        FINNISH: finnish(
            **{"What waits for its turn? {add} adds it.": "Mikä odottaa vuoroaan? {add} lisää."}
        ),
    }
    copy = Copy(tmp_path, "A list", edits)
    copy.shows(r"Parking lot +Choices", "4")
    copy.shows("Tea for drivers", "4", "a", *"Tea", "space", *"for", "space", *"drivers", "enter")


def test_a_command_has_its_key_and_its_name(tmp_path: Path) -> None:
    edits: Edits = {
        "cxworkshop/commands/table.py": [
            (
                'Command("pause", ("f9",), N_("Pause"), N_("tells the room to rest"), "workshop"),\n    ',
                'Command("park",',
            )
        ],
        "cxworkshop/screens/workshop.py": [
            ("from cxworkshop.language import say\n", "from cxworkshop.language import Words\n"),
            (
                'def do_pause(self) -> None:\n        self.tell(say("Ten minutes."))\n\n    ',
                "def do_undo(self)",
            ),
        ],
        FINNISH: finnish(
            **{
                "Pause": "Tauko",
                "tells the room to rest": "kehottaa lepäämään",
                "Ten minutes.": "Kymmenen minuuttia.",
            }
        ),
    }
    copy = Copy(tmp_path, "A command", edits)
    copy.shows("Ten minutes.", "f9")
    copy.shows("tells the room to rest", "ctrl+p", *"pause")
    copy.shows("Ten minutes.", "ctrl+p", *"pause", "enter")


def test_a_document_is_previewed_and_written(tmp_path: Path) -> None:
    says = '''"""The minutes."""

from datetime import date

from cxworkshop.model.session import Session


def content(session: Session, on: date) -> dict[str, object]:
    return {"on": on, "decisions": [decision.text for decision in session.round.decisions]}


def missing(session: Session) -> tuple[()]:
    return ()
'''
    entry = '"minutes": Document(N_("Minutes"), "cxworkshop.documents.minutes"),\n    '
    edits: Edits = {
        "cxworkshop/documents/__init__.py": [(entry, '"ballot": Document(')],
        "cxworkshop/documents/minutes.py": [(says, "")],
        "cxworkshop/templates/minutes.md.j2": [
            ("# {{ _('Minutes') }} · {{ on|day }}\n\n", ""),
            ("{% for text in decisions %}\n- {{ text }}\n{% endfor %}\n", ""),
        ],
        FINNISH: finnish(Minutes="Pöytäkirja"),
    }
    copy = Copy(tmp_path, "A document", edits)
    path = str(copy.session)
    assert "First use is no longer a goal" in copy.run(
        "write", path, "--document", "minutes", "--output", "-"
    )
    told = copy.run("write", path, "--document", "minutes", "--output", "-", "--language", "fi")
    assert told.startswith("# Pöytäkirja")
    copy.shows("First use is no longer a goal", "w", "tab")


def test_a_check_is_asked_in_its_step(tmp_path: Path) -> None:
    asks = '''

@check("G7.3")
def somebody_calls_everyone_together(session: Session, on: date) -> Missing | None:
    """The round has a convener."""
    here = Place("rounds", session.round.id, "convener")
    return None if session.round.convener else missing(say("Nobody calls everyone together"), here)
'''
    told = """
[[gates]]
id = "G7.3"
severity = "should"
en = "Somebody calls everyone together"
fi = "Joku kutsuu kaikki koolle"
"""
    imports = [("say, ", "say_n\n"), ("missing, ", "missing_if, names, present\n")]
    edits: Edits = {
        "cxworkshop/method/checks/closing.py": [*imports, (asks, "")],
        "cxworkshop/method/content/steps/closing.toml": [(told, "")],
        FINNISH: finnish(**{"Nobody calls everyone together": "Kukaan ei kutsu kaikkia koolle"}),
    }
    copy = Copy(tmp_path, "A check", edits)
    copy.put("rounds", "convener", None)
    path = str(copy.session)
    assert "Nobody calls everyone together" in copy.run("check", path, "--ready", code=1)
    assert "Kukaan ei kutsu kaikkia koolle" in copy.run("check", path, "--ready", "--language", "fi", code=1)
