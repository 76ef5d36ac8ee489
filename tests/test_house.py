"""The rules of the house that no other test would miss: which way imports point, what starts quickly, what
data may do."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.drivers import linux_driver
from textual.screen import Screen
from textual.widget import Widget

import cxworkshop
from cxworkshop.method import thresholds

HOUSE = Path(__file__).parent.parent
SOURCES = sorted((HOUSE / "cxworkshop").rglob("*.py"))
HEAVY = {
    "textual", "rich", "tinydb", "jinja2", "filelock", "tomlkit", "typst", "docx", "icalendar", "duckdb",
    "python_calamine", "starlette", "uvicorn", "segno", "pydantic", "psycopg",
}  # fmt: skip


def imported_by(code: str) -> set[str]:
    """The heavy libraries in memory after `code` has run in a fresh interpreter."""
    script = f"import sys\n{code}\nprint(*({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def modules_of(package: str) -> list[str]:
    module = importlib.import_module(package)
    return [package, *(part.name for part in pkgutil.walk_packages(module.__path__, f"{package}."))]


# ---- floors ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("floor", ["model", "method"])
def test_the_record_and_the_method_need_no_screen_no_file_and_no_template(floor: str) -> None:
    everything = "\n".join(f"import {module}" for module in modules_of(f"cxworkshop.{floor}"))
    assert imported_by(everything) == set()


def test_lists_saving_and_documents_need_no_screen() -> None:
    everything = "\n".join(
        f"import {module}"
        for floor in ("sheets", "storage", "editing", "documents")
        for module in modules_of(f"cxworkshop.{floor}")
    )
    assert "textual" not in imported_by(everything)


def test_lists_need_no_template() -> None:
    everything = "\n".join(f"import {module}" for module in modules_of("cxworkshop.sheets"))
    assert not imported_by(everything) & {"textual", "jinja2"}


def test_a_document_in_markdown_needs_no_library_of_the_other_forms() -> None:
    write = (
        "from datetime import date\n"
        "from cxworkshop.documents import write_document\n"
        "from cxworkshop.model.session import Session\n"
        'write_document(Session(), "plan", language="en", on=date(2026, 11, 21))'
    )
    assert imported_by(write) == {"jinja2"}


def test_small_survey_files_need_no_library_of_the_other_forms(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("touchpoint;score\nInvoice;9\n")
    read = (
        "from pathlib import Path\n"
        "from cxworkshop.importing.survey.columns import roles_of\n"
        "from cxworkshop.importing.survey.look import look\n"
        "from cxworkshop.importing.survey.tally import tally\n"
        f"seen = look(Path({str(tmp_path / 'a.csv')!r}))\n"
        "assert tally(seen, roles_of(seen)).rows == 1"
    )
    assert imported_by(read) == set()


def test_rows_of_ready_cells_need_no_record() -> None:
    """The library draws them before anything of a session is imported."""
    assert imported_by("import cxworkshop.sheets.rows") <= {"rich"}


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_questions_about_the_program_are_answered_without_loading_it(asked: str) -> None:
    run = f"from cxworkshop.cli import main\ntry: main([{asked!r}])\nexcept SystemExit: pass"
    assert imported_by(run) == set()


def test_who_keeps_workshops_in_a_folder_loads_nothing_of_a_store(tmp_path: Path) -> None:
    run = (
        "import sys\nfrom cxworkshop.cli import main\n"
        f"main(['--sessions', {str(tmp_path)!r}, 'list'])\n"
        "import cxworkshop.app, cxworkshop.screens.library, cxworkshop.screens.new\n"
        "stores = ('psycopg', 'cxworkshop.storage.postgres', 'cxworkshop.editing.sharing', "
        "'cxworkshop.library.shared')\n"
        "print([name for name in sys.modules if name.startswith(stores)])"
    )
    done = subprocess.run([sys.executable, "-c", run], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ---- Textual -----------------------------------------------------------------------------------------------
def widgets_and_screens() -> Iterator[type]:
    for module in modules_of("cxworkshop"):
        if module.endswith("__main__"):
            continue
        for _name, cls in inspect.getmembers(importlib.import_module(module), inspect.isclass):
            if cls.__module__ == module and any(
                base.__module__.startswith("textual.") for base in cls.__mro__
            ):
                yield cls


def written_by_textual() -> set[str]:
    """What Textual, and Python for abstract classes, write on every class."""
    return {"_abc_impl"} | {
        name for base in (App, Screen, Widget) for name in vars(type("Bare", (base,), {}))
    }


MEANT = {("GuardedApp", "_fatal_error")}
"""What must be replaced to keep what people said off the terminal."""


def test_no_screen_or_widget_replaces_something_private_of_textual() -> None:
    """A private name of ours that Textual uses too breaks in ways no message explains."""
    own = written_by_textual()
    shadowed = [
        f"{cls.__name__}.{name} (of {base.__name__})"
        for cls in widgets_and_screens()
        for name in vars(cls)
        if name.startswith("_")
        and not name.startswith("__")
        and not name.startswith("_on_")
        and (cls.__name__, name) not in MEANT
        for base in cls.__mro__[1:]
        if base.__module__.startswith("textual.") and name in vars(base) and name not in own
    ]
    assert sorted(shadowed) == []


def test_what_we_replace_of_textual_is_still_what_textual_uses() -> None:
    """Each of these is private or a module's own: a newer Textual may have another."""
    text = inspect.getsource(App._handle_exception)
    assert "self._fatal_error()" in text
    assert "self.panic(error)" in text
    assert "self._exception = error" in text
    assert "self._handle_exception" not in inspect.getsource(App._fatal_error)
    assert "_close_messages_no_wait" in inspect.getsource(App._fatal_error)
    assert {"XTermParser", "getincrementaldecoder"} <= set(vars(linux_driver))
    assert 'getincrementaldecoder("utf-8")().decode' in inspect.getsource(
        linux_driver.LinuxDriver.run_input_thread
    )


# ---- one door ----------------------------------------------------------------------------------------------
OWN = {
    "draw": {"self", "super()", "self.guide_panel", "self.missing_panel"},
    "reload": {"self", "self.sheet"},
    "session_changed": {"self", "super()"},
    "redraw_if_stale": {"self"},
}
"""Who may be told to draw itself by a screen: itself, its parts, and the list on it."""


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "cxworkshop" / "screens").glob("*.py")), ids=lambda path: path.name
)
def test_no_screen_redraws_another_one(path: Path) -> None:
    """A screen hears of changes itself."""
    asked = [
        (node.lineno, ast.unparse(node.func))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in OWN
        and ast.unparse(node.func.value) not in OWN[node.func.attr]
    ]
    assert asked == []


def test_screens_do_not_import_each_other_in_circles() -> None:
    """Each imports those it opens where it opens them; what is imported at the top, or for its types alone,
    makes no circle."""
    folder = HOUSE / "cxworkshop" / "screens"
    needs = {
        path.stem: {
            node.module.rpartition(".")[2]
            for top in ast.parse(path.read_text(encoding="utf-8")).body
            for node in (top.body if isinstance(top, ast.If) else (top,))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cxworkshop.screens.")
            if node.module
        }
        for path in folder.glob("*.py")
    }
    left = dict(needs)
    while free := [name for name, used in left.items() if not used & set(left)]:
        for name in free:
            del left[name]
    assert left == {}


# ---- text is text ------------------------------------------------------------------------------------------
MARKUP = frozenset({"Static", "Label", "Button", "Checkbox", "notify"})
"""What reads square brackets in a plain string as formatting, unless it is told not to."""


def unmarked(tree: ast.AST) -> Iterator[int]:
    """Lines where a string that is not written out there and then may be read as formatting."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else node.func.id
            if isinstance(node.func, ast.Name)
            else ""
        )
        has_markup = any(keyword.arg == "markup" for keyword in node.keywords)
        if (
            name in MARKUP
            and not has_markup
            and not isinstance(node.args[0], ast.Constant)
            and not _is_content(node.args[0])
        ):
            yield node.lineno


def _is_content(value: ast.expr) -> bool:
    """Whether the value is made by what turns data into something that may be shown."""
    made_by = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    return made_by.split(".")[-1] in {
        "Content",
        "Text",
        "display",
        "content",
        "_",
        "plural",
        "assemble",
        "styled",
    } or made_by.startswith("Content.")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_what_people_said_is_never_read_as_formatting(path: Path) -> None:
    assert list(unmarked(ast.parse(path.read_text(encoding="utf-8")))) == []


# ---- names -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_every_module_says_in_its_first_line_why_it_is_there(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert len(text.split("\n\n")[0].split()) >= 4


LONGEST_FUNCTION, LONGEST_FILE = 40, 350
"""Lines."""


def overlong(path: Path) -> Iterator[str]:
    """The file, if it is, and its functions that are."""
    text, name = path.read_text(encoding="utf-8"), path.relative_to(HOUSE / "cxworkshop").as_posix()
    if len(text.splitlines()) > LONGEST_FILE:
        yield name
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
        ):
            yield f"{name} {node.name}"


def test_a_function_is_seen_at_a_glance_and_a_file_at_a_sitting() -> None:
    assert {name for path in SOURCES for name in overlong(path)} == set()


def test_there_is_no_room_for_things_without_a_room() -> None:
    assert [path for path in SOURCES if path.stem in {"utils", "util", "helpers", "common", "misc"}] == []


def test_the_version_is_the_one_the_changelog_speaks_of() -> None:
    assert f"## [{cxworkshop.__version__}]" in (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "sheet", sorted((HOUSE / "cxworkshop" / "screens").glob("*.tcss")), ids=lambda path: path.name
)
def test_a_style_sheet_styles_its_own_screens_only(sheet: Path) -> None:
    """Textual applies a sheet to every screen once it has been read: what is named without its screen must be
    named once."""
    bare = set(re.findall(r"^#([\w-]+)", sheet.read_text("utf-8"), re.MULTILINE))
    others = [
        path
        for path in sheet.parent.glob("*.py")
        if f'CSS_PATH = "{sheet.name}"' not in path.read_text("utf-8")
    ]
    taken = {name for path in others for name in re.findall(r'id="([\w-]+)"', path.read_text("utf-8"))}
    assert not bare & taken


# ---- one definition a notion -------------------------------------------------------------------------------
NOTIONS = {
    "unfinished: ask the action": ("cxworkshop/model/actions.py", {"done", "dropped"}),
    "what waits to be done: ask the action": ("", {"open", "in_progress", "blocked"}),
    "passed: ask the step, or climb.PASSED": (
        "cxworkshop/model/climb.py",
        {"passed", "passed_with_override"},
    ),
}
"""What several rooms ask of a status, by the one place that may list those statuses."""
LIMITS = {name for name in vars(thresholds) if name.isupper()}


def listed(tree: ast.AST) -> Iterator[set[object]]:
    """The values of each set, list or tuple that is written out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            yield {part.value for part in node.elts if isinstance(part, ast.Constant)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_what_a_status_means_is_said_in_one_place(path: Path) -> None:
    lists = list(listed(ast.parse(path.read_text(encoding="utf-8"))))
    again = [
        notion
        for notion, (home, statuses) in NOTIONS.items()
        if path.relative_to(HOUSE).as_posix() != home and any(statuses <= values for values in lists)
    ]
    assert again == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_limit_of_the_method_is_set_in_one_place(path: Path) -> None:
    if path.stem == "thresholds":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert {name.lstrip("_") for name in named} & LIMITS == set()


def test_whether_a_step_is_passed_is_not_read_off_the_first_letters() -> None:
    asked = [path for path in SOURCES if 'startswith("passed' in path.read_text(encoding="utf-8")]
    assert asked == []


def test_a_script_ends_where_what_should_fail_does_not() -> None:
    """`! command` never ends a script of the shell, whatever the command does."""
    for name in ("run", "wheel"):
        script = (HOUSE / ".ci" / name).read_text("utf-8")
        assert "set -euo pipefail" in script
        assert not re.search(r"^\s*! ", script, re.MULTILINE), name
