"""What the room never sees, whatever is recorded and whatever is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.editing.changes import add, set_value
from cxworkshop.editing.day import go_to, pause
from cxworkshop.editing.voting import seal, vote
from cxworkshop.language import speaking
from cxworkshop.language.harmless import CONTROL_CHARACTERS
from cxworkshop.method import ballots, day
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.privacy import BLIND_TABLES, reduced
from cxworkshop.method.steps import STEPS
from cxworkshop.model.ballots import OwnershipBallot
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place, field_of, fields, value_at
from cxworkshop.model.session import TABLES, Session
from cxworkshop.room import allowed
from cxworkshop.room.parts import LONGEST, Clock, Curtain, Question, Reveal, Showing, shown
from cxworkshop.room.showing import here_of, showing
from cxworkshop.room.stage import Around, Here, Stage
from cxworkshop.sheets.steps import plans
from tests.filled import filled
from tests.room import looks

MARK = re.compile(r"%([a-z_.]+)%")
PRIVATE = (
    "notes.text", "objections.text", "objections.by", "ownerships.reward.type", "ownerships.reward.proposer",
    "cx_lead.reward.type", "people.seniority_rank", "partners.contact", "partners.influences",
    "parking.raised_by",
    "decisions.dissent", "decisions.reason", "actions.note", "enablers.note", "agenda_items.say",
    "rounds.decider", "rounds.voice_of_customer", "workshop.facilitator", "leader_contacts.last",
    "expectation_signals.source", "practices.customers_involved", "goals.business_link", "checkins.text",
    "reviews.cause", "reviews.text", "moods.hands_1",
    "organisation.customer_profile",
)  # fmt: skip


@pytest.fixture(scope="module")
def full() -> Session:
    return filled("private", "en", balance=True)


@pytest.mark.parametrize("language", ["en", "fi"])
def test_the_room_sees_the_texts_that_are_allowed_and_no_other(full: Session, language: str) -> None:
    with speaking(language, "private"):
        shown = {
            place
            for session in (full, demo_session(language), demo_session(language).as_of(1))
            for place in MARK.findall(looks.every_text(looks.marked(session)))
        }
    assert shown <= allowed.FIELDS, shown - allowed.FIELDS
    assert {"people.name", "touchpoints.name", "goals.text", "actions.title", "commitments.text"} <= shown
    assert {"vision.value", "practices.from", "decisions.text", "choices.gives_up", "parking.text"} <= shown


def test_what_is_allowed_is_a_field_or_a_column_that_there_is() -> None:
    assert {f"{table}.{field}" for table in TABLES for field in fields(table)} >= allowed.FIELDS
    columns = [column for step in STEPS for plan in plans(step) for column in plan.columns]
    computed = {allowed.name_of(column.content) for column in columns if callable(column.content)}
    assert computed >= allowed.COMPUTED, allowed.COMPUTED - computed


@pytest.fixture(scope="module")
def all_seen(full: Session) -> object:
    return looks.everything(full)


@pytest.mark.parametrize("name", PRIVATE)
def test_what_is_private_changes_nothing_that_the_room_sees(
    full: Session, all_seen: object, name: str
) -> None:
    assert name not in allowed.FIELDS
    table, field = name.split(".", 1)
    place = looks.place_of(full, table, field)
    changed = set_value(place, _another(full, place))(full)
    assert changed != full
    assert looks.everything(changed) == all_seen


def _another(session: Session, place: Place) -> Any:
    """Another value for a place."""
    value, kind = value_at(session, place), field_of(place.table, place.field).kind
    if isinstance(value, tuple):
        return value[1:]
    options = [option.value for option in kind.options(Reading(session, looks.ON)) if option.value != value]
    if options:
        return options[0]
    match value:
        case str():
            return "Something else that was said"
        case int() | float():
            return value + 1
        case _:
            return looks.ON - timedelta(days=9)


def test_a_note_changes_nothing(full: Session) -> None:
    noted = add("notes", id="new", step="organise", text="The CEO answers first: rein in")(full)
    assert looks.everything(noted) == looks.everything(full)


# ---- blind answers -----------------------------------------------------------------------------------------
def answered(seed: int, share: float = 1.0) -> Session:
    """The demo with an open ballot: a share of what is asked is answered, by chance."""
    session, chance = reduced(demo_session("en")), Random(seed)
    blank = session.round.model_copy(update={"ownership_tallies": (), "ballots": ()})
    session = session.model_copy(update={"rounds": (*session.rounds[:-1], blank)})
    people = sorted(blank.participants)
    rows = []
    for touchpoint in ballots.asked(session):
        for who in people:
            kind = chance.choice(["person", "nobody", "several", "partner", "dont_know"])
            if chance.random() < share:
                rows.append(
                    OwnershipBallot(
                        id=f"1:{touchpoint}:{who}",
                        ballot="1",
                        touchpoint=touchpoint,
                        participant=who,
                        kind=kind,
                        person=chance.choice(people) if kind == "person" else None,
                    )
                )
    return _with_round(session, ownership_ballots=tuple(rows))


def _with_round(session: Session, **tables: Any) -> Session:
    round_ = session.round.model_copy(update=tables)
    return session.model_copy(update={"rounds": (*session.rounds[:-1], round_)})


def test_an_open_ballot_says_nothing_of_its_answers() -> None:
    first, *others = (looks.over_agendas(answered(seed)) for seed in (1, 2, 3))
    assert all(other == first for other in others)


def test_an_open_second_ballot_says_nothing_of_its_answers_either() -> None:
    first = reduced(demo_session("en"))
    asked, people = ballots.asked(first, "2"), sorted(first.round.participants)

    def again(seed: int) -> list[Showing]:
        chance, session = Random(seed), first
        for touchpoint in asked:
            for who in people:
                kind = chance.choice(["nobody", "several", "dont_know"])
                session = vote("2", touchpoint, who, Answer(kind))(session)
        return looks.over_agendas(session)

    assert again(1) == again(2)


def test_of_half_an_open_ballot_the_room_sees_at_most_how_many_are_in() -> None:
    counted = Around(on=looks.ON, answered=3)
    half = looks.over_agendas(answered(1, share=0.5), counted)
    assert looks.over_agendas(answered(2, share=0.9), counted) == half
    assert looks.over_agendas(answered(3, share=0.1), counted) == half


def test_a_sealed_ballot_says_nothing_of_its_answers_before_it_is_revealed() -> None:
    at = datetime(2026, 11, 5, 12, tzinfo=UTC)
    sealed = (
        reduced(set_value(Place("ballots", "1", "sealed_at"), at)(add("ballots", number="1")(answered(seed))))
        for seed in (1, 2)
    )
    first, second = map(looks.over_agendas, sealed)
    assert first == second
    assert not any(isinstance(one.view, Reveal) for one in first)


SUBJECTS = {"measure": "m01", "touchpoint": "tp01", "function": "good_leadership", "statement": "teamwork"}


@pytest.mark.parametrize("table", sorted(BLIND_TABLES))
def test_figures_that_are_not_sealed_say_nothing(table: str) -> None:
    session = demo_session("en")
    people, about = sorted(session.round.participants), BLIND_TABLES[table]
    subject = SUBJECTS.get(about, "")

    def with_values(values: list[int]) -> list[Showing]:
        made = _with_round(session, **{table: (), "figures_answered": ()})
        for who, value in zip(people, values, strict=False):
            id = f"{subject}:{who}" if about else who
            keys = {about: subject} if about else {}
            made = add(table, id=id, participant=who, value=value, **keys)(made)
        return looks.over_agendas(made, Around(on=looks.ON, answered=4))

    assert with_values([1, 1, 1, 1, 1, 1, 1, 1]) == with_values([1, 2, 1, 2, 1, 2, 1, 2])


def test_few_answers_show_a_status_and_no_count() -> None:
    at = datetime(2026, 11, 5, 12, tzinfo=UTC)
    session = answered(4)
    two = sorted(session.round.participants)[:2]
    few = tuple(row for row in session.round.ownership_ballots if row.participant in two)
    session = add("ballots", number="1", sealed_at=at, revealed_at=at)(
        _with_round(session, ownership_ballots=few)
    )
    view = showing(reduced(session), Stage(Here("organise", "", "reveal")), looks.AROUND).view
    assert isinstance(view, Reveal)
    assert all(vote.pieces == () and vote.count == "" for vote in view.votes)
    card = showing(
        reduced(session), Stage(Here("develop", "", "card", row="tp08", list="goals")), looks.AROUND
    )
    assert "2 of 2" not in card.model_dump_json()


# ---- the curtain, what comes next --------------------------------------------------------------------------
def test_behind_the_curtain_are_the_organisation_and_the_clock_alone(full: Session) -> None:
    clock = Clock(ends_at=1_800_000_000.0, minutes=10)
    around = Around(on=looks.ON, clock=clock, url=looks.URL)
    bare = Showing(
        organisation="Aapa",
        round="",
        step="",
        stairs=(),
        activity="",
        heading="",
        view=Curtain(),
        clock=clock,
    )
    for here in looks.heres(looks.on_agenda(full, "full_day")):
        assert showing(full, Stage(here, curtain=True), around) == bare


def test_nothing_tells_what_comes_next_but_the_agenda(full: Session) -> None:
    session = looks.on_agenda(full, "full_day")
    items = tuple(
        item.model_copy(update={"name": f"Activity-{item.id}."}) for item in session.round.agenda_items
    )
    session = _with_round(session, agenda_items=items)
    for item in day.items(session):
        text = showing(session, Stage(here_of(session, item)), looks.AROUND).model_dump_json()
        assert set(re.findall(r"Activity-\d+\.", text)) <= {item.name}


@pytest.mark.parametrize("agenda", looks.AGENDAS)
def test_a_day_from_its_first_activity_to_its_last_shows_no_secret(full: Session, agenda: str) -> None:
    """The facilitator goes on, looks back, lets the curtain fall, and writes notes all the while."""
    now = datetime(2026, 11, 5, 8, tzinfo=UTC)
    session = looks.on_agenda(looks.marked(full), agenda)
    stage, sent = Stage(here_of(session, None)), []
    for item in day.queue(session):
        session = go_to(item, now)(session)
        session = add("notes", step=item.step or "landing", text="%notes.text%")(session)
        here = here_of(session, day.current(session))
        around, new = looks.clocked(session, now), stage.show(here)
        stages = (new, replace(new, curtain=not new.curtain), new.back(), stage)
        sent += [showing(session, each, around).model_dump_json() for each in stages]
        stage, now = new, now + timedelta(minutes=item.planned_min or 1)
        if item.id.endswith("5"):
            session = pause(now)(session)
    text = "\n".join(sent)
    assert set(MARK.findall(text)) <= allowed.FIELDS
    assert "%people.name%" in text


# ---- text that nobody thought of ---------------------------------------------------------------------------
HOSTILE = "\x1b]0;title\x07\x1b[2J<script>alert(1)</script>\u202e{place}\ud800\n" + "ä" * 5000


@given(st.text(alphabet=st.characters(), max_size=2 * LONGEST))
def test_a_text_is_shown_harmless_once_and_for_all(text: str) -> None:
    harmless = shown(text)
    assert not CONTROL_CHARACTERS.search(harmless)
    assert len(harmless) <= LONGEST
    assert shown(harmless) == harmless


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("agenda", ["full_day", "revisit_half_day"])
def test_whatever_was_said_is_shown_as_text_and_has_an_end(agenda: str, language: str) -> None:
    with speaking(language, "private"):
        made = looks.marked(demo_session(language), HOSTILE)
        for one in looks.everything(looks.on_agenda(made, agenda)):
            text = one.model_dump_json()
            assert Showing.model_validate_json(text) == one
            assert not CONTROL_CHARACTERS.search(text)
            assert len(text) < 64 * LONGEST


# ---- workshops that nobody thought of ----------------------------------------------------------------------
@cache
def marked_day() -> Session:
    return looks.on_agenda(looks.marked(filled("private", "en", balance=True)), "full_day")


@cache
def all_heres() -> tuple[Here, ...]:
    return tuple(looks.heres(marked_day()))


def all_ids() -> list[str]:
    return [row.id for table in EMPTIED for row in marked_day().records(table)]


EMPTIED = sorted(name for name, record in TABLES.items() if not record.table.single and name != "rounds")


@given(
    tables=st.sets(st.sampled_from(EMPTIED), max_size=12),
    here=st.deferred(lambda: st.sampled_from(all_heres())),
    row=st.deferred(lambda: st.sampled_from([*all_ids(), "", "nobody"])),
    days=st.integers(-4000, 4000),
)
def test_whatever_is_missing_the_room_sees_something_and_nothing_secret(
    tables: set[str], here: Here, row: str, days: int
) -> None:
    """Also where what is referred to is not there, as in a file that was merged or mended by hand."""
    of_session = {name: () for name in tables if TABLES[name].table.owner == "session"}
    of_round = {name: () for name in tables if name not in of_session}
    session = _with_round(marked_day(), **of_round).model_copy(update=of_session)
    around = Around(on=looks.ON + timedelta(days=days))
    told = showing(session, Stage(replace(here, row=row)), around)
    assert Showing.model_validate_json(told.model_dump_json()) == told
    assert set(MARK.findall(told.model_dump_json())) <= allowed.FIELDS
    assert told.heading or isinstance(told.view, Question)


KINDS = ["person", "nobody", "several", "partner", "dont_know"]
_BLIND_STEPS = ("landing", "organise", "develop")
PLACES = st.tuples(st.integers(0, 5), st.integers(0, 8))


@given(
    asked=st.sets(PLACES, min_size=1, max_size=20),
    kinds=st.tuples(*(st.lists(st.sampled_from(KINDS), min_size=20, max_size=20) for _ in range(2))),
    is_sealed=st.booleans(),
    here=st.deferred(lambda: st.sampled_from([here for here in all_heres() if here.step in _BLIND_STEPS])),
)
def test_before_the_reveal_the_room_sees_the_same_whatever_was_answered(
    asked: set[tuple[int, int]], kinds: tuple[list[str], list[str]], is_sealed: bool, here: Here
) -> None:
    session = reduced(demo_session("en"))
    session = _with_round(session, ownership_tallies=(), ballots=(), agenda="full_day")
    points, people = ballots.asked(session), sorted(session.round.participants)

    def told(of: list[str]) -> Showing:
        made = session
        for (t, p), kind in zip(sorted(asked), of, strict=False):
            named = people[(t * 3 + len(kind)) % len(people)] if kind == "person" else None
            made = vote("1", points[t], people[p], Answer(kind, named))(made)
        made = seal("1", datetime(2026, 11, 5, 12, tzinfo=UTC))(made) if is_sealed else made
        return showing(made, Stage(here), looks.AROUND)

    assert told(kinds[0]) == told(kinds[1])
