"""What comes back from paper: ticks, dates and notes are read from whatever an editor made of the lines."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxworkshop.documents import write_document, written_document
from cxworkshop.documents.escape import markdown, one_line
from cxworkshop.editing.changes import set_value
from cxworkshop.editing.checking_in import answer, hold
from cxworkshop.errors import Unreadable, WrongUse
from cxworkshop.importing.checkin import CheckIn, check_in
from cxworkshop.importing.document_file import text_of
from cxworkshop.language import date_text, speaking
from cxworkshop.method.check_days import checks_to_hold
from cxworkshop.method.checkins import matters, newest_words, said_before, trend
from cxworkshop.method.demo import demo_session
from cxworkshop.model.actions import Action
from cxworkshop.model.organisation import Organisation
from cxworkshop.model.ownership import Enabler
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session
from cxworkshop.storage.file.summary import summary

ON = date(2026, 12, 1)
DUE = date(2026, 12, 12)


def session(*actions: Action, name: str = "") -> Session:
    return Session(
        organisation=Organisation(id="organisation", name=name),
        rounds=(Round(id="1", actions=actions or (Action(id="a1", title="Call the carrier", due_on=DUE),)),),
    )


def read(text: str, *actions: Action) -> CheckIn:
    return check_in(session(*actions), text, ON)


def only(text: str) -> dict[str, object]:
    """What is new of the one action."""
    checked = read(text)
    assert not checked.unclear
    return checked.updates[0].values if checked.updates else {}


def why(text: str, *actions: Action) -> list[str]:
    return [str(words) for words in read(text, *actions).unclear]


DONE = {"status": "done", "done_on": ON}
DROPPED = {"status": "dropped"}
MARK = "<!-- action: a1 -->"


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (f"- [ ] 12 Dec 2026 – Call the carrier (Home delivery) {MARK}", {}),
        (f"- [x] 12 Dec 2026 – Call the carrier (Home delivery) {MARK}", DONE),
        (f"* [X] 12.12.2026 – Call the carrier {MARK}", DONE),
        (f"3. [x] **12 Dec 2026** Call the carrier {MARK}", DONE),
        (f"> - \\[x\\] Call the carrier {MARK} \\[sent\\]", DONE | {"note": "[sent]"}),
        (f"☑ Call the carrier {MARK}", DONE),
        (f"{MARK} [x] Call the carrier", DONE),
        ("- [x] Call\nthe carrier\n<!--\naction:\na1 -->", DONE),
        ("- [x] Call the carrier <!– action: a1 –>", DONE),
        ("- [x] Call the carrier &lt;!-- Action: a1 --&gt;", DONE),
        ("- [x] Call the carrier \\<!-- action: a1 --\\>", DONE),
        (f"- [-] Call the carrier {MARK}", DROPPED),
        (f"- [ ] ~~12 Dec 2026 – Call the carrier (Home delivery)~~ {MARK}", DROPPED),
        (f"- [ ] 12 Dec 2026 – <s>Call the carrier</s> {MARK}", DROPPED),
        (f"- [ ] 12 Dec 2026 – Call the carrier {MARK} dropped", DROPPED),
        (f"- [ ] 12 Dec 2026 – Call the carrier – *pois* {MARK}", DROPPED),
        (f"- [ ] 12 Dec 2026 – Call the carrier {MARK} valmis", DONE),
        (f"- [ ] 12 Dec 2026 – Call the carrier {MARK} in progress", {"status": "in_progress"}),
        (f"- [x] 28 Nov 2026 – Call the carrier {MARK}", DONE | {"done_on": date(2026, 11, 28)}),
    ],
)
def test_a_box_a_word_or_a_stroke_says_how_an_action_goes(line: str, values: dict[str, object]) -> None:
    assert only(line) == values


@pytest.mark.parametrize(
    "line",
    [
        f"- [ ] 20 Dec 2026 – Call the carrier {MARK}",
        f"- [ ] 20.12. – Call the carrier (Home delivery) {MARK}",
        f"- [ ] ~~12 Dec 2026~~ 20 Dec – Call the carrier {MARK}",
        f"- [ ] 12 Dec 2026 → 20 Dec – Call the carrier {MARK}",
        f"- [ ] 12 Dec 2026 20 Dec 2026 – Call the carrier {MARK}",
        f"- [ ] 12 Dec 2026 – Call the carrier {MARK} 20.12.",
        f"- [ ] 12 Dec 2026 – Call the carrier → 20. joulukuuta {MARK}",
        f"- [ ] 12 Dec 2026 – Call the carrier {MARK} New date: 2026-12-20",
        f"- [ ] 12 Dec 2026 – Call the carrier (Home delivery) – uusi päivä: 20.12.2026 {MARK}",
        f"- [ ] 12 Dec 2026 – Call the carrier {MARK}\n  20 December",
        f"- [ ] 12 Dec 2026 – Call the carrier {MARK}\n  - New date: 20.12. Note: ________",
        f"- [ ] no date – **Sanna**: 20 Dec – Call the carrier {MARK} +19d",
    ],
)
def test_a_new_date_is_read_as_dates_are_typed(line: str) -> None:
    assert only(line) == {"due_on": date(2026, 12, 20)}


@pytest.mark.parametrize(
    "line",
    [
        f"- [ ] Call the carrier {MARK} waits for Friday: we met",
        f"- [ ] Call the carrier {MARK} – note: waits for Friday: we met",
        f"- [ ] Call the carrier (Home delivery) – note: waits for Friday: we met {MARK}",
        f"- [ ] Call the carrier {MARK}\n  waits for Friday:\n  we met",
        f"- [ ] Call the carrier {MARK}\n\n    huom: waits for Friday: we met",
        f"- [ ] Call the carrier {MARK}\n  - New date: ________ · Note: waits for Friday: we met",
    ],
)
def test_a_note_stands_behind_the_line_or_below_it(line: str) -> None:
    assert only(line) == {"note": "waits for Friday: we met"}


def test_a_date_and_a_note_are_both_taken() -> None:
    values = {"due_on": date(2026, 12, 20), "note": "the budget is late"}
    assert only(f"- [ ] Call the carrier {MARK} 20.12. – the budget is late") == values
    assert only(f"- [ ] Call the carrier {MARK}\n  new date: 20 Dec, note: the budget is late") == values


def test_one_tick_anywhere_counts_and_an_empty_box_says_nothing() -> None:
    assert only(f"- [ ] Call the carrier {MARK}\n\n## Sanna\n- [x] Call the carrier {MARK}") == DONE


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("[ ] {} dropped, we keep it with Pekka", DROPPED | {"note": "we keep it with Pekka"}),
        ("[ ] {} pois, hoitaa Pekka", DROPPED | {"note": "hoitaa Pekka"}),
        ("[x] {} 27 Nov", DONE | {"done_on": date(2026, 11, 27)}),
        ("[x] {} 15.3.", DONE | {"done_on": date(2026, 3, 15)}),
        ("[x] {} Friday", DONE | {"done_on": date(2026, 11, 27)}),
        ("[x] {} done 27 Nov, note: signed", DONE | {"done_on": date(2026, 11, 27), "note": "signed"}),
        ("[ ] {} tehty 27.11.", DONE | {"done_on": date(2026, 11, 27)}),
        ("[ ] {} done yesterday", DONE | {"done_on": date(2026, 11, 30)}),
        ("[ ] {} new date 5 Jan", {"due_on": date(2027, 1, 5)}),
        ("[ ] {} moved to 5 Jan", {"due_on": date(2027, 1, 5)}),
        ("[ ] {} siirretty 5.1., odotamme", {"due_on": date(2027, 1, 5), "note": "odotamme"}),
        ("[ ] {} 13/04/2027", {"due_on": date(2027, 4, 13)}),
        ("[ ] {} by Pekka", {"note": "by Pekka"}),
    ],
)
def test_what_people_write_without_our_signs_is_understood(line: str, values: dict[str, object]) -> None:
    assert only(f"- {line.format(f'12 Dec 2026 – Call the carrier {MARK}')}") == values


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        ("03/04/2027", "can be read as 4 Mar 2027 and 3 Apr 2027: write, for example, 4 Mar 2027"),
        ("new date: 03/04/2027", "can be read as 4 Mar 2027 and 3 Apr 2027"),
        ("done last week", "done last week may mean that it is settled"),
        ("tehty viime viikolla", "tehty viime viikolla may mean that it is settled"),
    ],
)
def test_what_may_be_read_in_two_ways_is_asked_and_is_no_note(behind: str, words: str) -> None:
    checked = read(f"- [ ] 12 Dec 2026 – Call the carrier {MARK} {behind}")
    assert words in str(checked.unclear[0])
    assert not checked.updates


def test_an_enabler_keeps_the_day_it_was_done() -> None:
    now = session()
    enablers = (Enabler(id="en1", text="Train"),)
    now = now.model_copy(update={"rounds": (now.round.model_copy(update={"enablers": enablers}),)})
    after = check_in(now, "- [x] Train <!-- action: en1 --> 27 Nov", ON).change(now)(now)
    assert after.round.enablers[0].done_on == date(2026, 11, 27)


def test_what_is_recorded_already_is_not_new_and_a_note_is_added_to_those_before() -> None:
    action = Action(id="a1", title="Call", status="done", done_on=DUE, note="begun")
    assert not read(f"- [x] Call {MARK} begun", action).updates
    assert read(f"- [ ] Call {MARK} late", action).updates[0].values == {"note": "begun · late"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"- [x] Call the carrier {MARK}\n- [-] Call the carrier {MARK}", "done and dropped"),
        (f"- [x] Call the carrier {MARK} dropped", "done and dropped"),
        (
            f"- [ ] Call the carrier {MARK} 20.12.\n- [ ] 21.12. – Call the carrier {MARK}",
            "20 Dec 2026 and 21",
        ),
        (f"- [x] Call the carrier {MARK} 20.12.", "ticked, and has a new date"),
        (f"- [ ] 12 Mar – Call the carrier {MARK}", "12 Mar 2027 and 12 Nov 2027"),
        (f"- [ ] Call the carrier {MARK} new date: soon", "soon is not a date, such as 30 Nov 2026"),
        (f"- [ ] 32.13.2026 – Call the carrier {MARK}", "32.13.2026 is not a date, such as 30 Nov 2026"),
        (f"- [?] Call the carrier {MARK}", "holds “?”"),
    ],
)
def test_what_contradicts_itself_is_told_and_not_guessed(text: str, words: str) -> None:
    checked = read(text)
    assert words in str(checked.unclear[0])
    assert not checked.updates


def test_unknown_lines_are_told_and_nothing_else_is_touched() -> None:
    checked = read(
        f"- [x] Call the carrier {MARK}\n- [x] Gone <!-- action: a7 -->\n- [x] A new deed\n- a remark"
    )
    assert [str(words) for words in checked.unknown] == [
        "There is no action a7 here any more: Gone",
        "No mark, so nobody knows which action it is: A new deed",
    ]
    before = session()
    after = checked.change(before)(before)
    assert after.round.model_copy(update={"actions": ()}) == before.round.model_copy(update={"actions": ()})
    assert after.round.actions[0].status == "done"


def test_a_mark_in_a_picture_is_what_people_said() -> None:
    assert not read(f"```figure\n- [x] Call {MARK}\n```\n- [ ] Call the carrier {MARK}").updates


def test_an_action_carried_to_the_next_round_answers_to_its_old_mark() -> None:
    carried = Action(id="a9", title="Call", carried_from="a1")
    assert read(f"- [x] Call {MARK}", carried).updates[0].action == carried


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# A letter\n- [x] milk", "No line carries the mark"),
        ("- [x] Buy milk <!-- action: a1 -->", "not of this workshop"),
        ("- [x] Call the carrier <!-- action: b1 -->", "not of this workshop"),
    ],
)
def test_a_file_of_something_else_is_refused(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(text)


def test_a_translated_list_of_the_same_organisation_is_taken() -> None:
    theirs = session(Action(id="a1", title="Call the carrier"), name="Koti & Co")
    text = f"# Koti & Co: suunnitelma\n- [x] Soita kuljetusliikkeelle {MARK}"
    assert check_in(theirs, text, ON).updates[0].values == DONE


# ---- whatever people said ----------------------------------------------------------------------------------
said = st.text(max_size=60)
answers = st.fixed_dictionaries(
    {
        "title": said,
        "where": said,
        "box": st.sampled_from(["[ ]", "[x]", "[-]"]),
        "day": st.one_of(st.none(), st.dates(date(2027, 1, 1), date(2029, 12, 31))),
        "note": said.map(one_line),
    }
)
STATUS = {"[x]": "done", "[-]": "dropped", "[ ]": "open"}


@example([{"title": "", "where": "SAT", "box": "[ ]", "day": None, "note": ""}], "en", random.Random(1))
@given(
    st.lists(answers, min_size=1, max_size=6),
    st.sampled_from(["en", "fi"]),
    st.randoms(use_true_random=False),
)
def test_exactly_what_was_ticked_and_written_comes_back(
    written: list[dict[str, object]], language: str, order: random.Random
) -> None:
    actions = tuple(
        Action(id=f"a{i}x", title=one_line(answer["title"]), due_on=DUE) for i, answer in enumerate(written)
    )
    lines = []
    with speaking(language):
        for action, answer in zip(actions, written, strict=True):
            day = answer["day"] if answer["box"] != "[x]" else None
            place = f" ({markdown(answer['where'])})" if one_line(answer["where"]) else ""
            when = date_text(DUE)
            line = f"- {answer['box']} {when} – {markdown(action.title)}{place} <!-- action: {action.id} -->"
            line += f" {date_text(day)}" if isinstance(day, date) else ""
            lines.append(line + (f"\n  note: {markdown(answer['note'])}" if answer["note"] else ""))
    order.shuffle(lines)
    now = session(*actions, name="Us")
    checked = check_in(now, "# Us\n\n" + "\n".join(lines) + "\n", ON)
    assert not checked.unclear
    assert not checked.unknown
    after = checked.change(now)(now)
    for action, answer in zip(after.round.actions, written, strict=True):
        assert action.status == STATUS[str(answer["box"])]
        assert action.note == answer["note"]
        assert action.due_on == (answer["day"] if answer["day"] and answer["box"] != "[x]" else DUE)


@pytest.mark.parametrize("form", ["md", "docx"])
def test_a_document_that_nobody_touched_says_nothing(form: str) -> None:
    if form == "docx":
        pytest.importorskip("docx")
    now = demo_session("en")
    for name in ("plan", "owner", "check-30", "check-90"):
        text = text_of(written_document(now, name, language="fi", on=ON, form=form).data)
        untouched = check_in(now, text, ON)
        assert (untouched.updates, untouched.unclear, untouched.unknown) == ((), (), ())


def test_an_old_document_says_only_what_was_changed_in_it() -> None:
    """The record has moved on since: untouched dates and boxes take nothing back."""
    then = session(
        Action(id="a1", title="Call", due_on=DUE),
        Action(id="a2", title="Ask", due_on=DUE, status="done"),
        Action(id="a3", title="Send", due_on=DUE),
    )
    plan = write_document(then, "plan", language="en", on=ON)
    moved: dict[str, dict[str, object]] = {
        "a1": {"due_on": date(2027, 1, 31)},
        "a2": {"status": "open"},
        "a3": {"due_on": None},
    }
    now = session(*(row.model_copy(update=moved[row.id]) for row in then.round.actions))
    untouched = check_in(now, plan, ON)
    assert (untouched.updates, untouched.unclear) == ((), ())
    ticked = re.sub(r"\[ \](.* Send)", r"[x]\1", plan)
    assert [update.action.id for update in check_in(now, ticked, ON).updates] == ["a3"]


def test_a_demo_plan_comes_back_as_it_was_ticked() -> None:
    now = demo_session("en")
    ticked = write_document(now, "plan", language="fi", on=ON).replace("- [ ]", "- [x]")
    updates = check_in(now, ticked, ON).updates
    assert {update.action.id for update in updates} >= {"b01", "en2"}
    assert all(update.values["status"] == "done" for update in updates)


def test_a_check_sheet_comes_back_with_what_was_written_on_its_lines() -> None:
    now = demo_session("en")
    sheet = write_document(now, "check-30", language="en", on=ON)
    begin = sheet.index("<!-- action: b01 -->")
    filled = re.sub(r"(?:\\_)+", "20 Dec", sheet[begin:], count=1)
    filled = re.sub(r"(?:\\_)+", "the 1 % rule", filled, count=1)
    [update] = check_in(now, sheet[:begin] + filled, ON).updates
    assert update.values == {"due_on": date(2026, 12, 20), "note": "the 1 % rule"}


def test_an_action_and_an_enabler_with_one_id_are_told_apart_by_their_words() -> None:
    now = session(Action(id="x1", title="Call"))
    enablers = (Enabler(id="x1", text="Train"),)
    now = now.model_copy(update={"rounds": (now.round.model_copy(update={"enablers": enablers}),)})
    checked = check_in(now, "- [ ] Call <!-- action: x1 -->\n- [x] Train <!-- action: x1 --> 1 h each", ON)
    after = checked.change(now)(now)
    assert (after.round.actions, after.round.enablers[0].status) == (now.round.actions, "done")
    assert after.round.enablers[0].note == "1 h each"


# ---- read again, or late -----------------------------------------------------------------------------------
PRINTED, READ = date(2026, 8, 14), date(2026, 11, 12)
SHEET = """# Välitarkistus 90 päivän jälkeen – Lanka, 10.8.2026

Kierros 1, aloitettu 12.5.2026. Luonnos, tulostettu 14.8.2026 työn ollessa kesken.

- [ ] 30.9.2026 – Call the carrier <!-- was: 20260930 --> <!-- action: a1 -->
  - uusi päivä: {day}
"""


def due(on: date | None) -> Action:
    return Action(id="a1", title="Call the carrier", due_on=on)


@pytest.mark.parametrize("read_on", [PRINTED, READ])
def test_a_date_without_a_year_is_read_from_the_day_of_the_document(read_on: date) -> None:
    [update] = check_in(session(due(date(2026, 9, 30))), SHEET.format(day="15.10."), read_on).updates
    assert update.values == {"due_on": date(2026, 10, 15)}


def test_a_day_on_which_it_was_done_is_the_last_one_before_the_document_comes_back() -> None:
    text = SHEET.format(day="").replace("[ ] 30.9.2026", "[x] 1.11.")
    [update] = check_in(session(due(date(2026, 9, 30))), text, READ).updates
    assert update.values == {"status": "done", "done_on": date(2026, 11, 1)}


def test_a_new_date_of_what_has_moved_since_is_told_and_not_taken() -> None:
    checked = check_in(session(due(date(2026, 10, 31))), SHEET.format(day="15.10."), READ)
    assert checked.updates == ()
    [unclear] = checked.unclear
    assert str(unclear) == (
        "Call the carrier: it was due 30 Sep 2026 when this was written, and is due 31 Oct 2026 now; "
        "15 Oct 2026 is not taken"
    )
    recorded = check_in(session(due(date(2026, 10, 15))), SHEET.format(day="15.10."), READ)
    assert (recorded.updates, recorded.unclear) == ((), ())


def test_what_a_document_settles_counts_at_the_check_in_of_its_day() -> None:
    rows = [Action(id=f"a{i}", title=f"Do {i}", due_on=DUE) for i in range(1, 5)]
    text = "\n".join(f"- [{sign}] Do {i} <!-- action: a{i} -->" for i, sign in enumerate("x- ", 1))
    text += "\n  - new date: 24 Dec 2026\n- [ ] Do 4 <!-- action: a4 -->\n  - note: waits\n"
    made = session(*rows)
    _id, begun = hold(made, "check_90", ON)
    made = begun(made)
    [figures] = trend(check_in(made, text, ON).change(made)(made))
    assert (figures.met, figures.dropped, figures.slipped, figures.lines) == (1, 1, 1, 4)
    assert trend(check_in(made, text, ON + timedelta(days=1)).change(made)(made)) == ()


def test_a_tick_with_a_day_of_the_weeks_to_come_is_asked_about_and_not_taken_as_last_year() -> None:
    checked = read(f"- [x] 12 Dec 2026 – Call the carrier {MARK} 20.2.")
    assert checked.updates == ()
    assert [str(words) for words in checked.unclear] == [
        "Call the carrier: it is ticked, and has a new date: 20 Feb 2027"
    ]


@pytest.mark.parametrize("words", ["luovutaan", "jätetään tekemättä", "dropped", "given up"])
def test_giving_up_is_read_as_people_write_it(words: str) -> None:
    assert only(f"- [ ] 12 Dec 2026 – Call the carrier {MARK} {words}") == DROPPED


@pytest.mark.parametrize("tick", ["☒", "☑", "[x]"])
def test_a_tick_that_nobody_reads_is_told(tick: str) -> None:
    text = f"- [ ] Call the carrier {MARK}\n\n- **Jari** – luen kaiken · {tick} pidetty ☐ pitämättä"
    [words] = read(text).unknown
    assert "only actions come back" in str(words)
    assert read(text.replace(tick, "☐")).unknown == ()


# ---- a document and the room on one day --------------------------------------------------------------------
BOXES = """- [x] Do 1 <!-- action: a1 -->
- [-] Do 2 <!-- action: a2 -->
- [ ] Do 3 <!-- action: a3 -->
  - new date: 24 Dec 2026
- [ ] Do 4 <!-- action: a4 --> blocked
- [ ] Do 5 <!-- action: a5 -->
  - note: waits
"""


def of_one_day(*steps: str) -> Session:
    """Five actions of a round that has begun, after the document or an answer ("a1 met") each on one day."""
    made = session(*(Action(id=f"a{i}", title=f"Do {i}", due_on=DUE) for i in range(1, 6)))
    made = set_value(Place("rounds", "1", "started_on"), ON - timedelta(days=35))(made)
    for step in steps:
        if step == "document":
            made = check_in(made, BOXES, ON).change(made)(made)
        else:
            row, said = step.split()
            made = answer(made, Place("actions", row), said, ON)(made)
    return made


@pytest.mark.parametrize(
    ("steps", "totals"),
    [
        (("document", "a5 going"), (1, 1, 1, 1, 1)),
        (("a5 going", "document"), (1, 1, 1, 1, 1)),
        (("document", "a1 later"), (0, 2, 1, 1, 1)),
        (("a1 later", "document"), (1, 1, 1, 1, 1)),
        (("document", "a4 met", "a3 stuck"), (2, 0, 1, 1, 1)),
        (("a4 met", "a3 met", "document"), (1, 1, 1, 1, 1)),
        (("a1 met", "document", "document"), (1, 1, 1, 1, 1)),
        (("a5 met", "document"), (2, 1, 1, 0, 1)),
        (("a5 stuck", "document"), (1, 1, 1, 0, 2)),
    ],
)
def test_document_and_room_add_up_on_one_day_whichever_comes_first(
    steps: tuple[str, ...], totals: tuple[int, ...]
) -> None:
    made = of_one_day(*steps)
    [figures] = trend(made)
    assert (figures.kind, figures.held_on) == ("check_30", ON)
    assert (figures.met, figures.slipped, figures.dropped, figures.going, figures.stuck) == totals
    assert figures.lines == sum(totals) == len({line.action for line in made.round.checkin_lines})
    states = Counter(action.status for action in made.round.actions)
    assert (states["done"], states["dropped"]) == (figures.met, figures.dropped)


@pytest.mark.parametrize(
    ("said", "text", "now"),
    [
        ("going", "", date(2026, 12, 24)),
        ("stuck", "waits", date(2026, 12, 24)),
        ("later", "+3w", date(2027, 1, 14)),
        ("later", "", date(2027, 1, 7)),
    ],
)
def test_the_room_goes_on_from_the_date_that_a_document_brought_on_the_same_day(
    said: str, text: str, now: date
) -> None:
    row, overdue = Place("actions", "a3"), ON - timedelta(days=9)
    made = set_value(row.at("due_on"), overdue)(of_one_day())
    made = check_in(made, BOXES, ON).change(made)(made)
    made = answer(made, row, said, ON, text)(made)
    assert made.round.actions[2].due_on == now
    with pytest.raises(WrongUse, match="is no later than"):
        answer(made, row, "later", ON, "15.12.2026")
    [line] = [line for line in made.round.checkin_lines if line.action == "a3"]
    assert line.due_before == overdue


def test_a_note_alone_is_a_word_of_that_day_and_the_action_goes_on_as_it_was() -> None:
    made = of_one_day("document")
    [line] = [line for line in made.round.checkin_lines if line.action == "a5"]
    assert (line.outcome, line.going_on, line.text, line.due_before) == (None, None, "waits", DUE)
    action = made.round.actions[4]
    assert (action.status, action.due_on, action.note) == ("open", DUE, "waits")
    left = [matter.place.id for matter in matters(made, line.checkin or "", ON) if matter.line is None]
    assert left == []
    later = said_before(made, "", "a5")
    assert later is not None
    assert (later.day, str(later.became), later.word) == (ON, "in progress", "waits")


def test_a_note_adds_to_the_word_that_the_room_said_and_settles_nothing_anew() -> None:
    made = answer(of_one_day(), Place("actions", "a5"), "met", ON, "all of it")(of_one_day())
    for _time in range(2):
        made = check_in(made, BOXES, ON).change(made)(made)
    [line] = [line for line in made.round.checkin_lines if line.action == "a5"]
    assert (line.outcome, line.text, made.round.actions[4].status) == ("met", "all of it · waits", "done")


def test_a_document_alone_is_no_check_that_was_held() -> None:
    made = of_one_day("document")
    assert trend(made) == ()
    assert [kind for kind, _day in checks_to_hold(made.round)] == ["check_30", "check_90"]
    assert newest_words(made) == {"a5": (ON, "waits")}
    assert summary(made)["checked_on"] is None


def test_what_was_said_earlier_stays_as_it_was_said() -> None:
    made = of_one_day("a1 going", "a2 stuck")
    made = answer(made, Place("actions", "a1"), "stuck", ON + timedelta(days=60))(made)
    made = answer(made, Place("actions", "a2"), "going", ON + timedelta(days=60))(made)
    assert [(figures.going, figures.stuck) for figures in trend(made)] == [(1, 1), (1, 1)]
