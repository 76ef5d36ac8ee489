"""What a check-in said goes along with the action that it was said of, into each round that carries it."""

import pytest

from cxworkshop.documents import write_document
from cxworkshop.documents.compared import sections
from cxworkshop.editing.checking_in import answer, hold, settle
from cxworkshop.language import speaking
from cxworkshop.method.checkins import matters, newest_words, said_before
from cxworkshop.method.revisit import compare, next_round
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.check_list import about
from tests.method.builders import after, session

CARRIER, PROMISE = Place("actions", "a1"), Place("commitments", "cm1")


def agreed(**values: object) -> Session:
    """A round with an action and a promise."""
    row = {"id": "a1", "title": "Ask the carrier", "owner": "p1", "due_on": after(200), **values}
    promise = Commitment(id="cm1", person="p1", text="I call", by=after(20))
    return session(actions=(Action(**row),), commitments=(promise,))  # type: ignore[arg-type]  # values by name


def carried(rounds: int) -> Session:
    """After 30 days a word, after 90 one more; then so many rounds, half a year each."""
    made = agreed()
    for row, said, days, word in (
        (CARRIER, "going", 30, "asked twice"),
        (CARRIER, "stuck", 90, "waits for a price"),
        (PROMISE, "met", 90, "all ten"),
    ):
        made = answer(made, row, said, after(days), word)(made)
    for number in range(1, rounds + 1):
        made = next_round(made, after(180 * number))
    return made


@pytest.mark.parametrize("rounds", [0, 1, 3])
def test_the_last_word_goes_along_into_each_round_that_carries_it(rounds: int) -> None:
    made = carried(rounds)
    assert newest_words(made)["a1"] == (after(90), "waits for a price")
    said = said_before(made, "", "a1")
    assert said is not None
    assert (said.day, str(said.became), said.word) == (after(90), "blocked", "waits for a price")
    assert ("cm1" in newest_words(made)) is (rounds == 0)


def test_a_newer_word_takes_the_place_of_what_was_carried() -> None:
    made = carried(1)
    made = answer(made, CARRIER, "going", after(210), "price is here")(made)
    made = next_round(made, after(360))
    assert newest_words(made)["a1"] == (after(210), "price is here")
    before = said_before(made.as_of(2), made.rounds[1].checkins[0].id, "a1")
    assert before is not None
    assert before.word == "waits for a price"


@pytest.mark.parametrize(("language", "day"), [("en", "19 Feb 2027"), ("fi", "19.2.2027")])
def test_screen_sheets_plan_and_owners_page_say_it_with_its_day(language: str, day: str) -> None:
    made, on = carried(1), after(212)
    with speaking(language):
        [matter] = matters(made, "", on)
        above = str(about(made, matter, ""))
    assert day in above
    assert "waits for a price" in above
    for name in ("check-30", "check-90", "plan", "owner"):
        text = write_document(made, name, language=language, on=on, person="p1" if name == "owner" else None)
        line = next(line for line in text.splitlines() if "Ask the carrier" in line and day in line)
        assert "waits for a price" in line


def test_the_comparison_has_also_the_words_that_came_back_in_writing() -> None:
    made = agreed()
    checkin, held = hold(made, "written", after(40))
    made = held(made)
    made = settle(made, checkin, "a1", "slipped", "waits for a price", after(230))(made)
    made = next_round(answer(made, CARRIER, "going", after(90), "asked twice")(made), after(180))
    parts = dict(sections(made, compare(made, 1, 2)))
    deeds = parts["Deeds"]
    assert any(line.startswith("In writing 31 Dec 2026: ") for line in deeds)
    assert parts["What was said at the checks"] == [  # after all figures, so that those are found
        "31 Dec 2026 – Ask the carrier: later, “waits for a price”",
        "19 Feb 2027 – Ask the carrier: in progress, “asked twice”",
    ]
    assert [line for line in deeds if line.startswith("From check-in")] == [
        "From check-in to check-in (19 Feb 2027 → closed): open actions 1 → 1"
    ]
