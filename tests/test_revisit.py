"""The next round from the command line: shown before it is begun, begun once, and compared."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cxworkshop.cli import main
from cxworkshop.documents import write_document, written_document
from cxworkshop.editing.changes import add
from cxworkshop.editing.checking_in import acknowledge, hold, responsibility_holds, settle, settle_promise
from cxworkshop.editing.opening import create
from cxworkshop.importing.document_file import check_in_files
from cxworkshop.method.coming import CheckedOn
from cxworkshop.method.demo import demo_session
from cxworkshop.method.revisit import carried, next_round
from cxworkshop.model.session import Session
from cxworkshop.screens.library_list import preview
from cxworkshop.storage.file.folder import summary
from cxworkshop.storage.file.session_file import SessionFile

Output = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(tmp_path))
    monkeypatch.setenv("CXWORKSHOP_LANGUAGE", "en")
    create(tmp_path / "w.json", demo_session("en")).close()
    return tmp_path


def said(capsys: Output, *words: str) -> tuple[int, str, str]:
    code = main(words)
    output = capsys.readouterr()
    return code, output.out, output.err


def rounds(folder: Path) -> int:
    return len(SessionFile.read(folder / "w.json").session.rounds)


def test_what_is_carried_is_shown_and_nothing_is_done_without_a_yes(folder: Path, capsys: Output) -> None:
    code, output, error = said(capsys, "revisit", "w", "--on", "2027-05-06")
    assert code == 1
    for part in (
        "Still missing in this round",
        "Carried, and asked again",
        "To be decided",
        "Nothing was changed.",
    ):
        assert part in output
    assert "12 goals were carried without a verdict" in output
    assert "--yes" in error
    assert rounds(folder) == 2


def test_a_yes_closes_the_round_and_begins_the_next_one_once(folder: Path, capsys: Output) -> None:
    code, output, _error = said(capsys, "revisit", "w", "--on", "2027-05-06", "--yes")
    assert code == 0
    assert output.endswith("Round 2 is closed. Round 3 has begun.\n")
    session = SessionFile.read(folder / "w.json").session
    assert [round_.closed_on is None for round_ in session.rounds] == [False, False, True]
    code, output, _error = said(capsys, "revisit", "w", "--on", "2027-05-06", "--yes")
    assert (code, output) == (1, "Round 3 has just begun: there is nothing to close.\n")
    assert rounds(folder) == 3


def test_a_round_is_not_closed_before_it_began(folder: Path, capsys: Output) -> None:
    code, _output, error = said(capsys, "revisit", "w", "--on", "2026-01-01", "--yes")
    assert code == 2
    assert "Round 2 began on 5 Nov 2026" in error
    assert rounds(folder) == 2


def test_rounds_are_compared_in_words(folder: Path, capsys: Output) -> None:
    code, output, _error = said(capsys, "compare", "w")
    assert code == 0
    for line in (
        "Responsibility is clearer, 12 of 14 due actions are done",
        "Shared picture (blind answers): 5 of 14 → 10 of 15 ↗",
        "○ vacant → ● held: 3",
        "Seeing our ad or post – before Sanna Helmikoski, now Eero Paljakka",
        "Promises kept: 7 of 8",
    ):
        assert line in output


def test_rounds_are_compared_for_other_programs(
    folder: Path, capsys: Output, expected: dict[str, Any]
) -> None:
    code, output, _error = said(capsys, "compare", "w", "--rounds", "2", "1", "--json")
    found, wanted = json.loads(output), expected["comparison"]
    assert code == 0
    for name in ("status_transitions", "accountable_changes", "verdicts", "commitments_kept"):
        assert found[name] == wanted[name]
    assert found["change"]["m01"]["delta"] == pytest.approx(11.87, abs=0.006)
    assert found["actions"]["open_carried"] == wanted["actions"]["open_carried"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("1", "5"), "There is no round 5. There is: 1, 2."),
        (("one", "2"), "There is no round one."),
        (("2", "2"), "A round is compared with another one"),
    ],
)
def test_rounds_that_cannot_be_compared_are_named(
    folder: Path, capsys: Output, words: tuple[str, str], why: str
) -> None:
    code, output, error = said(capsys, "compare", "w", "--rounds", *words)
    assert (code, output) == (2, "")
    assert why in error


def test_check_ins_of_the_round_before_are_compared_too(folder: Path, capsys: Output) -> None:
    made = demo_session("en")
    id, held = hold(made, "check_90", date(2027, 2, 3))
    made = held(made)
    made = settle(made, id, "b01", "met", "in time")(made)
    made = acknowledge(made, id, "b01", is_acknowledged=True)(made)
    made = responsibility_holds(made, date(2027, 2, 3), False, "Installation: Pekka is on leave")(made)
    create(folder / "checked.json", next_round(made, date(2027, 5, 6))).close()
    _code, output, _error = said(capsys, "compare", "checked")
    assert (
        "Check-in 3 Feb 2027: 1 done or kept, 0 later, 0 not kept, 0 dropped; "
        "1 of 1 acknowledged by those who follow up" in output
    )
    assert "Responsibility still true: no, “Installation: Pekka is on leave”" in output
    _code, output, _error = said(capsys, "compare", "checked", "--json")
    (row,) = json.loads(output)["check_ins"]
    assert (row["held_on"], row["met"], row["open"]) == ("2027-02-03", 1, 9)


def test_a_first_round_has_nothing_to_be_compared_with(folder: Path, capsys: Output) -> None:
    create(folder / "one.json", demo_session("en").as_of(1)).close()
    code, _output, error = said(capsys, "compare", "one")
    assert code == 2
    assert "There is one round only" in error


@pytest.mark.parametrize(
    ("holds", "text", "said"),
    [
        (False, "Home delivery: Tom has left", "3 Feb 2027: Home delivery: Tom has left"),
        (False, "", "3 Feb 2027: nobody has said whose"),
        (True, "", None),
        (None, "", None),
    ],
)
def test_a_responsibility_that_was_not_true_any_more_must_be_decided(
    demo: Session, holds: bool | None, text: str, said: str | None
) -> None:
    made = responsibility_holds(demo, date(2026, 12, 7), not holds)(demo)
    made = responsibility_holds(made, date(2027, 2, 3), holds, text)(made)
    if holds is None:
        made = responsibility_holds(demo, date(2026, 12, 7), True)(demo)
    words = [str(alert) for alert in carried(next_round(made, date(2027, 5, 6))).alerts]
    assert [line for line in words if "not true any more" in line] == (
        [f"Responsibility was not true any more at the check-in of {said}"] if said else []
    )


# ---- what is due everywhere --------------------------------------------------------------------------------
def test_what_is_due_is_told_by_whom_to_call(folder: Path, capsys: Output) -> None:
    code, output, _error = said(capsys, "due", "--on", "2027-03-01")
    assert code == 0
    assert "Noora Saarelma · Kuusilinna Koti Oy\n" in output
    assert "  30 Nov 2026  action: Agents' own limit €300, in writing  (w)" in output
    assert "31 Mar 2027" not in output


def test_what_is_due_today_is_due_today(folder: Path, capsys: Output) -> None:
    """Actions as everything else: overdue only when the day is over."""
    output = said(capsys, "due", "--on", "2026-11-30")[1]
    assert "  30 Nov 2026, due today  action: Agents' own limit €300, in writing  (w)" in output
    assert "Agents' own limit" not in said(capsys, "due", "--on", "2026-11-29")[1]


def test_what_is_due_is_told_to_other_programs(folder: Path, capsys: Output) -> None:
    code, output, _error = said(capsys, "due", "--on", "2027-03-01", "--json")
    rows = json.loads(output)
    assert code == 0
    assert {"slug", "organisation", "who", "kind", "day", "text", "more"} == set(rows[0])
    assert {row["kind"] for row in rows} >= {"action", "decision", "check_30"}


def test_an_older_file_whose_header_does_not_tell_is_read_whole(folder: Path, capsys: Output) -> None:
    told = said(capsys, "due", "--on", "2027-03-01")[1]
    path = folder / "w.json"
    lines = path.read_text("utf-8").split("\n")
    header, end = json.loads(lines[0].rstrip(",") + "}"), "," if lines[0].endswith(",") else ""
    del header["header"]["1"]["card"]["coming"]
    lines[0] = json.dumps(header, ensure_ascii=False)[:-1] + end
    path.write_text("\n".join(lines), "utf-8")
    assert said(capsys, "due", "--on", "2027-03-01")[1] == told


def test_an_empty_folder_has_nothing_due(tmp_path: Path, capsys: Output) -> None:
    code, output, _error = said(capsys, "due", "--sessions", str(tmp_path), "--language", "en")
    assert (code, output) == (0, "Nothing is due.\n")


# ---- words said at check-ins -------------------------------------------------------------------------------
def checked(session: Session) -> Session:
    """The demo with two check-ins: an action that is late and why, a promise kept, an action done."""
    session = add("commitments", text="I call ten customers", person="p1", by=date(2026, 12, 1))(session)
    first, held = hold(session, "check_30", date(2026, 12, 7))
    session = held(session)
    session = settle(session, first, "b01", "slipped", "waits for the board", date(2027, 1, 15))(session)
    promise = session.round.commitments[0]
    session = settle_promise(session, first, promise.id, kept=True, word="ten calls made")(session)
    second, held = hold(session, "check_90", date(2027, 2, 3))
    session = held(session)
    return settle(session, second, "b01", "met", "the board said yes")(session)


def test_what_was_said_at_check_ins_is_printed_where_it_is_of_use() -> None:
    session = checked(demo_session("en"))
    plan = write_document(session, "plan", language="en", on=date(2027, 2, 4))
    assert "at the check-in of 3 Feb 2027: “the board said yes”" in plan
    owner = next(action.owner for action in session.round.actions if action.id == "b01")
    page = write_document(session, "owner", language="en", on=date(2027, 2, 4), person=owner)
    assert "the board said yes" in page
    sheet = write_document(checked_once(), "check-90", language="en", on=date(2027, 2, 3))
    assert "at the check-in of 7 Dec 2026: “waits for the board”" in sheet


def checked_once() -> Session:
    session = demo_session("en")
    first, held = hold(session, "check_30", date(2026, 12, 7))
    session = held(session)
    return settle(session, first, "b01", "slipped", "waits for the board", date(2027, 1, 15))(session)


def test_the_next_comparison_has_the_words_and_the_trend(folder: Path, capsys: Output) -> None:
    create(folder / "said.json", next_round(checked(demo_session("en")), date(2027, 5, 6))).close()
    _code, output, _error = said(capsys, "compare", "said")
    assert "(7 Dec 2026 → 3 Feb 2027 → closed): open actions 10 → 9 → 9, promises kept 1 → 1 → 1" in output
    assert "Agents' own limit €300, in writing: later, “waits for the board”" in output
    assert "Agents' own limit €300, in writing: done, “the board said yes”" in output
    _code, output, _error = said(capsys, "compare", "said", "--json")
    first, second = json.loads(output)["check_ins"]
    assert [row["text"] for row in first["said"]] == ["waits for the board", "ten calls made"]
    assert (second["open"], second["kept"]) == (9, 1)


def test_the_library_shows_the_trend_of_check_ins(folder: Path) -> None:
    create(folder / "said.json", checked(demo_session("en"))).close()
    about = summary(folder / "said.json")
    assert about.check_ins == (
        CheckedOn(date(2026, 12, 7), 10, 1),
        CheckedOn(date(2027, 2, 3), 9, 1),
    )
    text = "".join(words for line in preview(about, date(2027, 2, 4), 90, False) for words, _tone in line)
    assert "check-ins: 10 → 9 open, 1 → 1 kept" in text


@pytest.mark.parametrize("word", ["done, at last", "moved to 5 Jan", "dropped, we keep it", "[x] ☒"])
@pytest.mark.parametrize("document", ["plan", "owner", "check-30", "check-90"])
def test_a_word_of_a_check_in_that_is_printed_is_not_read_back_as_news(
    tmp_path: Path, document: str, word: str
) -> None:
    session = demo_session("en")
    first, held = hold(session, "check_30", date(2026, 12, 7))
    session = settle(held(session), first, "b01", "slipped", word, date(2027, 1, 15))(held(session))
    path = tmp_path / "sheet.md"
    path.write_bytes(written_document(session, document, language="en", on=date(2026, 12, 8)).data)
    understood = check_in_files(session, [path], date(2026, 12, 8))
    assert (understood.updates, understood.unclear) == ((), ())
