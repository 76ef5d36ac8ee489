"""Phones answer what paper asks: one tap for oneself, one an answer, changed at will until it is sealed;
whatever is sent twice, late, forged or in any order, each answer is there exactly once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.editing.box import OWNERSHIP, Box, Slip
from cxworkshop.editing.day import go_to
from cxworkshop.language import speaking
from cxworkshop.method import ballots, content, day
from cxworkshop.method.demo import demo_session
from cxworkshop.method.diagnosis import Answer
from cxworkshop.model.ballots import Ballot, FiguresAnswered, OwnershipBallot
from cxworkshop.model.organisation import Person, Touchpoint
from cxworkshop.model.session import Session
from cxworkshop.room import phone_page
from cxworkshop.room.answered import answered
from cxworkshop.room.forms import MOOD, Asked, asked_now, form_of
from cxworkshop.room.phones import Phones, Sent
from tests.room import looks
from tests.room.browsing import Phone

ON = date(2026, 11, 5)
AT = datetime(2026, 11, 5, 9, 40, tzinfo=UTC)
BALLOT, LEVELS = Slip(1, OWNERSHIP, "1"), Slip(1, "overall_levels")
ALL = (OWNERSHIP, "overall_levels", "guesses", "dots", "confidence_scores")


def blank(language: str = "en") -> Session:
    """The demo's first round before anybody answered: fourteen touchpoints and the whole, eight people."""
    demo = demo_session(language).as_of(1)
    blind = ("ownership_ballots", "overall_levels", "guesses", "dots", "function_scores", "value_scores",
             "confidence_scores", "ownership_tallies", "figures_answered", "ballots", "steps")  # fmt: skip
    one = demo.round.model_copy(update={"closed_on": None, **dict.fromkeys(blind, ())})
    return demo.model_copy(update={"rounds": (one,)})


class Room:
    """A program with a box, whose phones answer at once."""

    def __init__(self, session: Session, *tables: str, mood: int = 0) -> None:
        self.session, self.box = session, Box()
        self.asked = Asked(session, tables, "1", mood)
        self.heard: list[Sent] = []
        self.phones = self.started()

    def started(self, revoked: tuple[str, ...] = ()) -> Phones:
        """The program, started anew with the same keys."""
        self.phones = Phones("k7m3qx2p", b"secret", self.take, revoked)
        self.ask()
        return self.phones

    def ask(self) -> None:
        self.phones.ask(form_of(self.asked, self.box, self.session))
        self.phones.tell(answered(self.asked, self.box).rows)

    def take(self, sent: Sent) -> None:
        self.heard.append(sent)
        if sent.has_left:
            self.box.forget(sent.person)
        for answers in (sent.earlier, sent.answers):
            for id, rows in answers.items():
                self.box.put(Slip.of(id), sent.person, rows)
        self.phones.tell(answered(self.asked, self.box).rows)

    def phone(self, person: str = "") -> Phone:
        phone = Phone(self.phones)
        if person:
            phone.join(person)
        return phone


@pytest.fixture
def room() -> Room:
    return Room(blank(), OWNERSHIP)


def given_by(room: Room, person: str, slip: Slip = BALLOT) -> dict[str, object]:
    return dict(room.box._given.get(slip, {}).get(person, {}))


# ---- answering ---------------------------------------------------------------------------------------------
def test_one_tap_for_oneself_and_one_an_answer(room: Room) -> None:
    phone = room.phone()
    assert "Who are you?" in phone.look()
    phone.join("p1")
    taps = 0
    while phone.signs:
        phone.tap(phone.signs[taps % len(phone.signs)])
        taps += 1
    assert taps == 15
    assert phone.heading == "All in"
    assert len(given_by(room, "p1")) == 15
    assert given_by(room, "p1")["tp01"] == Answer("person", "p1")


def test_an_answer_is_changed_at_will(room: Room) -> None:
    phone = room.phone("p1")
    phone.tap("p2")
    phone.look(q="0")
    phone.tap("nobody")
    assert given_by(room, "p1") == {"tp01": Answer("nobody")}


def test_every_kind_of_slips_can_be_answered() -> None:
    room = Room(blank(), *ALL, mood=1)
    phone = room.phone("p3")
    items = [(section[0], row) for section in phone.form()["ask"]
             for row in ([["", ""]] if section[1] == "dots" else section[5])]  # fmt: skip
    signs = {"1.overall_levels.": "4", "1.guesses.": "32,5", "1.dots.": "tp02:2 tp03:1",
             "1.confidence_scores.": "5", f"1.{MOOD}.1": "2"}  # fmt: skip
    assert phone.answer({i: signs.get(section, "several") for i, (section, _row) in enumerate(items)}) == "ok"
    assert len(given_by(room, "p3")) == 15
    assert given_by(room, "p3", LEVELS) == {"": 4}
    assert given_by(room, "p3", Slip(1, "guesses")) == {"m01": 32.5, "m02": 32.5}
    (dots,) = given_by(room, "p3", Slip(1, "dots")).values()
    assert isinstance(dots, tuple)
    assert [dot for dot in dots if dot[1]] == [("tp02", 2), ("tp03", 1)]
    assert given_by(room, "p3", Slip(1, MOOD, "1")) == {"": 2}
    assert phone.state()["got"] == list(range(len(items)))


def test_without_a_script_numbers_and_dots_are_typed() -> None:
    room = Room(blank(), "guesses", "dots")
    phone = room.phone("p3")
    version = str(phone.state()["v"])
    page = phone.send("answer", v=version, a0="900")
    assert phone.heading == "Would recommend us (NPS)"
    assert "−100…100" in page
    assert not given_by(room, "p3", Slip(1, "guesses"))
    phone.send("answer", v=version, a0="−20")
    phone.send("answer", v=version, a1="80 %")
    assert given_by(room, "p3", Slip(1, "guesses")) == {"m01": -20, "m02": 80}
    assert phone.heading == "Dots"
    phone.send("answer", v=version, d0="2", d5="1")
    assert phone.heading == "All in"
    (dots,) = given_by(room, "p3", Slip(1, "dots")).values()
    assert isinstance(dots, tuple)
    assert sum(count for _touchpoint, count in dots) == 3


@pytest.mark.parametrize(
    "sign", ["tp01:3", "tp01:2 tp02:2 tp03:1", "tp99:1", "tp01:1 tp01:1", "tp01", "x", "tp01:1;"]
)
def test_no_more_dots_are_placed_than_there_are(sign: str) -> None:
    room = Room(blank(), "dots")
    assert room.phone("p1").answer({0: sign}) == "ok"
    assert not room.heard


def test_a_number_that_is_none_is_refused_with_the_reason() -> None:
    phone = Room(blank(), "guesses").phone("p1")
    assert phone.answer({0: "many", 1: "50"}) == "ok\n0\tmany is not a number from −100 to 100"


def test_what_is_none_of_the_answers_is_dropped(room: Room) -> None:
    phone = room.phone("p1")
    assert phone.answer({0: "p99", 1: "<b>", 99: "p1", 2: "p2"}) == "ok"
    assert given_by(room, "p1") == {"tp03": Answer("person", "p2")}
    assert (
        phone.send("answers", v=str(phone.state()["v"]), **{"a-1": "p1", "ax": "p1", "a٣": "p1", "a": "p1"})
        == "ok"
    )
    assert len(given_by(room, "p1")) == 1
    assert phone.ask("POST", "answers", body=b"\xff\xfe").status == 409
    assert phone.ask("POST", "answers", body=b"&".join(b"a%d=x" % i for i in range(3000))).status == 409


def test_another_form_is_answered_only_once_it_is_seen(room: Room) -> None:
    phone = room.phone("p1")
    old = str(phone.state()["v"])
    room.asked = Asked(room.session, ("confidence_scores",))
    room.ask()
    assert phone.send("answers", v=old, a0="5") == "changed"
    assert phone.answer({0: "5"}) == "ok"
    assert given_by(room, "p1", Slip(1, "confidence_scores")) == {"": 5}


# ---- seats -------------------------------------------------------------------------------------------------
def test_a_second_phone_for_a_name_asks_and_never_sees_what_the_first_has_answered(room: Room) -> None:
    first, second = room.phone("p1"), room.phone("p1")
    first.answer({0: "nobody"})
    assert "Another phone answers as Marja Lehtoranta" in second.look()
    assert second.answer({1: "p2"}) == "no seat"
    ((seat, person),) = room.phones.asking
    assert room.phones.admit(seat) == person == "p1"
    room.box.forget(person)
    room.ask()
    assert second.answer({1: "p2"}) == "ok"
    assert given_by(room, "p1") == {"tp02": Answer("person", "p2")}
    page = first.look()
    assert "Who are you?" in page
    assert "Another phone answers as Marja Lehtoranta now. What was answered here is gone" in page
    assert first.answer({0: "nobody"}) == "no seat"
    assert not room.phones.asking
    first.join("p3")
    assert "Another phone" not in first.look()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Leave? What was answered here goes"), ("fi", "Poistutaanko?")]
)
def test_one_tap_does_not_wipe_what_was_answered(language: str, words: str) -> None:
    room = Room(blank(language), OWNERSHIP)
    phone = room.phone("p1")
    phone.answer({0: "p7"})
    phone.ask("POST", "leave")
    assert words in phone.look(q="leave")
    assert given_by(room, "p1") == {"tp01": Answer("person", "p7")}
    assert phone.state()["seat"] == "p1"
    phone.leave()
    assert not given_by(room, "p1")


@pytest.mark.parametrize(
    ("language", "on_paper", "on_a_phone"),
    [
        ("en", "answered on paper or the laptop", "on another phone already"),
        ("fi", "vastannut paperilla tai kannettavalla", "jo toisessa puhelimessa"),
    ],
)
def test_nobody_takes_the_name_of_somebody_who_has_answered_unseen(
    language: str, on_paper: str, on_a_phone: str
) -> None:
    room = Room(blank(language), OWNERSHIP)
    room.phone("p1").answer({0: "p7"})
    vote = OwnershipBallot(id="1:tp01:p2", ballot="1", touchpoint="tp01", participant="p2", kind="nobody")
    (round_,) = room.session.rounds
    on_slips = round_.model_copy(update={"ownership_ballots": (vote,)})
    room.session = room.session.model_copy(update={"rounds": (on_slips,)})
    room.asked = Asked(room.session, (OWNERSHIP,), "1")
    room.started()  # under a new code, so that no phone sits
    room.phones.tell(answered(room.asked, room.box).rows, room.box.people(1))
    stranger = room.phone()
    page = stranger.look()
    assert re.search(rf"{room.session.people[0].name}<small>{on_a_phone}", page)
    assert re.search(rf"{room.session.people[1].name}<small>{on_paper}", page)
    for person in ("p1", "p2"):
        stranger.join(person)
        assert stranger.answer({0: "p3"}) == "no seat"
        assert room.phones.asking[0][1] == person
    assert given_by(room, "p1") == {"tp01": Answer("person", "p7")}
    stranger.join("p3")
    assert stranger.answer({0: "p3"}) == "ok"


def test_who_asks_may_choose_another_name(room: Room) -> None:
    room.phone("p1")
    second = room.phone("p1")
    assert "Who are you?" in second.send("join", who="")
    second.join("p2")
    assert set(room.phones.joined) == {"p1", "p2"}
    assert not room.phones.asking


def test_a_phone_that_has_nothing_to_lose_leaves_without_a_question(room: Room) -> None:
    phone = room.phone("p1")
    assert "?q=leave" not in phone.ask("POST", "leave").headers["Location"]
    assert "Who are you?" in phone.look()
    phone.join("p1")
    phone.answer({0: "nobody"})
    assert "?q=leave" in phone.ask("POST", "leave").headers["Location"]
    assert phone.state()["seat"] == "p1"


def test_leaving_frees_the_name_and_takes_the_answers_along(room: Room) -> None:
    first = room.phone("p1")
    first.answer({0: "nobody"})
    assert "Who are you?" in first.leave()
    assert not given_by(room, "p1")
    assert room.phone("p1").signs
    assert set(room.phones.joined) == {"p1"}


def test_after_a_restart_phones_sit_where_they_sat(room: Room) -> None:
    first, second, waiting = room.phone("p1"), room.phone("p2"), room.phone("p1")
    for phone in (waiting, first, second):
        phone.phones = room.started()
    for phone in (waiting, first, second):  # whoever comes first: who only asked gets nobody's seat
        phone.phones = room.phones
        phone.look()
    assert (first.state()["seat"], second.state()["seat"], waiting.state()["seat"]) == ("p1", "p2", "")


def test_who_was_replaced_or_has_left_does_not_sit_again_after_a_restart(room: Room) -> None:
    first, second, third = room.phone("p1"), room.phone("p1"), room.phone("p3")
    gone = dict(third.cookies)
    third.leave()
    room.phones.admit(room.phones.asking[0][0])
    second.look()
    third.cookies = gone
    for phone in (first, third, second):
        phone.phones = room.phones
    room.started(room.phones.revoked)
    for phone in (first, third, second):
        phone.phones = room.phones
    assert [phone.state()["seat"] for phone in (first, third, second)] == ["", "", "p1"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda cookie: cookie.replace(".p1.", ".p2."),
        lambda cookie: cookie[:-1] + ("0" if cookie[-1] != "0" else "1"),
        lambda _cookie: "x.p1.",
        lambda _cookie: "ä.p1.ö",
        lambda _cookie: "...",
    ],
)
def test_a_forged_seat_is_none(room: Room, forge: Callable[[str], str]) -> None:
    phone = room.phone("p1")
    phone.cookies["seat"] = forge(phone.cookies["seat"])
    assert phone.answer({0: "nobody"}) == "no seat"
    assert phone.status == 403
    assert not room.heard


def test_nobody_becomes_somebody_who_is_not_expected(room: Room) -> None:
    phone = room.phone()
    phone.send("join", who="p99")
    assert phone.status == 400
    phone.send("join", who="p9")  # in the people, and not in the room
    assert phone.status == 400


def test_a_phone_that_sends_without_end_is_slowed(room: Room) -> None:
    phone = room.phone("p1")
    version = str(phone.state()["v"])
    replies = [phone.send("answers", v=version, a0="nobody") for _ in range(60)]
    assert 20 <= replies.count("ok") <= 25
    assert set(replies) == {"ok", "slower"}
    assert room.phone("p2").answer({0: "nobody"}) == "ok"


def test_the_room_has_room_for_so_many_phones(room: Room) -> None:
    for _ in range(500):
        room.phone("p1")
    late = room.phone()
    late.send("join", who="p2")
    assert late.status == 503


def test_whoever_comes_late_finds_the_name_by_looking_again(room: Room) -> None:
    waiting, sitting = room.phone(), room.phone("p1")
    assert "Mira Kontio" not in waiting.look()
    before = waiting.state()["v"]
    one = room.session.round
    late = next(person.id for person in room.session.people if person.name == "Mira Kontio")
    here = one.model_copy(update={"participants": (*one.participants, late)})
    room.session = room.session.model_copy(update={"rounds": (here,)})
    room.asked = Asked(room.session, (OWNERSHIP,))
    room.ask()
    assert waiting.state()["v"] != before  # the script looks again then
    assert "Mira Kontio" in waiting.look()
    assert sitting.answer({0: late}) == "ok"


# ---- sealed ------------------------------------------------------------------------------------------------
def test_a_phone_keeps_until_it_is_sealed_and_then_nothing(room: Room) -> None:
    phone = room.phone("p1")
    assert BALLOT.id in phone.state()["keep"]
    one = room.session.round
    sealed = one.model_copy(update={"ballots": (Ballot(id="1", number="1", sealed_at=AT),)})
    room.session = room.session.model_copy(update={"rounds": (sealed,)})
    room.asked = asked_now(room.session, ON)
    room.ask()
    assert BALLOT.id not in phone.state()["keep"]
    assert LEVELS.id in phone.state()["keep"]
    assert phone.look()
    assert phone.heading == "Look at the wall for now."


@pytest.mark.parametrize(("activity", "asked"), [("ballot_fill", ""), ("second_ballot", "2")])
def test_a_next_ballot_is_asked_by_an_activity_of_its_own_or_once_it_is_opened(
    activity: str, asked: str
) -> None:
    session = looks.on_agenda(demo_session("en"), "full_day")
    item = next(item for item in day.items(session) if item.activity == activity)
    session = go_to(item, AT)(session)
    assert ballots.asked(session, "2")

    def ownership(shown: tuple[str, str] = ("", "")) -> str:
        form = form_of(asked_now(session, AT.date(), shown), Box(), session)
        return next((Slip.of(each.id).ballot for each in form.sections if OWNERSHIP in each.id), "")

    assert ownership() == asked
    assert ownership((OWNERSHIP, "2")) == "2"


def test_of_what_is_sealed_in_part_the_rest_is_asked_and_counts() -> None:
    room = Room(blank(), "guesses")
    phone, other = room.phone("p1"), room.phone("p2")
    assert [row[0] for row in phone.form()["ask"][0][5]] == ["m01", "m02"]
    before = str(phone.state()["v"])
    row = FiguresAnswered(id="guesses:m01", figures="guesses", about="m01", answered=("p1",))
    one = room.session.round.model_copy(update={"figures_answered": (row,)})
    room.session = room.session.model_copy(update={"rounds": (one,)})
    room.asked = Asked(room.session, ("guesses",))
    room.ask()
    assert phone.send("answers", v=before, a1="40") == "changed"  # the numbers of its questions moved
    assert [row[0] for row in phone.form()["ask"][0][5]] == ["m02"]
    assert [row[0] for row in other.form()["ask"][0][5]] == ["m01", "m02"]
    assert phone.state()["gone"] == ["1.guesses.|m01"]
    assert phone.answer({0: "40"}) == "ok"
    assert given_by(room, "p1", Slip(1, "guesses")) == {"m02": 40}


def test_leaving_a_name_says_what_is_lost_and_only_that(room: Room) -> None:
    phone = room.phone("p1")
    assert "Leave this name" in phone.look()
    phone.tap("p2")
    room.ask()
    assert "Leave, without what was answered here" in phone.look()
    room.box.empty(1)
    room.ask()
    assert "Leave this name" in phone.look()


# ---- once each ---------------------------------------------------------------------------------------------
@settings(max_examples=20)
@given(st.data())
def test_thirty_phones_answer_fifteen_questions_each_exactly_once(data: st.DataObject) -> None:
    """In any order, each sent several times, with restarts of the program in between: phones send again."""
    room = Room(crowd(blank(), 30), OWNERSHIP)
    people = [person.id for person in room.session.people][:30]
    phones = [room.phone(person) for person in people]
    signs = [*people, "nobody", "several", "partner", "dont_know"]
    wanted = {
        person: {i: signs[(7 * k + 3 * i) % len(signs)] for i in range(15)} for k, person in enumerate(people)
    }
    sends = [(k, i) for k in range(30) for i in range(0, 15, 5)]
    order = data.draw(st.permutations(sends))
    restarts = data.draw(st.sets(st.integers(0, len(sends) - 1), max_size=2))
    for n, (k, i) in enumerate(order):
        if n in restarts:
            room.box = Box()
            room.started()
            for phone in phones:
                phone.phones = room.phones
        phones[k].answer({j: wanted[people[k]][j] for j in range(i, i + 5)})
        phones[k].answer({i: wanted[people[k]][i]})
    for phone, person in zip(phones, people, strict=True):
        missing = set(range(15)) - set(phone.state()["got"])
        phone.answer({i: wanted[person][i] for i in missing}, mark="e")
    form = room.phones._form.sections[0]
    for person in people:
        expected = {form.questions[i].row: sign for i, sign in wanted[person].items()}
        said = {row: answer.person or answer.kind for row, answer in given_by(room, person).items()
                if isinstance(answer, Answer)}  # fmt: skip
        assert said == expected


def crowd(session: Session, people: int, touchpoints: int = 0) -> Session:
    """The session with more people and touchpoints."""
    new = tuple(Person(id=f"q{i}", name=f"Participant Number {i}", own=True) for i in range(people - 8))
    more = tuple(
        Touchpoint(id=f"y{i}", name=f"Where customers meet us at place {i}") for i in range(touchpoints)
    )
    everybody = (*session.people[:8], *new, *session.people[8:])
    one = session.round.model_copy(update={"participants": tuple(who.id for who in everybody[:people])})
    return session.model_copy(
        update={"people": everybody, "touchpoints": (*session.touchpoints, *more), "rounds": (one,)}
    )


# ---- the page ----------------------------------------------------------------------------------------------
def test_the_page_is_small_also_for_many_questions_and_people() -> None:
    room = Room(crowd(blank(), 48, 26), OWNERSHIP, "overall_levels", "guesses")
    page = room.phone("p1").look()
    assert len((page + phone_page.script() + phone_page.style()).encode()) < 30_000


def test_text_people_said_is_text(room: Room) -> None:
    evil = '</script><script>alert(1)</script>"&\x1b[31m'
    people = (room.session.people[0].model_copy(update={"name": evil}), *room.session.people[1:])
    touchpoints = (
        room.session.touchpoints[0].model_copy(update={"name": evil}),
        *room.session.touchpoints[1:],
    )
    room.session = room.session.model_copy(update={"people": people, "touchpoints": touchpoints})
    room.asked = Asked(room.session, (OWNERSHIP,))
    room.ask()
    for page in (room.phone().look(), room.phone("p1").look(), room.phone("p1").look()):
        assert "<script>alert" not in page
        assert "\x1b" not in page
        assert page.count("</script>") == 2


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(room: Room) -> None:
    for page in (room.phone().look(), room.phone("p1").look()):
        assert not re.search(r'(src|href|action)="(?!/k7m3qx2p)', page)
        assert " style=" not in page
        assert " on" not in re.sub(r">[^<]*<", "><", page)


def test_old_phones_can_read_the_script() -> None:
    script = re.sub(r"//.*", "", phone_page.script())
    assert not re.search(r"=>|`|\b(let|const|class|async|await|fetch|Promise)\b", script)


@pytest.mark.parametrize("language", ["en", "fi"])
def test_what_is_said_before_one_answers(language: str) -> None:
    page = Room(blank(language), OWNERSHIP).phone().look()
    with speaking(language):
        assert str(content.blind_promise()) in page
    words = {"en": ("unencrypted inside this Wi-Fi", "sheet of paper"), "fi": ("salaamattomina", "paperi")}
    assert all(word in page for word in words[language])
    assert f'lang="{language}"' in page


def test_no_answer_is_ever_sent_back(room: Room) -> None:
    phone = room.phone("p1")
    phone.answer({0: "partner"})
    before = room.phone("p2").look()
    assert "partner" in before  # as an answer that can be given
    assert phone.look().count("partner") == before.count("partner")
    assert "partner" not in str(phone.state())
    assert "partner" not in repr(room.heard)


def test_a_guess_that_is_not_blind_any_more_says_so_on_the_phone() -> None:
    session = blank()
    passed = session.round.model_copy(update={"steps": demo_session("en").as_of(1).round.steps})
    session = session.model_copy(update={"rounds": (passed,)})
    assert "not blind any more" in Room(session, "guesses").phone("p1").look()
    assert "not blind any more" not in Room(blank(), "guesses").phone("p1").look()
