"""The rows of a check-in: empty until something is said, then in the words that its keys are called by."""

from datetime import date

import pytest

from cxworkshop.commands import COMMANDS
from cxworkshop.documents.compared import sections
from cxworkshop.editing.changes import set_value
from cxworkshop.editing.checking_in import USUAL_DELAY, answer, hold
from cxworkshop.errors import WrongUse
from cxworkshop.language import _, date_text, speaking
from cxworkshop.method.check_days import check_days, held_on, kind_of_day, kind_on, other_kind
from cxworkshop.method.checkins import matters, trend
from cxworkshop.method.revisit import compare, next_round
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.check_list import about, cells, closing, question
from tests.method.builders import after, session

ON, LATE = after(30), after(10)
A, P = Place("actions", "a1"), Place("commitments", "cm1")
DUE, BECAME = 2, 3
IDS = {"dropped": "given_up"}


def agreed(status: str = "open", due: date | None = LATE) -> Session:
    action = Action(id="a1", title="Ask the carrier", owner="p1", due_on=due, status=status)
    return session(actions=(action,), commitments=(Commitment(id="cm1", person="p1", text="I call"),))


def row(made: Session, place: Place, on: date = ON) -> list[str]:
    held = next((each.id for each in made.round.checkins if each.held_on == on), "")
    [matter] = [each for each in matters(made, held, on) if each.place == place]
    return [cell.text for cell in cells(made, matter, on)]


@pytest.mark.parametrize(
    ("said", "place", "word"),
    [
        ("met", A, "done"), ("met", P, "kept"), ("going", A, "in progress"), ("going", P, "in progress"),
        ("stuck", A, "blocked"), ("later", A, "later"), ("later", P, "later"), ("dropped", A, "dropped"),
        ("dropped", P, "not kept"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fi"])
def test_key_line_cell_totals_and_comparison_say_one_word(
    said: str, place: Place, word: str, language: str
) -> None:
    made = answer(agreed(due=after(40)), place, said, ON, "so")(agreed(due=after(40)))
    with speaking(language):
        said_word = _(word)
        [totals] = [str(row.words) for row in trend(made)]
        assert row(made, place)[BECAME].lstrip("✓✗→ ") == said_word
        assert str(question(place, said, None, ON)[0]).lower() == said_word
        assert said_word in totals
        second = next_round(made, after(180))
        told = "\n".join(line for _name, lines in sections(second, compare(second, 1, 2)) for line in lines)
        assert f": {said_word}, “so”" in told or f": {said_word}, ”so”" in told
        key = next(row for row in COMMANDS if row.where == "checking" and row.id == IDS.get(said, said))
        assert place == P or _(key.title).lower() == said_word


def test_after_the_last_answer_it_is_said_what_the_check_came_to_and_when_the_next_one_is() -> None:
    made = answer(agreed(), A, "going", ON, "so")(agreed())

    def said() -> str:
        held = held_on(made, ON)
        return str(closing(made, matters(made, held.id if held else "", ON), ON))

    assert said() == ""
    made = answer(made, P, "met", ON)(made)
    came_to = "1 done or kept, 0 later, 0 not kept, 0 dropped, 1 in progress"
    assert (
        said()
        == f"All is answered: {came_to}. Next check on {date_text(check_days(made.round)['check_90'])}."
    )


@pytest.mark.parametrize("status", ["blocked", "in_progress"])
def test_a_new_check_begins_empty_with_the_old_word_above(status: str) -> None:
    said = {"blocked": "stuck", "in_progress": "going"}[status]
    made = answer(agreed(due=None), A, said, after(5), "waits")(agreed(due=None))
    assert row(made, A)[BECAME] == ""
    [matter] = [each for each in matters(made, "", ON) if each.place == A]
    assert str(about(made, matter, "")).endswith(f"{status.replace('_', ' ')} – waits")
    [matter] = [each for each in matters(agreed(status), "", ON) if each.place == A]
    assert str(about(agreed(status), matter, "")).endswith(status.replace("_", " "))
    assert row(agreed(status), A)[BECAME] == ""


# ---- what goes on although its date has passed -------------------------------------------------------------
@pytest.mark.parametrize("said", ["stuck", "going"])
@pytest.mark.parametrize(
    ("due", "text", "word", "now"),
    [
        (LATE, "", "", ON + USUAL_DELAY),
        (LATE, "+7d waits for parts", "waits for parts", after(37)),
        (LATE, "by 15 January waits", "waits", date(2027, 1, 15)),
        (after(31), "+7d is what it takes", "+7d is what it takes", after(31)),
        (ON, "", "", ON),
        (None, "", "", None),
    ],
)
def test_until_when_is_asked_of_what_goes_on_although_its_date_has_passed(
    said: str, due: date | None, text: str, word: str, now: date | None
) -> None:
    made = answer(agreed(due=due), A, said, ON, text)(agreed(due=due))
    [line], [action] = made.round.checkin_lines, made.round.actions
    assert (line.outcome, line.text, line.due_before, action.due_on) == (None, word, due, now)
    assert action.status == {"stuck": "blocked", "going": "in_progress"}[said]
    is_asked = due == LATE
    assert ("its date has passed" in str(question(A, said, due, ON)[1])) is is_asked
    assert row(made, A)[DUE] == (f"→ {date_text(now)}" if is_asked else date_text(now) if now else "")


def test_a_date_that_is_not_read_is_asked_about_there_too() -> None:
    with pytest.raises(WrongUse, match="No date"):
        answer(agreed(), A, "stuck", ON, "end of January")


# ---- which check it is -------------------------------------------------------------------------------------
def test_one_key_goes_to_the_other_checks_that_were_not_held() -> None:
    made, on, seen = agreed(), after(95), []
    for _turn in range(4):
        seen.append(other_kind(made, on))
        made = hold(made, seen[-1], on)[1](made)
    assert seen == ["check_90", "other", "check_30", "check_90"]
    assert [held.kind for held in made.round.checkins] == ["check_90"]
    held = answer(agreed(), A, "going", after(31), kind="check_30")(agreed())
    assert [other_kind(hold(held, kind, on)[1](held), on) for kind in ("check_90", "other")] == [
        "other",
        "check_90",
    ]


@pytest.mark.parametrize(
    ("agenda", "held", "seen"),
    [
        ("check_90_days", None, ["check_90", "check_30", "other"]),
        ("check_30_days", None, ["check_30", "check_90", "other"]),
        ("check_30_days", "check_30", ["check_90", "other", "check_90"]),
        ("full_day", None, ["check_30", "check_90", "other"]),
    ],
)
def test_the_agenda_names_the_check_and_the_other_is_the_next_key(
    agenda: str, held: str | None, seen: list[str]
) -> None:
    made, on = set_value(Place("rounds", "1", "agenda"), agenda)(agreed()), after(95)
    if held:
        made = answer(made, A, "going", after(33), kind=held)(made)
    kinds = [kind_on(made, on)]
    while len(kinds) < len(seen):
        made = hold(made, other_kind(made, on), on)[1](made)
        kinds.append(kind_of_day(made, on))
    assert kinds == seen
