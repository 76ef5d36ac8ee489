"""The map of responsibility of the round before, beside the answers of today."""

from cxworkshop.method import ballots
from cxworkshop.method.revisit.old_map import old_map
from cxworkshop.model.session import Session


def test_the_old_map_says_what_was_then_and_what_is_now(demo: Session) -> None:
    cells = old_map(demo, ballots.current_number(demo))
    names = {cell: demo.name_of("touchpoints", cell) for cell in cells}
    of = {name: cells[id] for id, name in names.items()}
    repair = of["Warranty repair"]
    assert (repair.round, repair.then.status, repair.now.status) == (1, "unclear", "contested")
    assert demo.name_of("people", repair.agreed or "") == "Noora Saarelma"
    assert demo.name_of("people", repair.named or "") == "Pekka Harjula"
    assert repair.has_changed
    assert not of["Contacting customer service"].has_changed


def test_the_first_round_has_no_old_map(demo_round1: Session) -> None:
    assert old_map(demo_round1, "1") == {}


def test_an_old_map_says_nothing_before_the_new_answers_are_revealed(demo: Session) -> None:
    (one, two) = demo.rounds
    sealed = tuple(ballot.model_copy(update={"revealed_at": None}) for ballot in two.ballots)
    waiting = demo.model_copy(update={"rounds": (one, two.model_copy(update={"ballots": sealed}))})
    assert old_map(waiting, "1") == {}
