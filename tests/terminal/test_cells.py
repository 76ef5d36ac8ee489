"""Cells typed into while people talk: slips, words that are no date, sums with points, refused letters."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import add
from cxworkshop.model.session import Session
from tests.sheets.hands import begun
from tests.terminal.terminal import BACKSPACE, DOWN, ENTER, ESC, QUIT, RIGHT, TAB, UNDO, paste, program


def typed(folder: Path, session: Session, *keys: str) -> Session:
    """The record after keys typed in one go into a workshop that begins so."""
    create(folder / "lanka.json", session).close()
    with program(folder, "open", str(folder / "lanka.json")) as terminal:
        terminal.until("Lanka")
        terminal.send("".join(keys))
        terminal.quiet(0.3)
        terminal.send(QUIT)
        assert terminal.ended() == 0, terminal.seen
    return open_session(folder / "lanka.json").session


def test_words_that_are_no_date_hold_nobody_up(tmp_path: Path) -> None:
    session = typed(
        tmp_path, begun(),
        "4", TAB, "a", "Deed", TAB, "aino", TAB, "mid-autumn", TAB, TAB, ENTER, "Other deed", TAB,
        "Timo Koskii", TAB, "15.12.2026", ENTER, "Third deed", TAB, "+Nina Saarela", ENTER, ENTER,
    )  # fmt: skip
    names: dict[str | None, str] = {None: "", **{person.id: person.name for person in session.people}}
    called = [(action.title, names[action.owner], action.due_on) for action in session.round.actions]
    assert [(title, owner) for title, owner, _due_on in called] == [
        ("Deed", "Aino Koskinen"),
        ("Other deed", ""),
        ("Third deed", "Nina Saarela"),
    ]
    assert [due_on is not None for _title, _owner, due_on in called] == [False, True, False]
    assert [words.text for words in session.round.unread] == ["mid-autumn", "Timo Koskii"]
    assert [person.name for person in session.people][3:] == ["Nina Saarela"]


def test_who_a_cell_added_goes_when_the_cell_is_undone(tmp_path: Path) -> None:
    before = add("actions", id="x1", title="Deed")(begun())
    session = typed(tmp_path, before, "4", TAB, RIGHT, ENTER, "Nina Saarela", DOWN, ENTER, UNDO)
    assert session.people == before.people
    assert session.round.actions == before.round.actions


def test_evidence_is_asked_whether_it_is_fact_or_assumption(tmp_path: Path) -> None:
    keys = ("1", *[TAB] * 3, "a", "They wait for days", TAB, "cust", TAB, "ass", TAB, "40", ENTER, ESC)
    (row,) = typed(tmp_path, begun("Home delivery"), *keys).round.evidence
    assert (row.statement, row.kind, row.n) == ("They wait for days", "assumption", 40)


def test_sums_with_points_are_thousands(tmp_path: Path) -> None:
    session = begun("Home delivery", "Invoice")
    keys = ("4", TAB, TAB, TAB, paste("40.000\n20.000\n"), ENTER)
    allocated = typed(tmp_path, session, *keys).round.allocations
    assert [row.eur for row in allocated] == [40_000, 20_000]


def test_backspace_behind_a_refused_letter_of_a_slip_takes_no_answer(tmp_path: Path) -> None:
    session = begun("Home delivery", "Invoice")
    participants = session.round.model_copy(update={"participants": ("p01", "p02")})
    session = session.model_copy(update={"rounds": (participants,)})
    ballots = typed(tmp_path, session, "b", "a", "x", BACKSPACE, "b", ESC).round.ownership_ballots
    assert [(answer.touchpoint, answer.person) for answer in ballots] == [("tp01", "p01"), ("tp02", "p02")]
