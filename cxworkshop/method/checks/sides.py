"""The cells of measures in which it has to be said which side is better; read by the checks of goals and of
measures."""

from __future__ import annotations

from collections.abc import Sequence

from cxworkshop.language import Words, say_n
from cxworkshop.method import sides
from cxworkshop.method.lookup import goals_of
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def side_cells(session: Session, *, of_goals: bool) -> list[Place]:
    """Those of the measures that goals name, or of the others."""
    return [
        Place("measures", measure.id, "direction")
        for measure in sides.unsaid(session)
        if bool(goals_of(session, measure)) == of_goals
    ]


def unsaid_words(cells: Sequence[Place]) -> Words:
    return say_n(
        "Which way is better is not said of {n} measure",
        "Which way is better is not said of {n} measures",
        len(cells),
    )
