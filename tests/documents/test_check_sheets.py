"""The check-in sheets and the mail: what was promised, what is late, who still carries what."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from cxworkshop.documents import DOCUMENTS, missing, people_of, write_document, written_document
from cxworkshop.editing.checking_in import responsibility_holds
from cxworkshop.handing_out import Handout
from cxworkshop.importing.checkin import check_in
from cxworkshop.language import date_text, speaking
from cxworkshop.method.check_days import check_days
from cxworkshop.method.demo import demo_session
from cxworkshop.model.actions import FINISHED, Action, Commitment, Parking
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.organisation import Person, Touchpoint
from cxworkshop.model.ownership import CxLead, Mandate, Objection, Ownership, Reward
from cxworkshop.model.session import Round, Session
from cxworkshop.model.touchpoint_states import TouchpointState

DAY = date(2026, 12, 5)
STARTED = date(2026, 11, 5)


def session(**tables: Any) -> Session:
    round_ = Round(id="1", started_on=STARTED, **tables)
    people = (Person(id="p1", name="Aino"), Person(id="p2", name="Sanna"))
    touchpoints = (Touchpoint(id="t1", name="Delivery"), Touchpoint(id="t2", name="Returns"))
    return Session(people=people, touchpoints=touchpoints, rounds=(round_,))


def sheet(days: int, of: Session, language: str = "en", on: date = DAY) -> str:
    return write_document(of, f"check-{days}", language=language, on=on)


# ---- both sheets -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("days", [30, 90])
def test_every_open_action_has_a_box_its_mark_and_room_for_a_date_and_a_note(days: int) -> None:
    demo = demo_session("en")
    text = sheet(days, demo)
    found = re.findall(
        r"^- \[ \] .+ <!-- action: (\S+) -->\n  - new date: \\_.+\n  - note: \\_", text, re.MULTILINE
    )
    open_ = [action.id for action in demo.round.actions if action.is_unfinished]
    open_ += [enabler.id for enabler in demo.round.enablers if enabler.status not in FINISHED]
    assert sorted(found) == sorted(open_)


@pytest.mark.parametrize("days", [30, 90])
def test_late_actions_come_first_and_finished_ones_not_at_all(days: int) -> None:
    text = sheet(
        days,
        session(
            actions=(
                Action(id="a1", title="Soon", owner="p1", due_on=date(2027, 3, 1)),
                Action(id="a2", title="Late", owner="p2", due_on=date(2026, 11, 30)),
                Action(id="a3", title="Undated"),
                Action(id="a4", title="Finished", status="done"),
                Action(id="a5", title="Given up", status="dropped"),
            )
        ),
    )
    assert text.index("### Late") < text.index("**Sanna**: Late") < text.index("### Still to come")
    assert (
        text.index("### Still to come") < text.index("**Aino**: Soon") < text.index("**nobody yet**: Undated")
    )
    assert "Finished" not in text
    assert "Given up" not in text


@pytest.mark.parametrize("days", [30, 90])
def test_a_promise_is_asked_about_until_it_is_kept_or_not(days: int) -> None:
    text = sheet(
        days,
        session(
            commitments=(
                Commitment(id="c1", person="p1", text="I ride along", by=date(2026, 12, 1)),
                Commitment(id="c2", person="p2", text="I listen", kept=False),
            )
        ),
    )
    assert "- **Aino** – I ride along (by 1 Dec 2026) · ☐ kept ☐ not kept" in text
    assert "I listen" not in text


@pytest.mark.parametrize("days", [30, 90])
def test_names_are_asked_for_again_those_without_a_yes_first(days: int) -> None:
    text = sheet(
        days,
        session(
            ownerships=(
                Ownership(id="t1", touchpoint="t1", accountable="p1", accepted_on=STARTED),
                Ownership(id="t2", touchpoint="t2", resolve_by=date(2026, 12, 1)),
            )
        ),
    )
    assert text.index("**Returns** – nobody yet (was to be settled by 1 Dec 2026)") < text.index(
        "**Delivery** – Aino"
    )
    assert "☐ was named" in text


@pytest.mark.parametrize(("days", "title"), [(30, "7 Dec 2026"), (90, "3 Feb 2027")])
def test_the_sheet_is_of_the_day_of_the_check(days: int, title: str) -> None:
    assert sheet(days, session()).splitlines()[0] == f"# Check after {days} days, {title}"
    assert sheet(days, Session()).splitlines()[0] == f"# Check after {days} days, 5 Dec 2026"


@pytest.mark.parametrize("days", [30, 90])
def test_an_empty_workshop_has_nothing_to_check_and_says_where_it_comes_from(days: int) -> None:
    text = sheet(days, Session())
    assert re.findall("^## .+", text, re.MULTILINE) == ["## What is still missing"]
    assert len(missing(Session(), f"check-{days}")) == text.count("\n- ")


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("days", [30, 90])
def test_a_filled_sheet_is_read_back_and_an_empty_one_says_nothing(days: int, language: str) -> None:
    demo = demo_session(language)
    text = sheet(days, demo, language)
    untouched = check_in(demo, text, DAY)
    assert (untouched.updates, untouched.unclear, untouched.unknown) == ((), (), ())
    lines = text.split("\n")
    ticked, moved = (
        next(i for i, line in enumerate(lines) if f"action: {action} " in line) for action in ("b01", "b02")
    )
    lines[ticked] = lines[ticked].replace("[ ]", "[x]")
    for place, words in ((moved + 1, "28.2.2027"), (moved + 2, "Waits for the contract")):
        lines[place] = lines[place].split(":")[0] + f": {words}"
    filled = check_in(demo, "\n".join(lines), DAY)
    assert {update.action.id: update.values for update in filled.updates} == {
        "b01": {"status": "done", "done_on": DAY},
        "b02": {"due_on": date(2027, 2, 28), "note": "Waits for the contract"},
    }
    assert (filled.unclear, filled.unknown) == ((), ())


# ---- after 90 days -----------------------------------------------------------------------------------------
def test_a_new_figure_is_judged_and_a_missing_one_has_a_blank() -> None:
    measures = (
        Measure(id="m1", name="Late", metric="share", unit="percent", direction="down", owner="p1"),
        Measure(id="m2", name="Recommend", metric="nps", owner="p2"),
    )
    observations = tuple(
        Observation(id=f"o{i}", measure="m1", observed_on=day, k=k, n=1000)
        for i, (day, k) in enumerate([(date(2026, 10, 1), 300), (date(2026, 12, 1), 100)])
    )
    of = session(observations=observations).model_copy(update={"measures": measures})
    text = sheet(90, of)
    assert "| Late | 30% | 10.0% ± 1.9 (n = 1,000) | – | a real change |" in text
    assert re.search(r"\| Recommend \| – \| (\\_)+ \| – \| no new figure \(Sanna\) \|", text)


def test_what_may_be_decided_alone_is_asked_for_once_a_person() -> None:
    mandate = Mandate(decision_rights="Refunds")
    of = session(
        ownerships=tuple(
            Ownership(id=t, touchpoint=t, accountable="p1", accepted_on=STARTED, mandate=mandate)
            for t in ("t1", "t2")
        )
    )
    assert sheet(90, of).count("**Aino** – Refunds: ") == 1


# ---- the mail ----------------------------------------------------------------------------------------------
def mail(of: Session, person: str, language: str = "en") -> str:
    return write_document(of, "mail", language=language, on=DAY, person=person)


def test_a_mail_says_in_short_what_a_person_carries_and_has_no_marks() -> None:
    of = session(
        ownerships=(
            Ownership(id="t1", touchpoint="t1", accountable="p1", accepted_on=STARTED),
            Ownership(id="t2", touchpoint="t2", accountable="p1", resolve_by=date(2026, 12, 20)),
        ),
        actions=(Action(id="a1", title="Call them", owner="p1", due_on=DAY),),
        commitments=(Commitment(id="c1", person="p1", text="I ride along", by=DAY),),
        next_review_on=date(2027, 5, 6),
    )
    text = mail(of, "p1")
    assert text.startswith("Subject: What you carry\n\nDear Aino,\n\nOn 5 Nov 2026 we agreed")
    for words in (
        "- Delivery – Decision rights have not been agreed.",
        "Delivery: decision rights, money and time are still missing. Write me by 7 Dec 2026",
        "Returns: do you take it? Answer yes, or say who should, by 20 Dec 2026.",
        "- 5 Dec 2026 – Call them",
        "You promised aloud: “I ride along” by 5 Dec 2026. I will ask you about it on 7 Dec 2026.",
        "Next check on 7 Dec 2026, next round on 6 May 2027.",
    ):
        assert words in text
    assert not re.search(r"[#<|]|\*\*|\[ \]", text)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "you said yes on 5 Nov 2026. Sanna objects: The shop should. To be settled by 20 Dec 2026.",
        ),
        (
            "fi",
            "sanoit kyllä 5.11.2026. Sanna vastustaa: The shop should. Ratkaistaan viimeistään 20.12.2026.",
        ),
    ],
)
def test_an_objection_is_named_to_both_and_no_yes_is_asked_twice(language: str, said: str) -> None:
    given: dict[str, Any] = {"accountable": "p1", "accepted_on": STARTED, "resolve_by": date(2026, 12, 20)}
    against = (Objection(id="o1", touchpoint="t2", by="p2", text="The shop should"),)
    of = session(ownerships=(Ownership(id="t2", touchpoint="t2", **given),), objections=against)
    plan = write_document(of, "plan", language=language, on=DAY)
    for name in ("mail", "owner"):
        page = write_document(of, name, language=language, on=DAY, person="p1")
        assert f"Returns: {said}" in page
        assert said in plan
        assert not re.search("yes or no|do you take it|kyllä tai ei|otatko", page)
        assert "The shop should" in write_document(of, name, language=language, on=DAY, person="p2")


@pytest.mark.parametrize("name", ["mail", "owner"])
def test_an_objection_about_the_whole_is_named_to_both(name: str) -> None:
    lead = CxLead(id="cx_lead", accountable="p1", accepted_on=STARTED)
    of = session(cx_lead=lead, objections=(Objection(id="o1", touchpoint=WHOLE, by="p2", text="Not yet"),))
    carrying = write_document(of, name, language="en", on=DAY, person="p1")
    assert "The experience as a whole: you said yes on 5 Nov 2026. Sanna objects: Not yet." in carrying
    objecting = write_document(of, name, language="en", on=DAY, person="p2")
    assert "The experience as a whole (Aino) – you object: “Not yet”." in objecting


def test_page_and_mail_ask_by_the_same_day() -> None:
    of = session(ownerships=(Ownership(id="t2", touchpoint="t2", accountable="p1"),))
    assert "Returns: do you take it? Answer yes, or say who should; no day has been set." in mail(of, "p1")
    assert "A yes or no: Returns, no day set" in write_document(
        of, "owner", language="en", on=DAY, person="p1"
    )


@pytest.mark.parametrize(("days", "late"), [(30, []), (90, ["Soon"])])
def test_late_is_what_will_be_late_on_the_day_of_the_check(days: int, late: list[str]) -> None:
    """Written on the day of the workshop."""
    of = session(actions=(Action(id="a1", title="Soon", due_on=date(2027, 1, 1)), Action(id="a2", title="B")))
    text = sheet(days, of, on=STARTED)
    before = text.partition("### Still to come")[0]
    assert [title for title in ("Soon", "B") if f": {title} " in before] == late
    assert ("Late ones first" in text) == bool(late)
    assert "alf a minute each. Tick what is done" in text


@pytest.mark.parametrize(("language", "no_date"), [("en", "no date"), ("fi", "ei päivää")])
def test_a_promise_without_a_day_is_on_page_one_as_it_is_on_the_check_sheet(
    language: str, no_date: str
) -> None:
    kept = Commitment(id="c2", person="p2", text="I ride along", kept=True)
    of = session(commitments=(Commitment(id="c1", person="p1", text="I call one customer a week"), kept))
    plan = write_document(of, "plan", language=language, on=DAY)
    first = plan.partition("<!-- page -->")[0]
    assert "I call one customer a week" in first
    assert "I ride along" not in first
    assert no_date in first
    assert "I call one customer a week" in sheet(30, of, language)


def test_whoever_has_nothing_yet_is_told_so() -> None:
    assert "Nothing stands in your name yet" in mail(session(), "p2")


@pytest.mark.parametrize("language", ["en", "fi"])
def test_there_is_a_mail_to_everybody_who_has_a_page(language: str) -> None:
    demo = demo_session(language)
    assert people_of(demo, "mail", DAY) == people_of(demo, "owner", DAY)
    whole = write_document(demo, "mail", language=language, on=DAY)
    for person in people_of(demo, "mail", DAY):
        text = mail(demo, person, language)
        assert text.strip() in whole
        assert len(text.splitlines()) <= 45


def test_a_mail_names_nobody_elses_claim() -> None:
    demo = demo_session("en").as_of(1)
    others = {person.name for person in demo.people} - {"Pekka Harjula"}
    assert not [name for name in others if name in mail(demo, "p6")]


def test_what_is_not_agreed_never_stands_under_what_may_be_decided() -> None:
    of = session(
        ownerships=(
            Ownership(
                id="t1",
                touchpoint="t1",
                accountable="p1",
                accepted_on=STARTED,
                mandate=Mandate(decision_rights="Shifts"),
            ),
            Ownership(id="t2", touchpoint="t2", accountable="p1", accepted_on=STARTED),
        ),
    )
    may, without = mail(of, "p1").split("You carry, so far without decision rights:")
    assert "You carry, and may decide without asking anyone:\n\n- Delivery – Shifts." in may
    assert "not been agreed. Until" not in may
    assert "\n- Returns – Decision rights have not been agreed." in without
    for name in ("owner", "plan"):
        page = write_document(of, name, language="en", on=DAY)
        may, without = page.split("**Carried so far without decision rights**")
        assert "**Delivery** – Shifts." in may.split("**What may be decided without asking anyone**")[1]
        assert "**Returns** – Decision rights have not been agreed." in without


def test_whoever_carries_the_whole_is_told_what_is_missing_of_it() -> None:
    of = session(cx_lead=CxLead(id="cx_lead", accountable="p1", accepted_on=STARTED))
    lacks = "decision rights, money, time and authority across functions are still missing"
    assert f"The experience as a whole: {lacks}. Write me by 7 Dec 2026" in mail(of, "p1")


def test_a_promise_or_a_proposal_without_a_day_says_that_none_is_given() -> None:
    reward = Reward(type="bonus", proposer="p2")
    of = session(
        commitments=(Commitment(id="c1", person="p1", text="I ride along"),),
        ownerships=(
            Ownership(id="t1", touchpoint="t1", accountable="p1", accepted_on=STARTED, reward=reward),
            Ownership(
                id="t2",
                touchpoint="t2",
                accountable="p1",
                accepted_on=STARTED,
                reward=Reward(propose_by=date(2027, 1, 8)),
            ),
        ),
    )
    assert "You promised aloud: “I ride along” (no date given). I will ask you" in mail(of, "p1")
    assert "Lupasit ääneen: ”I ride along” (päivää ei ole annettu)." in mail(of, "p1", "fi")
    page = write_document(of, "owner", language="en", on=DAY, person="p1")
    assert "Promised aloud: “I ride along” (no date given)." in page
    assert "Sanna proposes how the responsibility shows in reward or recognition (no date given)." in page
    assert "How the responsibility shows in reward or recognition is proposed by 8 Jan 2027." in page
    assert not re.search(r"by no date|by  |\? proposes", page)


def test_a_mail_names_what_waits_for_its_readers_word_and_the_day_of_the_check() -> None:
    measures = (Measure(id="m1", name="Late parcels", owner="p1", first_value_by=date(2027, 1, 20)),)
    of = session(ownerships=(Ownership(id="t1", touchpoint="t1"),), decider="p1").model_copy(
        update={"measures": measures}
    )
    text = mail(of, "p1")
    assert "What waits for your word:\n\n- Who answers for it: Delivery, no day set\n" in text
    assert "- A first figure: Late parcels, by 20 Jan 2027\n" in text
    assert "Next check on 7 Dec 2026" in text


@pytest.mark.parametrize("language", ["en", "fi"])
def test_a_mail_is_plain_text_with_the_words_as_they_were_said(language: str) -> None:
    said = 'Test the *booking* page | phone <b> [x] =1+1 \\ "C&D" _now_'
    of = session(actions=(Action(id="a1", title=said, owner="p1", due_on=DAY),))
    form = DOCUMENTS["mail"].forms[0]
    data = written_document(of, "mail", language=language, on=DAY, person="p1", form=form).data
    assert f" – {said}\n" in data.decode()
    assert Handout("mail", language, DAY, "p1", "pdf").copied(of) == data.decode()
    assert Handout("owner", language, DAY, "p1").copied(of).startswith("# Aino")


def test_the_subject_says_the_workshop_once() -> None:
    demo = demo_session("en")
    subject = mail(demo, "p6").split("\n")[0]
    assert subject == f"Subject: What you carry – {demo.workshop.title}"


def test_a_mail_says_everything_that_waits_for_a_person_and_never_that_there_is_nothing() -> None:
    of = session(
        cx_lead=CxLead(id="cx_lead", resolve_by=date(2026, 12, 11), decider="p1"),
        parking=(Parking(id="k1", text="Dogs?", owner="p2", by=date(2027, 1, 31)),),
    ).model_copy(update={"measures": (Measure(id="m1", name="Recommend", metric="nps", owner="p2"),)})
    whole = "Who answers for it: the experience as a whole, by 11 Dec 2026"
    for name, words in (
        ("p1", (f"- {whole}",)),
        ("p2", ("- An answer: Dogs?, by 31 Jan 2027", "You answer for the figures: Recommend.")),
    ):
        text = mail(of, name)
        assert all(each in text for each in words)
        assert "Nothing stands" not in text
    pages = [write_document(of, "owner", language="en", on=DAY, person=name) for name in ("p1", "p2")]
    assert whole in pages[0]
    assert "- **Answers for the figures** – Recommend" in pages[1]


def test_whose_page_holds_only_the_last_round_is_not_told_that_there_is_nothing() -> None:
    earlier = Round(id="1", number=1, commitments=(Commitment(id="c1", person="p2", text="I listen"),))
    of = session().model_copy(update={"rounds": (earlier, Round(id="2", number=2, started_on=STARTED))})
    assert "Your part stands on your page" in mail(of, "p2")


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        (date(2026, 12, 31), "1 Jan 2027"),
        (date(2027, 1, 1), "4 Jan 2027"),
        (date(2026, 11, 20), "7 Dec 2026"),
        (None, "7 Dec 2026"),
    ],
)
def test_a_promise_is_asked_about_once_it_is_due(by: date | None, asked: str) -> None:
    text = mail(session(commitments=(Commitment(id="c1", person="p1", text="I ride along", by=by),)), "p1")
    assert f"I will ask you about it on {asked}." in text
    assert ("“I ride along” (no date given)." in text) is (by is None)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Pekka Harjula", "Pekka"), ("Åke von Essen", "Åke"), ("Anna-Maija Ek", "Anna-Maija"),
        ("Harjula, Pekka", "Harjula, Pekka"), ("Dr. Ek", "Dr. Ek"), ("Pekka", "Pekka"),
        ('Jari "Jartsa" Lehto', 'Jari "Jartsa" Lehto'),
    ],
)  # fmt: skip
def test_a_mail_greets_by_the_first_name_where_that_is_plain(name: str, called: str) -> None:
    of = session().model_copy(update={"people": (Person(id="p1", name=name),)})
    assert f"\n\nHei {called},\n" in mail(of, "p1", "fi")


# ---- the days ahead ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 29), "Välitarkistus 7.12.2026, seuraava kierros 6.5.2027."),
        (date(2026, 12, 7), "Välitarkistus 3.2.2027, seuraava kierros 6.5.2027."),
        (date(2027, 2, 3), "Seuraava kierros 6.5.2027."),
    ],
)
def test_every_document_names_the_same_next_days(on: date, words: str) -> None:
    promise = Commitment(id="c1", person="p1", text="I ride along")
    of = session(next_review_on=date(2027, 5, 6), commitments=(promise,))
    for name in ("plan", "board", "mail"):
        assert words in write_document(of, name, language="fi", on=on)
    assert "Välitarkistus 3.2.2027, seuraava kierros 6.5.2027." in sheet(30, of, "fi", on=on)
    assert "\nSeuraava kierros 6.5.2027." in sheet(90, of, "fi", on=on)
    assert "tarkistetaan 7.12.2026, mittarit ja vastuut 3.2.2027" in write_document(
        of, "plan", language="fi", on=on
    )


@pytest.mark.parametrize("start", range(1, 31))
def test_no_check_is_on_a_weekend(start: int) -> None:
    days = check_days(Round(id="1", started_on=date(2026, 11, start)))
    assert all(day.weekday() < 5 for day in days.values())
    assert 30 <= (days["check_30"] - date(2026, 11, start)).days <= 32


@pytest.mark.parametrize("days", [30, 90])
def test_a_touchpoint_without_a_name_asks_who_was_named_and_one_without_a_yes_whether_it_was_given(
    days: int,
) -> None:
    of = session(ownerships=(Ownership(id="t1", touchpoint="t1", accountable="p1"),))
    text = sheet(days, of, "fi")
    assert "**Returns** – ei vielä ketään (päivää ei sovittu) · ☐ nimettiin: \\_" in text
    assert "**Delivery** – Aino (päivää ei sovittu) · ☐ sanoi kyllä ☐ joku muu: \\_" in text
    assert "☐ kyllä" not in text


def test_the_target_stands_beside_a_figure() -> None:
    of = session(goals=(Goal(id="g1", text="In time", touchpoint="t1", measure="m1", target=90),))
    measure = Measure(id="m1", name="In time", metric="share", unit="percent", direction="up")
    text = sheet(90, of.model_copy(update={"measures": (measure,)}))
    assert "| Measure | When the round began | Now | Target | Change |" in text
    assert re.search(r"\| In time \| – \| (\\_)+ \| 90% \| no new figure \|", text)


def test_a_next_round_that_is_past_is_not_announced() -> None:
    of = session(
        next_review_on=date(2027, 1, 7), commitments=(Commitment(id="c1", person="p1", text="I ride"),)
    )
    on = date(2027, 1, 8)
    for name in ("board", "mail"):
        assert "7 Jan 2027" not in write_document(of, name, language="en", on=on)
    plan = write_document(of, "plan", language="en", on=on)
    assert "We were to look at all this again on 7 Jan 2027." in plan


@pytest.mark.parametrize(("days", "language", "words"), [(30, "en", "blocked"), (90, "fi", "jumissa")])
def test_what_is_stuck_says_so_and_a_sheet_is_headed_with_the_day_it_is_written_for(
    days: int, language: str, words: str
) -> None:
    stuck = Action(id="a1", title="Ask the carrier", status="blocked", due_on=date(2027, 9, 1))
    held = date(2027, 3, 9)
    lines = sheet(days, session(actions=(stuck,)), language, held).splitlines()
    assert words in next(line for line in lines if "Ask the carrier" in line)
    with speaking(language):
        assert lines[0].endswith(date_text(held))


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("days", [30, 90])
def test_what_is_written_on_a_blank_is_named_as_left_out_and_an_empty_blank_is_not(
    days: int, language: str
) -> None:
    demo = demo_session(language)
    text = sheet(days, demo, language)
    assert not check_in(demo, text, DAY).unknown
    blank = re.compile(r"(?:\\_){20,}")
    lines = [
        blank.sub(f"Minna {n}", line, count=1) if blank.search(line) and not line.startswith("  - ") else line
        for n, line in enumerate(text.split("\n"))
    ]
    filled = [line for line in lines if "Minna" in line]
    checked = check_in(demo, "\n".join(lines), DAY)  # where a figure is asked for, a name is none
    unknown = [str(words) for words in (*checked.unknown, *checked.unclear)]
    assert len(filled) > 1
    assert len(unknown) == len(filled)
    assert all("Minna" in words for words in unknown)


@pytest.mark.parametrize("days", [30, 90])
def test_what_has_changed_in_responsibility_is_said_until_it_is_true_again(days: int) -> None:
    made = responsibility_holds(session(), DAY, False, "Returns: Beth is on leave")(session())
    text = sheet(days, made)
    assert "At the check-in of 5 Dec 2026: who answers for what has changed. Returns: Beth" in text
    made = responsibility_holds(made, date(2027, 1, 5), True)(made)
    assert "Beth" not in sheet(days, made)


def test_a_goal_that_falls_due_before_the_next_round_is_asked_about_whatever_its_priority() -> None:
    made = session(
        next_review_on=date(2027, 5, 5),
        touchpoint_states=(TouchpointState(id="t1", priority=True), TouchpointState(id="t2", priority=False)),
        goals=(
            Goal(id="g1", touchpoint="t1", text="Three days", due_on=date(2027, 12, 1)),
            Goal(id="g2", touchpoint="t2", text="Within a day", due_on=date(2027, 3, 1)),
            Goal(id="g3", touchpoint="t2", text="Much later", due_on=date(2028, 3, 1)),
        ),
    )
    text = sheet(90, made, on=date(2027, 2, 5))
    assert [words in text for words in ("Three days", "Within a day", "Much later")] == [True, True, False]
