"""A workshop that begins: round 1, the journey's usual stages, and nothing else."""

from __future__ import annotations

from datetime import date

from cxworkshop.editing.changes import add, set_values
from cxworkshop.language import speaking
from cxworkshop.method import content
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def blank_session(language: str, on: date, title: str = "") -> Session:
    """A session in `language` whose first round starts on that day."""
    session = Session()
    here = Place("rounds", session.round.id)
    values = [
        (Place("workshop", "workshop", "title"), title),
        (Place("workshop", "workshop", "language"), language),
        (Place("workshop", "workshop", "created_on"), on),
        (here.at("started_on"), on),
        (here.at("agenda"), "half_day"),
    ]
    session = set_values(values, "")(session)
    with speaking(language):
        for stage in content.starter_stages("private"):
            session = add("stages", id=stage.id, label=str(stage.label), decision_point=stage.decision_point)(session)
    return session
