"""What was put off was due, and is told: how often, from which day to which, across rounds too."""

import pytest

from cxworkshop.editing.checking_in import answer
from cxworkshop.method.figures import actions_summary
from cxworkshop.method.postponing import first_due, postponed
from cxworkshop.method.revisit import next_round
from cxworkshop.method.revisit.deciding import decisions
from cxworkshop.model.actions import Action
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from tests.method.builders import after, session


def twice_put_off() -> Session:
    made = session(
        actions=tuple(Action(id=id, title=id, owner="p1", due_on=after(20)) for id in ("a1", "a2", "a3"))
    )
    for day, said in ((30, "later"), (90, "later"), (120, "going")):
        made = answer(made, Place("actions", "a1"), said, after(day), "+30d" if said == "later" else "")(made)
    made = answer(made, Place("actions", "a2"), "met", after(120))(made)
    return answer(made, Place("actions", "a3"), "dropped", after(120))(made)


def test_what_was_put_off_counts_as_due_when_it_was_due() -> None:
    made = twice_put_off()
    assert [first_due(made, row) for row in made.round.actions] == [after(20)] * 3
    summary = actions_summary(made, after(100))
    assert (summary.due, summary.done, summary.on_time) == (2, 1, 0)
    assert summary.median_slip == pytest.approx(100)


def test_how_often_and_from_when_to_when_is_told_also_in_the_next_round() -> None:
    made = twice_put_off()
    later = next_round(made, after(200))
    for seen in (made, later):
        put_off = postponed(seen, seen.round.actions[0])
        assert put_off is not None
        assert (put_off.times, put_off.first, put_off.now) == (2, after(20), after(120))
    assert postponed(made, made.round.actions[1]) is None
    words = [str(words) for _step, words in decisions(made, later.round, after(200))]
    assert any(line.startswith("a1: put off twice") for line in words)
