"""What the room sees in each activity, in whole sentences, and of any workshop."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.day import go_to, pause
from cxworkshop.editing.starting import blank_session
from cxworkshop.editing.voting import reveal, seal, vote
from cxworkshop.language import LANGUAGES, speaking, time_text
from cxworkshop.method import activities, ballots, content, day
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.dots import ranked
from cxworkshop.method.lookup import in_scope
from cxworkshop.method.privacy import reduced
from cxworkshop.model.ballots import WHOLE
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.room.parts import (
    Agenda,
    Board,
    Card,
    Cell,
    Gap,
    Journey,
    Listing,
    Matrix,
    Progress,
    Question,
    Reveal,
    Showing,
    Staircase,
)
from cxworkshop.room.showing import VIEWS, agenda_lines, clock_of, here_of, here_of_list, showing
from cxworkshop.room.stage import Around, Here, Stage
from cxworkshop.room.views import MOST
from cxworkshop.room.views.pictures import MOST_SPOTS
from tests.filled import filled
from tests.room import looks

AT = datetime(2026, 11, 5, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def sealed() -> Session:
    """The demo on a full day, all answers sealed."""
    return looks.on_agenda(reduced(demo_session("en")), "full_day")


def shown(session: Session, activity: str, around: Around = looks.AROUND) -> Showing:
    """What the room sees in an activity of the day."""
    item = next(item for item in day.items(session) if item.activity == activity)
    return showing(session, Stage(here_of(session, item)), around)


def of_list(session: Session, step: str, id: str, view: str = "list", row: str = "") -> Showing:
    return showing(session, Stage(here_of_list(session, step, id, view, row)), looks.AROUND)


# ---- each activity has its view ----------------------------------------------------------------------------
def test_every_view_that_an_activity_declares_is_made() -> None:
    assert {activity.room for activity in activities.activities().values()} <= VIEWS.keys()


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        ("welcome", Question), ("ballot_fill", Progress), ("map_read", Journey), ("gap_shown", Gap),
        ("promise_agree", Listing), ("dots_vote", Progress), ("priorities", Matrix), ("goals_read", Card),
        ("reveal", Reveal), ("names", Listing), ("actions_made", Board), ("break", Question),
        ("plan_out", Question),
    ],
)  # fmt: skip
def test_the_room_sees_what_the_activity_is_about(sealed: Session, activity: str, kind: type) -> None:
    assert isinstance(shown(sealed, activity).view, kind)


def test_before_the_day_the_room_sees_the_climb(sealed: Session) -> None:
    told = showing(sealed, Stage(here_of(sealed, None)), looks.AROUND)
    assert isinstance(told.view, Staircase)
    assert [stair.name for stair in told.stairs][1:3] == ["Define", "Develop"]
    assert "now" not in {stair.state for stair in told.stairs}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", ["private", "public", "third_sector"])
def test_above_each_view_stands_a_question_to_all(language: str, sector: str) -> None:
    with speaking(language, sector):
        session = looks.on_agenda(filled(sector, language), "full_day")
        for item in day.items(session):
            told = showing(session, Stage(here_of(session, item)), looks.AROUND)
            said = told.heading or (told.view.words if isinstance(told.view, Question) else "")
            assert said
            if item.step and item.activity not in ("welcome", "plan_out", "close_round"):
                assert "?" in said, (item.activity, said)


def test_the_question_is_said_in_the_language_in_force_whenever_it_was_shown(sealed: Session) -> None:
    stage = Stage(here_of(sealed, next(i for i in day.items(sealed) if i.activity == "names")))
    with speaking("fi"):
        told = showing(sealed, stage, looks.AROUND)
    assert (told.language, told.step, told.activity) == ("fi", "3 Organisoi", "Yksi nimi, yksi kyllä")
    assert told.heading == "Kenelle asiakas voi soittaa, ja sanooko hän kyllä?"


def test_an_activity_of_the_facilitators_own_shows_its_name(sealed: Session) -> None:
    made = add("agenda_items", id="own", name="A walk around the house", step="define")(sealed)
    item = made.round.agenda_items[-1]
    view = showing(made, Stage(here_of(made, item)), looks.AROUND).view
    assert isinstance(view, Question)
    assert view.words == "A walk around the house"


# ---- lists -------------------------------------------------------------------------------------------------
def test_a_list_shows_a_dozen_rows_around_the_one_talked_about_and_counts_the_others(sealed: Session) -> None:
    last = in_scope(sealed)[-1]
    view = of_list(sealed, "organise", "responsibility", row=last.id).view
    assert isinstance(view, Listing)
    assert len(view.rows) == MOST
    assert view.rows[view.at][0].text == last.name
    assert view.more == f"{len(in_scope(sealed)) - MOST} more"


def test_a_list_shows_people_by_name_days_as_they_are_read_and_priorities_strong(sealed: Session) -> None:
    view = shown(sealed, "names").view
    assert isinstance(view, Listing)
    assert view.heads == ("Touchpoint", "On paper", "In practice", "From today", "Yes on")
    row = next(row for row in view.rows if row[0].text == "The delivery to my home")
    assert row[0] == Cell(text="The delivery to my home", tone="strong")
    assert [cell.text.replace("\xa0", " ") for cell in row[3:]] == ["Pekka Harjula", "5 Nov 2026"]


def test_the_promise_stands_in_whole_sentences_and_the_line_talked_about_is_known(sealed: Session) -> None:
    view = of_list(sealed, "define", "vision", row="vision.experience").view
    assert isinstance(view, Listing)
    assert view.heads == ("", "")
    assert view.rows[view.at][1].text == sealed.round.vision.experience


def test_what_could_not_be_read_is_not_shown_to_the_room(sealed: Session) -> None:
    place = Place("actions", sealed.round.actions[0].id, "due_on")
    made = add("unread", place=f"actions/{place.id}/due_on", text="some day")(set_value(place, None)(sealed))
    assert "some day" not in of_list(made, "implement", "actions").model_dump_json()


def test_a_list_of_which_the_room_may_see_nothing_leaves_the_question(sealed: Session) -> None:
    for step, id in (("organise", "objections"), ("organise", "contacts"), ("closing", "moods")):
        assert not isinstance(of_list(sealed, step, id).view, Listing), id


def test_the_day_is_shown_as_the_agenda_and_slips_as_how_many_are_in(sealed: Session) -> None:
    assert isinstance(of_list(sealed, "landing", "day").view, Agenda)
    assert isinstance(of_list(sealed, "landing", "slips").view, Progress)


def test_an_activity_may_work_in_the_list_of_another_step(sealed: Session) -> None:
    told = shown(looks.on_agenda(sealed.as_of(1), "revisit_half_day"), "promises_back")
    assert told.step == "Landing"
    assert isinstance(told.view, Listing)
    assert told.view.heads == ("Who", "I will …", "By", "Kept")


def test_what_is_asked_of_a_partner_stands_in_the_list_when_it_is_asked(sealed: Session) -> None:
    heads = [shown(sealed, name).view for name in ("frontline_limit", "partners_check")]
    limit, partner = (view.heads for view in heads if isinstance(view, Listing))
    assert limit[:3] == ("Touchpoint", "May decide alone", "Up to")
    assert partner == ("Touchpoint", "Shared goal", "Shared figure", "Joint review", "Briefed")


@pytest.mark.parametrize(
    ("step", "id", "view", "question"),
    [
        ("closing", "decisions", "list", "What did we decide, and who must hear of it by Friday?"),
        ("develop", "practices", "list", "What will somebody do differently on Monday?"),
        ("define", "levels", "journey", "Which level are we on now, and who says so?"),
        ("organise", "enablers", "list", "Who really carries the responsibility?"),
    ],
)  # fmt: skip
def test_what_the_facilitator_shows_stands_under_the_question_that_is_asked_there(
    sealed: Session, step: str, id: str, view: str, question: str
) -> None:
    assert of_list(sealed, step, id, view).heading == question


def test_a_break_that_the_facilitator_named_is_called_so(sealed: Session) -> None:
    item = next(item for item in day.items(sealed) if item.activity == "break")
    named = set_value(Place("agenda_items", item.id, "name"), "Coffee in the garden")(sealed)
    view = shown(named, "break").view
    assert isinstance(view, Question)
    assert view.words == "Coffee in the garden"


def test_what_the_facilitator_shows_is_called_by_its_list(sealed: Session) -> None:
    told = of_list(sealed, "implement", "actions", "board")
    assert (told.step, told.activity) == ("4 Implement", "Actions")
    assert told.heading == "Who does what by when – one name, one date?"
    assert isinstance(told.view, Board)


# ---- ballots -----------------------------------------------------------------------------------------------
def test_phones_answer_while_a_ballot_is_open_and_no_longer(sealed: Session) -> None:
    answered = Around(on=looks.ON, url=looks.URL, joined=3, answered=2)
    blank = sealed.round.model_copy(update={"ownership_tallies": (), "ballots": ()})
    unanswered = sealed.model_copy(update={"rounds": (*sealed.rounds[:-1], blank)})
    view = shown(unanswered, "ballot_fill", answered).view
    assert isinstance(view, Progress)
    assert (view.n, view.joined, view.state, view.url) == (2, 3, "open", looks.URL)
    assert view.hint == str(content.blind_promise())
    view = shown(sealed, "ballot_fill", answered).view
    assert isinstance(view, Progress)
    assert (view.n, view.state, view.url) == (view.of, "sealed", "")


def test_the_reveal_waits_until_it_is_revealed(sealed: Session) -> None:
    hidden = set_value(Place("ballots", "1", "revealed_at"), None)(sealed)
    assert isinstance(shown(hidden, "reveal").view, Progress)
    view = shown(sealed, "reveal").view
    assert isinstance(view, Reveal)
    assert view.votes[0].name == sealed.name_of("touchpoints", ballots.results(sealed, "1")[0].touchpoint)
    assert sum(piece.votes for piece in view.votes[0].pieces) == 9
    assert {piece.short for piece in view.votes[0].pieces} >= {"PH", "="}


@pytest.mark.parametrize(("language", "apart"), [("en", " (counted apart)"), ("fi", " (laskettu erikseen)")])
def test_the_whole_is_said_to_be_counted_apart_from_the_touchpoints(
    sealed: Session, language: str, apart: str
) -> None:
    with speaking(language):
        session = answered(sealed, WHOLE, ["p06", "p06", "p07", "", ""])
        here = here_of_list(session, "organise", "responsibility", "reveal", WHOLE)
        view = showing(session, Stage(here), looks.AROUND).view
        assert isinstance(view, Reveal)
        assert [vote.name.endswith(apart) for vote in view.votes].index(True) == len(view.votes) - 1
        assert {status.n for status in view.summary} == {0}


def test_while_nobody_is_here_the_wall_says_what_is_marked_first(sealed: Session) -> None:
    nobody = set_value(Place("rounds", str(sealed.round.number), "participants"), ())(sealed)
    view = shown(nobody, "second_ballot").view
    assert isinstance(view, Question)
    assert view.words == "Before anybody answers it is marked who is here."
    assert "Participants" in view.lines[0]


def test_what_is_said_of_a_vote_is_whole_sentences(sealed: Session) -> None:
    session = sealed
    for who in sorted(sealed.round.participants):
        for touchpoint in ballots.asked(sealed, "2"):
            session = vote("2", touchpoint, who, Answer("person", who))(session)
    for change in (seal("2", AT), reveal("2", AT)):
        session = change(session)
    view = shown(session, "second_ballot").view
    assert isinstance(view, Reveal)
    words = [vote.words for vote in view.votes if "Before:" in vote.words]
    assert words
    assert all(re.search(r"^Before:|\. Before: [^.]+$", each) for each in words)
    assert any(each.count(".") for each in words)


def test_a_card_without_a_goal_says_so(sealed: Session) -> None:
    with_goal = {goal.touchpoint for goal in sealed.round.goals}
    touchpoint = next(row.id for row in sealed.touchpoints if row.id not in with_goal)
    view = of_list(sealed, "develop", "goals", "card", touchpoint).view
    assert isinstance(view, Card)
    assert view.goal == "no goal yet"


def test_a_second_ballot_begins_with_nobody_in(sealed: Session) -> None:
    view = shown(sealed, "second_ballot").view
    assert isinstance(view, Progress)
    assert (view.n, view.state) == (0, "open")


def test_a_second_ballot_shows_how_many_are_in_and_then_what_it_says(sealed: Session) -> None:
    session, asked = sealed, ballots.asked(sealed, "2")
    for who in sorted(sealed.round.participants):
        for touchpoint in asked:
            session = vote("2", touchpoint, who, Answer("person", "p06"))(session)
    view = shown(session, "second_ballot").view
    assert isinstance(view, Progress)
    assert (view.n, view.of, view.state) == (9, 9, "open")
    assert shown(session, "reveal").view == shown(sealed, "reveal").view
    session = seal("2", AT)(session)
    assert isinstance(shown(session, "second_ballot").view, Progress)
    told = shown(reveal("2", AT)(session), "second_ballot")
    assert isinstance(told.view, Reveal)
    assert told.heading == "Asked again"
    assert len(told.view.votes) == len(asked)


def test_a_ballot_that_is_answered_before_its_round_shows_nothing_of_the_last_one(sealed: Session) -> None:
    revisit = looks.on_agenda(sealed, "revisit_half_day")
    view = shown(revisit, "ballot_fill").view
    assert isinstance(view, Progress)
    assert (view.n, view.of, view.state) == (0, 9, "open")


def test_a_ballot_about_nothing_shows_the_places_that_are_collected_first() -> None:
    empty = looks.on_agenda(blank_session("en", looks.ON, "Aapa"), "half_day")
    told = shown(empty, "ballot_fill")
    assert told.heading == "Where does the customer meet us?"
    assert isinstance(told.view, Listing)
    assert told.view.empty
    assert told.step == "Landing"


def test_dots_show_when_they_are_sealed(sealed: Session) -> None:
    made = sealed
    for i, who in enumerate(sorted(sealed.round.participants)):
        id = in_scope(sealed)[i % 3].id
        made = add("dots", id=f"{id}:{who}", touchpoint=id, participant=who, value=1)(made)
    assert isinstance(of_list(made, "define", "dots").view, Progress)
    assert isinstance(shown(made, "dots_vote").view, Progress)
    view = shown(reduced(made), "dots_vote").view
    assert ranked(reduced(made))
    assert isinstance(view, Listing)
    assert view.rows[0][2].text.endswith("3")


def test_guesses_stand_beside_figures_in_order_of_size(sealed: Session) -> None:
    first = looks.on_agenda(sealed.as_of(1), "full_day")
    view = shown(first, "gap_shown").view
    assert isinstance(view, Gap)
    line = view.lines[0]
    assert line.value == pytest.approx(9.0, abs=0.1)
    assert line.middle == 32.5
    assert list(line.guesses) == sorted(line.guesses)
    assert line.verdict.startswith("Too rosy. 7 of 8 guessed above the margin")


# ---- cards and pictures ------------------------------------------------------------------------------------
def test_a_card_says_who_answers_on_paper_in_practice_and_from_today(sealed: Session) -> None:
    view = of_list(sealed, "develop", "goals", "card", "tp08").view
    assert isinstance(view, Card)
    assert view.title == "The delivery to my home"
    assert [holding.head for holding in view.columns] == ["on paper", "in practice", "from today"]
    assert view.columns[2].name == "Pekka Harjula"
    assert view.columns[1].words.endswith("of 9")


@pytest.mark.parametrize(("language", "nobody"), [("en", "nobody"), ("fi", "ei kukaan")])
def test_the_count_stands_beside_the_answer_that_was_given_so_often(
    sealed: Session, language: str, nobody: str
) -> None:
    with speaking(language):
        session = answered(sealed, "tp08", ["p06"] * 3 + [""] * 4)
        view = of_list(session, "develop", "goals", "card", "tp08").view
        assert isinstance(view, Card)
        assert (view.columns[1].name, view.columns[1].words[-6:]) == (
            nobody,
            "4 of 7" if language == "en" else "uu 4/7",
        )
        view = shown(session, "reveal").view
        assert isinstance(view, Reveal)
        vote = next(vote for vote in view.votes if vote.pieces)
        assert next((piece.votes, piece.label) for piece in vote.pieces) == (4, nobody)
        view = of_list(
            answered(sealed, "tp08", ["p06"] * 4 + [""] * 3), "develop", "goals", "card", "tp08"
        ).view
        assert isinstance(view, Card)
        assert view.columns[1].name == sealed.name_of("people", "p06")
        view = of_list(
            answered(sealed, "tp08", ["p06"] * 3 + [""] * 3), "develop", "goals", "card", "tp08"
        ).view
        assert isinstance(view, Card)
        assert view.columns[1].name == f"{sealed.name_of('people', 'p06')} / {nobody}"


def answered(session: Session, touchpoint: str, people: list[str]) -> Session:
    """A ballot that is revealed, in which each of some named a person, "" for nobody."""
    blank = session.round.model_copy(update={"ownership_tallies": (), "ballots": ()})
    session = session.model_copy(update={"rounds": (*session.rounds[:-1], blank)})
    for who, named in zip(sorted(blank.participants), people, strict=False):
        answer = Answer("person", named) if named else Answer("nobody")
        session = vote("1", touchpoint, who, answer)(session)
    return reveal("1", AT)(seal("1", AT)(session))


def test_of_a_level_whose_basis_nobody_named_the_card_says_that_it_is_unknown(sealed: Session) -> None:
    unsaid = set_value(Place("touchpoint_states", "tp08", "level_basis"), None)(sealed)
    view = of_list(unsaid, "develop", "goals", "card", "tp08").view
    assert isinstance(view, Card)
    assert (view.basis, view.level is not None) == ("? unknown", True)


def test_what_the_facilitator_shows_stands_without_the_clock_of_the_activity(sealed: Session) -> None:
    item = next(item for item in day.items(sealed) if item.activity == "names")
    running = replace(looks.AROUND, clock=clock_of(go_to(item, AT)(sealed), AT))
    assert running.clock is not None
    assert shown(sealed, "names", running).clock == running.clock
    chosen = Stage(here_of_list(sealed, "develop", "goals", "card"))
    assert showing(sealed, chosen, running).clock is None
    assert showing(sealed, replace(chosen, curtain=True), running).clock == running.clock


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "No name stands beside an answer any more."),
        ("fi", "Minkään vastauksen vieressä ei ole enää nimeä."),
    ],
)
def test_after_the_seal_the_wall_promises_nothing_that_is_done(
    sealed: Session, language: str, words: str
) -> None:
    with speaking(language):
        view = shown(sealed, "ballot_fill").view
        assert isinstance(view, Progress)
        assert (view.state, view.hint) == ("sealed", words)


def test_a_card_is_found_by_its_goal_too(sealed: Session) -> None:
    goal = sealed.round.goals[3]
    view = of_list(sealed, "develop", "goals", "card", goal.id).view
    assert isinstance(view, Card)
    assert view.title == sealed.name_of("touchpoints", goal.touchpoint or "")


def test_the_journey_says_where_it_was_last_round(sealed: Session) -> None:
    view = shown(sealed, "map_read").view
    assert isinstance(view, Journey)
    assert any(point.before for point in view.points)
    assert {point.basis for point in view.points} <= {"●", "○", "?"}


# ---- any workshop ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("agenda", looks.AGENDAS)
def test_a_workshop_in_which_nothing_is_said_yet_shows_every_view(agenda: str) -> None:
    empty = looks.on_agenda(blank_session("en", looks.ON, ""), agenda)
    for told in looks.everything(empty):
        assert Showing.model_validate_json(told.model_dump_json()) == told


def test_a_round_that_is_closed_is_shown_as_it_was(sealed: Session) -> None:
    closed = looks.on_agenda(sealed.as_of(1), "full_day")
    late = Around(on=looks.ON + timedelta(days=900))
    assert shown(closed, "map_read", late).view == shown(closed, "map_read").view
    assert shown(closed, "names", late).round == "round 1"


def test_of_a_thousand_touchpoints_as_many_are_shown_as_can_be_read(sealed: Session) -> None:
    points = tuple(
        Touchpoint(id=f"x{i}", name=f"Meeting {i} " + "and so on " * 60, stage="buy") for i in range(1000)
    )
    large = sealed.model_copy(update={"touchpoints": points})
    for told in looks.everything(large):
        view: Any = told.view
        for name, most in (("rows", MOST), ("votes", MOST), ("points", MOST_SPOTS), ("lacking", MOST)):
            assert len(getattr(view, name, ())) <= most
        assert len(told.model_dump_json()) < 40_000


# ---- the stage, the agenda and the clock -------------------------------------------------------------------
def test_back_shows_what_was_shown_before_and_rows_are_no_steps_of_it() -> None:
    first, second = Here("define", "1", "list"), Here("define", "2", "card", row="tp01")
    stage = Stage(first).show(second).show(Here("define", "2", "card", row="tp02"))
    assert stage.back().now == first
    assert stage.back().back().now == first
    covered = replace(stage, curtain=True)
    assert covered.show(first).curtain is True
    assert covered.back().curtain is True


def test_the_agenda_names_the_parts_of_the_day_with_their_minutes(sealed: Session) -> None:
    lines = agenda_lines(sealed)
    assert [(line.title, line.minutes) for line in lines[:3]] == [
        ("Landing", 30),
        ("Define", 55),
        ("Break", 15),
    ]
    assert {line.state for line in lines} == {"ahead"}
    item = next(item for item in day.items(sealed) if item.activity == "goals_read")
    begun = agenda_lines(go_to(item, AT)(sealed))
    assert [line.state for line in begun[:5]] == ["done", "done", "done", "now", "ahead"]


def test_a_clock_that_runs_says_when_it_ends_and_sends_nothing_meanwhile(sealed: Session) -> None:
    assert clock_of(sealed, AT) is None
    begun = go_to(day.items(sealed)[0], AT)(sealed)
    clock = clock_of(begun, AT)
    assert clock is not None
    assert (clock.minutes, clock.running, clock.ends_at) == (8, True, AT.timestamp() + 8 * 60)
    assert clock_of(begun, AT + timedelta(seconds=61.3)) == clock
    stopped = clock_of(pause(AT + timedelta(minutes=3))(begun), AT + timedelta(minutes=20))
    assert stopped is not None
    assert (stopped.running, stopped.ends_at) == (False, 5 * 60)
    assert clock_of(begun, AT + timedelta(days=1)) is None
    assert clock_of(begun, AT - timedelta(minutes=50)) == clock  # set back meanwhile


def test_a_break_says_when_it_goes_on(sealed: Session) -> None:
    item = next(item for item in day.items(sealed) if item.activity == "break")
    begun = go_to(item, AT)(sealed)
    here = day.current(begun)
    told = showing(begun, Stage(here_of(begun, here)), Around(on=looks.ON, clock=clock_of(begun, AT)))
    assert isinstance(told.view, Question)
    assert told.heading == "Break"
    assert told.view.words == f"We go on at {time_text((AT + timedelta(minutes=15)).astimezone())}."
