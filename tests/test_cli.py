"""What the command line promises: what each verb prints, what it refuses, and the code it ends with."""

from __future__ import annotations

import argparse
import inspect
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxworkshop import __version__, app, cli, language, verbs
from cxworkshop.cli import main
from cxworkshop.documents import DOCUMENTS
from cxworkshop.editing import open_session
from cxworkshop.editing.changes import add, set_value
from cxworkshop.model.place import Place
from cxworkshop.storage.file.session_file import SessionFile
from cxworkshop.verbs import screens as opening
from cxworkshop.verbs.table import VERBS, Verb

HOUSE = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.delenv("CXWORKSHOP_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    language.use("en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def demo_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["demo", "--copy"]) == 0
    return Path(capsys.readouterr().out.strip())


def spoil(path: Path) -> None:
    tables = json.loads(path.read_text("utf-8"))
    list(tables["goals"].values())[2]["due_on"] = "2026-13-01"
    path.write_text(json.dumps(tables), "utf-8")


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(list(arguments)) == code
    printed = capsys.readouterr()
    assert not (code == 0 and printed.err)
    return printed.err if code in (2, 3) and printed.err else printed.out


# ---- the program itself ------------------------------------------------------------------------------------
def test_it_says_which_version_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"cxworkshop {__version__}\n"


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_verb_explains_itself_in_both_languages(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    output = []
    for spoken in ("en", "fi"):
        with pytest.raises(SystemExit):
            main([*([verb] if verb else []), "--help", "--language", spoken])
        output.append(capsys.readouterr().out)
    assert output[0] != output[1]
    if not verb:
        assert all(f"  {name} " in output[0] for name in VERBS)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_no_word_of_the_help_stays_english_in_finnish(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    for spoken in ("en", "fi"):
        with pytest.raises(SystemExit):
            main([*([verb] if verb else []), "--help", "--language", spoken])
        output = capsys.readouterr().out.replace("\n", " ")
        for english, finnish in (
            ("usage: ", "käyttö: "),
            ("options:", "valitsimet:"),
            ("show this help", "näyttää tämän ohjeen"),
        ):
            assert (english if spoken == "en" else finnish) in output
            assert (finnish if spoken == "en" else english) not in output
        assert ("positional" in output) == (spoken == "en" and bool(verb) and bool(VERBS[verb].takes))


@pytest.mark.parametrize(
    ("arguments", "english", "finnish"),
    [
        (["list", "--sessions"], "expected one argument", "siltä puuttuu arvo"),
        (["list", "--json=yes"], "ignored explicit argument 'yes'", "se ei ota arvoa: 'yes'"),
    ],
)
def test_a_flag_used_wrongly_is_told_in_the_readers_language(
    arguments: list[str], english: str, finnish: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert english in said(capsys, "--language=en", *arguments, code=2)
    output = said(capsys, "--language=fi", *arguments, code=2)
    assert finnish in output
    assert "argument" not in output


def test_argparse_says_nothing_that_is_not_in_the_catalogue() -> None:
    source = inspect.getsource(argparse)
    assert [words for words in cli.ARGPARSE if f"_('{words}" not in source] == []


@pytest.mark.parametrize(("columns", "wide"), [("60", 58), ("", 78)])
def test_the_flags_are_told_as_wide_as_the_terminal(
    columns: str, wide: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with pytest.raises(SystemExit):
        main(["write", "--help", "--language", "en"])
    assert wide - 12 < max(map(len, capsys.readouterr().out.splitlines())) <= wide


def test_the_readme_names_every_verb() -> None:
    readme = (HOUSE / "README.md").read_text("utf-8")
    for name in VERBS:
        assert f"cxworkshop {name}" in readme or f"`{name}`" in readme


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["lst"], "Did you mean list?"),
        (["list", "--jsn"], "Did you mean --json?"),
        (["--langauge", "fi", "list"], "Did you mean --language?"),
        (["list", "--langauge", "fi"], "Did you mean --language?"),
        (["list", "--language", "sv"], "There is: en, fi."),
        (["list", "--theme", "drak"], "Did you mean dark?"),
        (["write", "demo", "--document", "pln"], "Did you mean plan?"),
        (["write", "demo", "--document", "plan", "--format", "mdd"], "Did you mean md?"),
        (["write", "demo"], "There is: plan, ballot, background, owner, "),
        (["show", "dmo"], "Did you mean demo?"),
        (["show", "demo", "--step", "organize"], "Did you mean organise?"),
        (["show", "demo", "--on", "soon"], "soon is not a date"),
        (["show"], "SESSION"),
        (["check"], "FILE"),
        (
            ["frobnicate"],
            "write, checkin, import, show, compare, revisit, restore, templates, store, schema, completion.",
        ),
    ],
)
def test_a_mistake_is_answered_with_the_nearest_word(
    arguments: list[str], near: str, demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    err = said(capsys, *arguments, code=2)
    assert near in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("before", [True, False])
def test_global_flags_stand_before_or_after_the_verb(
    before: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--sessions", str(tmp_path / "elsewhere"), "--language=fi"]
    path = said(capsys, *(flags if before else []), "demo", "--copy", *([] if before else flags)).strip()
    assert Path(path).parent == tmp_path / "elsewhere"
    assert SessionFile.read(Path(path)).session.workshop.language == "fi"


@pytest.mark.parametrize(
    ("flag", "ours", "locale", "spoken"),
    [("fi", "en", "en", "fi"), ("", "fi", "en", "fi"), ("", "", "fi_FI.UTF-8", "fi"), ("", "xx", "C", "en")],
)
def test_the_flag_speaks_before_the_setting_and_the_setting_before_the_locale(
    flag: str,
    ours: str,
    locale: str,
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CXWORKSHOP_LANGUAGE", ours)
    monkeypatch.setenv("LC_ALL", locale)
    said(capsys, "list", *(["--language", flag] if flag else []))
    assert language.language() == spoken


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_asked: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(VERBS, "list", Verb("", "", interrupted))
    assert main(["list"]) == 130


def test_who_reads_only_the_first_lines_gets_no_complaint(demo_file: Path) -> None:
    command = f"{sys.executable} -m cxworkshop schema | head -1"
    done = subprocess.run(command, shell=True, cwd=HOUSE, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("{\n", "")


# ---- screens -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("arguments", [[], ["new"], ["demo"], ["open", "demo"]])
def test_without_a_terminal_a_screen_says_so_in_a_line(
    arguments: list[str], demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    err = said(capsys, *arguments, code=2)
    assert "needs a terminal" in err
    assert err.count("\n") == 1


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the screens are started with, as if in a terminal."""
    shown: list[dict[str, Any]] = []

    def run(**how: Any) -> int:
        how["open_path_was_there"] = how["open_path"] is not None and how["open_path"].is_file()
        shown.append(how)
        return 0

    monkeypatch.setattr(opening, "_need_a_terminal", lambda: None)
    monkeypatch.setattr(app, "run", run)
    return shown


def test_screens_are_started_with_what_was_asked_for(
    demo_file: Path, folder: Path, screens: list[dict[str, Any]]
) -> None:
    assert (
        main([])
        == main(["new", "--title", "Kitchens", "--theme", "light"])
        == main(["open", "demo", "--language", "fi"])
        == 0
    )
    library, new, opened = screens
    assert (library["library"].folder, library["open_path"], library["new_title"], library["theme"]) == (
        folder,
        None,
        None,
        None,
    )
    assert (new["new_title"], new["theme"]) == ("Kitchens", "light")
    assert (opened["open_path"], opened["language"], opened["throwaway"]) == (demo_file, "fi", False)


def test_the_demo_opens_a_copy_that_is_thrown_away(folder: Path, screens: list[dict[str, Any]]) -> None:
    assert main(["demo"]) == 0
    (shown,) = screens
    assert shown["throwaway"]
    assert shown["open_path_was_there"]
    assert folder not in shown["open_path"].parents
    assert not folder.exists()


def test_what_cannot_be_opened_is_said_before_the_screen(
    folder: Path, screens: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir()
    (folder / "notes.json").write_text("{}")
    assert "notes.json: It is not the file of a workshop" in said(capsys, "open", "notes", code=2)
    assert screens == []


# ---- demo, list --------------------------------------------------------------------------------------------
def test_a_copy_of_the_demo_takes_a_free_name(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = Path(said(capsys, "demo", "--copy").strip())
    assert again.is_absolute()
    assert (demo_file.name, again.name) == ("demo.json", "demo-2.json")
    assert open_session(again).session == open_session(demo_file).session


def test_the_list_for_programs_has_what_they_were_promised(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (demo_file.parent / "broken.json").write_text("{")
    sound, broken = json.loads(said(capsys, "list", "--json"))
    assert list(sound) == list(broken)
    unknown = {"clear_share": None, "clear_share_before": None, "updated_at": None}
    assert sound | unknown == {
        "slug": "demo",
        "path": str(demo_file),
        "organisation": "Kuusilinna Koti Oy",
        "title": "Kuusilinna Koti – from order to first use",
        "round": 2,
        "steps_passed": 6,
        "clear_share": None,
        "clear_share_before": None,
        "next_review_on": "2027-05-06",
        "actions_open": 10,
        "actions_overdue": sound["actions_overdue"],
        "last_check_in": None,
        "updated_at": None,
        "readable": True,
        "problem": None,
        "version": 1,
        "program": f"cxworkshop {__version__}",
        "version_of": None,
        "stands": None,
    }
    assert 0 <= sound["actions_overdue"] <= sound["actions_open"]
    assert sound["clear_share"] == pytest.approx(2 / 3)
    assert sound["clear_share_before"] == pytest.approx(5 / 14)
    assert (broken["slug"], broken["readable"]) == ("broken", False)


def test_the_list_for_programs_says_which_files_are_versions_of_one_workshop(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = demo_file.parent
    shutil.copyfile(demo_file, folder / "demo (1).json")
    shutil.copyfile(demo_file, elsewhere := folder / "demo-LAPTOP.json")
    for path, text in ((elsewhere, "theirs"), (demo_file, "ours")):
        opened = open_session(path)
        opened.apply(add("parking", text=text))
        opened.close()
    rows = json.loads(said(capsys, "list", "--json"))
    assert {row["slug"]: (row["version_of"], row["stands"]) for row in rows} == {
        "demo": (None, None),
        "demo (1)": ("demo", "older"),
        "demo-LAPTOP": ("demo", "changed"),
    }


def test_the_list_is_a_table_that_names_what_cannot_be_read(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (demo_file.parent / "broken.json").write_text("{")
    heads, row, broken = said(capsys, "list").splitlines()
    assert row.startswith("demo  Kuusilinna Koti Oy")
    assert heads.index("Workshop") == row.index("Kuusilinna Koti –")
    assert broken.startswith("! broken.json: ")
    assert {"Open actions", "Last check-in"} <= set(re.split(r"\s{2,}", heads))
    assert "36% → 67%" in row


def test_an_empty_folder_is_said_to_be_empty(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert str(folder) in said(capsys, "list")
    assert json.loads(said(capsys, "list", "--json")) == []


def test_what_a_file_holds_does_nothing_to_the_terminal(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = demo_file.read_text("utf-8").replace("Kuusilinna Koti Oy", "\\u001b]0;owned\\u0007\\u202e")
    demo_file.write_text(raw, "utf-8")
    for arguments in (["list"], ["show", "demo"], ["check", "demo"]):
        printed = said(capsys, *arguments)
        assert not {"\x1b", "\x07", "\u202e"} & set(printed)


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["lst"]])
def test_a_listing_loads_neither_the_record_nor_a_screen(arguments: list[str], demo_file: Path) -> None:
    script = (
        "import sys; from cxworkshop.cli import main; main(sys.argv[1:]);"
        "heavy = {'textual', 'tinydb', 'jinja2', 'importlib.metadata', 'cxworkshop.model'} & "
        "set(sys.modules);"
        "sys.exit(str(sorted(heavy)) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", script, *arguments], cwd=HOUSE, capture_output=True, check=True)


# ---- check -------------------------------------------------------------------------------------------------
def test_a_sound_file_is_called_readable_whatever_is_not_ready(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = said(capsys, "check", "demo", "--on", "2026-11-05")
    assert output.startswith("demo.json: readable\n")
    assert re.search(r"\bG\d\.\d", output) is None
    assert "· should ·" in output


def test_what_is_not_ready_counts_when_asked(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "check", "demo", "--ready", "--on", "2026-11-05", code=1).startswith(
        "demo.json: readable\n"
    )


def test_a_file_with_faults_is_a_no_with_every_place(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(demo_file)
    before = demo_file.read_bytes()
    assert "demo.json: Goals, row 3, Due: 2026-13-01 is not a date" in said(
        capsys, "check", str(demo_file), code=1
    )
    assert demo_file.read_bytes() == before


def test_the_worst_of_several_files_decides(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo_file.parent / "notes.json").write_text("{}")
    output = said(capsys, "check", "demo", "notes", "nowhere", code=2).splitlines()
    assert output[0] == "demo.json: readable"
    assert output[-2].startswith("notes.json: It is not the file of a workshop")
    assert output[-1].startswith("There is no workshop nowhere")


# ---- write -------------------------------------------------------------------------------------------------
def test_a_document_goes_beside_the_session_and_its_path_is_printed(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(said(capsys, "write", "demo", "--document", "plan", "--on", "2026-11-05").strip())
    assert path == demo_file.parent / "demo-documents" / "2026-11-05-kuusilinna-koti-oy-r2-plan.en.md"
    assert path.read_text("utf-8").startswith("# ")


def test_a_document_speaks_the_sessions_language_unless_told_otherwise(
    demo_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXWORKSHOP_LANGUAGE", "fi")
    write = ["write", "demo", "--document", "plan", "--on", "2026-11-05", "--output", "-"]
    main(write)
    english = capsys.readouterr().out
    main([*write, "--language", "fi"])
    finnish = capsys.readouterr().out
    assert english != finnish
    assert english.splitlines()[0].startswith("# Action plan")


def test_the_same_day_gives_the_same_document(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.md", "b.md"):
        said(
            capsys,
            "write",
            str(demo_file),
            "--document",
            "plan",
            "--on",
            "2026-11-05",
            "--output",
            str(tmp_path / name),
        )
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()


def test_a_file_that_is_there_is_replaced_only_when_told(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("mine")
    write = ["write", "demo", "--document", "plan", "--output", str(plan)]
    assert "--replace" in said(capsys, *write, code=3)
    assert plan.read_text() == "mine"
    assert said(capsys, *write, "--replace").strip() == str(plan)
    assert plan.read_text("utf-8").startswith("# ")


def test_everybody_gets_a_page_at_once_and_one_is_named(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write = ["write", "demo", "--on", "2026-11-05", "--owner"]
    paths = [Path(line) for line in said(capsys, *write, "all").split()]
    assert "2026-11-05-kuusilinna-koti-oy-r2-owner-pekka-harjula.en.md" in [path.name for path in paths]
    assert all(path.read_text("utf-8").startswith("# ") for path in paths)
    assert "pekka" in said(capsys, *write, "pekka")  # what stays as it is takes nothing's place
    for path in paths:
        path.write_text("mine")
    assert "is there already" in said(capsys, *write, "pekka", code=3)
    assert said(capsys, *write, "pekka", "--output", "-").startswith("# Pekka Harjula – your part")
    assert said(capsys, *write, "all", "--output", "-").count("– your part") == len(paths)


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (["--owner", "zzz"], "There is nobody called"),
        (["--document", "owner"], "Whose page?"),
        (["--document", "plan", "--owner", "pekka"], "is for everybody"),
        (["--document", "owner", "--owner", "e"], ": write more of the name"),
    ],
)
def test_whose_page_it_is_must_be_plain(
    demo_file: Path, flags: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert why in said(capsys, "write", "demo", *flags, code=2)


@pytest.mark.parametrize("name", ["x.xls", "x.PPTX", "x.2026", "x.ics"])
def test_a_file_called_by_no_form_of_the_document_is_not_written(
    demo_file: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    end = name[2:].lower()
    why = said(capsys, "write", "demo", "--document", "plan", "--output", str(tmp_path / name), code=2)
    assert why.startswith(f"cxworkshop: plan cannot be {end}; it can be: md, html")
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("flags", "begins"),
    [
        (["--document", "plan", "--output", "out.pdf"], b"%PDF"),
        (["--document", "plan", "--output", "out.DOCX"], b"PK"),
        (["--document", "plan", "--output", "out.txt"], b"# Action plan"),
        (["--document", "plan", "--format", "html", "--output", "out.md"], b"<!DOCTYPE html>"),
        (["--document", "calendar", "--output", "out.txt"], b"BEGIN:VCALENDAR"),
        (["--document", "session", "--output", "out.json"], b"{"),
    ],
)
def test_a_document_has_the_form_that_is_named_or_that_its_file_is_called_by(
    demo_file: Path, tmp_path: Path, flags: list[str], begins: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    *named, name = flags
    assert said(capsys, "write", "demo", *named, str(tmp_path / name)) == f"{tmp_path / name}\n"
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_every_document_is_written_at_once_in_its_usual_form_or_in_the_one_named(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [Path(line) for line in said(capsys, "write", "demo", "--document", "all").split()]
    assert len(paths) > len(DOCUMENTS)
    assert {path.suffix for path in paths} == {".md", ".csv", ".ics", ".json", ".txt"}
    lists = [
        Path(line)
        for line in said(capsys, "write", "demo", "--document", "all", "--format", "csv", "--replace").split()
    ]
    names = [name for name, document in DOCUMENTS.items() if "csv" in document.forms]
    assert len(lists) == len(names)
    assert "to a folder" in said(
        capsys, "write", "demo", "--document", "all", "--output", str(tmp_path / "x"), code=2
    )


def test_a_form_that_a_document_has_not_is_refused_with_those_it_has(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    why = said(capsys, "write", "demo", "--document", "session", "--format", "pdf", code=2)
    assert why == "cxworkshop: session cannot be pdf; it can be: json.\n"


def test_a_document_never_takes_the_place_of_a_workshop(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = demo_file.read_bytes()
    assert "workshop" in said(
        capsys, "write", "demo", "--document", "session", "--output", str(demo_file), "--replace", code=3
    )
    assert demo_file.read_bytes() == before


def test_a_folder_that_is_not_there_is_said_in_a_line(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    err = said(
        capsys, "write", "demo", "--document", "plan", "--output", str(tmp_path / "none" / "plan.md"), code=3
    )
    assert f"plan.md could not be written: there is no folder {tmp_path / 'none'}" in err
    assert err.count("\n") == 1


def test_writing_leaves_the_session_as_it_was(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = demo_file.read_bytes(), demo_file.stat().st_mtime_ns
    said(capsys, "write", "demo", "--document", "plan")
    assert (demo_file.read_bytes(), demo_file.stat().st_mtime_ns) == before


# ---- show, schema ------------------------------------------------------------------------------------------
def test_a_step_is_printed_as_plain_lines(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = said(capsys, "show", "demo", "--step", "organise")
    assert output.startswith("3 Organise\n  Responsibility\n")
    assert "From today: " in output
    everything = said(capsys, "show", "demo")
    assert output in everything
    assert everything.count("\n") > 100


def test_no_answer_that_was_blind_and_no_private_note_is_printed(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = {table for step in verbs.steps() for table in _tables_of(step)}
    assert not shown & {
        "ownership_ballots",
        "guesses",
        "overall_levels",
        "function_scores",
        "value_scores",
        "confidence_scores",
        "notes",
    }


def _tables_of(step: str) -> tuple[str, ...]:
    from cxworkshop.method.steps import STEP_TABLES

    return STEP_TABLES[step]


def test_the_schema_is_printed_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = said(capsys, "schema"), said(capsys, "schema")
    assert first == second
    assert json.loads(first)["properties"]["people"]["title"] == "People"


# ---- restore -----------------------------------------------------------------------------------------------
def edited(path: Path, title: str) -> None:
    opened = open_session(path)
    opened.apply(set_value(Place("workshop", "workshop", "title"), title))
    opened.close()


def test_older_copies_are_listed_and_one_is_brought_back_under_a_new_name(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no older copy" in said(capsys, "restore", "demo", code=1)
    edited(demo_file, "A mistake")
    listed = said(capsys, "restore", "demo")
    assert listed.startswith("  1  ")
    assert "Kuusilinna" in listed
    assert "A mistake" not in listed
    back = Path(said(capsys, "restore", "demo", "1").strip())
    assert back.name == "demo-2.json"
    assert SessionFile.read(back).session.workshop.title != "A mistake"
    assert SessionFile.read(demo_file).session.workshop.title == "A mistake"


@pytest.mark.parametrize("number", ["0", "2", "x", "-1", "9" * 5000, "²"])
def test_a_copy_that_is_not_there_is_refused(
    demo_file: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    edited(demo_file, "A mistake")
    said(capsys, "restore", "demo", number, code=2)


@pytest.mark.parametrize("gone", [True, False])
def test_copies_of_a_file_that_is_damaged_or_gone_are_found(
    demo_file: Path, capsys: pytest.CaptureFixture[str], gone: bool
) -> None:
    edited(demo_file, "A mistake")
    demo_file.write_bytes(b"{")
    if gone:
        demo_file.unlink()
    assert "Kuusilinna" in said(capsys, "restore", "demo")
    back = Path(said(capsys, "restore", "demo", "1").strip())
    assert SessionFile.read(back).faults == ()
    if not gone:
        assert demo_file.read_bytes() == b"{"


def test_a_version_is_listed_with_its_name_and_brought_back_by_it(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = open_session(demo_file)
    opened.keep_version("before lunch")
    opened.keep_version("before the plan")
    opened.close()
    edited(demo_file, "A mistake")
    assert "“before lunch”" in said(capsys, "restore", "demo")
    for words in (["before lunch"], ["Before", "LUNCH"], ["lunch"]):
        back = Path(said(capsys, "restore", "demo", *words).strip())
        assert SessionFile.read(back).session.workshop.title != "A mistake"
    said(capsys, "restore", "demo", "before", code=2)
    said(capsys, "restore", "demo", "evening", code=2)


@pytest.mark.parametrize(
    "words",
    [("demo", "--yes", "FILE"), ("--yes", "demo", "FILE"), ("demo", "FILE", "--yes"), ("demo", "FILE")],
)
def test_words_and_flags_of_a_verb_stand_in_any_order(
    words: tuple[str, ...], demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(said(capsys, "write", "demo", "--document", "plan").strip())
    given = [str(page) if word == "FILE" else word for word in words]
    assert "Nothing new in" in said(capsys, "checkin", *given)
    assert "knows nothing of --nonsense" in said(capsys, "checkin", *given, "--nonsense", code=2)


def test_a_partner_is_asked_for_by_that_word(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = said(capsys, "write", "demo", "--document", "partner", code=2)
    assert "Which partner? Name one with --owner, or all." in asked
