"""The session of a new workshop: the one its form begins with, and the stages and touchpoints that starting
it adds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from cxworkshop.editing.changes import add, set_values
from cxworkshop.language import language as interface
from cxworkshop.language import speaking
from cxworkshop.method import content
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def blank_session(
    language: str, on: date, title: str = "", begun: Mapping[str, object] | None = None
) -> Session:
    """A session in `language` whose first round starts on that day, without stages and touchpoints. `begun`
    holds values that stand in it otherwise, each by "table.field"."""
    session = Session()
    here = Place("rounds", session.round.id)
    values = [
        (Place("workshop", "workshop", "title"), title),
        (Place("workshop", "workshop", "language"), language),
        (Place("workshop", "workshop", "created_on"), on),
        (here.at("started_on"), on),
        (here.at("agenda"), "half_day"),
    ]
    for name, value in (begun or {}).items():
        table, _dot, field = name.partition(".")
        values.append((here.at(field) if table == "rounds" else Place(table, table, field), value))
    return set_values(values, "")(session)


def started(session: Session, ticked: Collection[str] = ()) -> Session:
    """The session with the usual stages of a journey and the starter touchpoints whose keys are ticked, in
    its language and for its sector."""
    sector = session.organisation.sector
    with speaking(session.workshop.language or interface(), sector):
        for stage in content.starter_stages(sector):
            session = add("stages", id=stage.id, label=str(stage.label), decision_point=stage.decision_point)(
                session
            )
        for starter in content.starter_touchpoints(sector):
            if starter.key in ticked:
                session = add(
                    "touchpoints",
                    name=str(starter.name),
                    stage=starter.stage,
                    channel=starter.channel,
                    element=starter.element,
                    added_round=session.round.number,
                )(session)
    return session
