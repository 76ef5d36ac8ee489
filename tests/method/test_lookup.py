"""Rows are read once for many cells, and again as soon as they change."""

from cxworkshop.editing import changes
from cxworkshop.method.lookup import cached_on, grouped, in_scope, state_of
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session


def test_what_was_found_is_kept_until_a_table_it_reads_changes(demo: Session) -> None:
    asked: list[Session] = []

    @cached_on("people")
    def names(session: Session) -> list[str]:
        asked.append(session)
        return [person.name for person in session.people]

    first = names(demo)
    elsewhere = changes.set_value(Place("stages", "buy", "label"), "Pay")(demo)
    assert names(elsewhere) is first
    renamed = changes.set_value(Place("people", "p1", "name"), "Maija")(demo)
    assert names(renamed)[0] == "Maija"
    assert names(demo) is first
    assert len(asked) == 2


def test_a_row_that_names_several_is_found_under_each(demo: Session) -> None:
    found = grouped(demo.measures, "touchpoints")
    assert [one.id for one in found["tp08"]] == ["m02", "m03", "m17"]
    assert grouped(demo.measures, "touchpoints") is found


def test_a_state_not_written_yet_reads_as_its_defaults() -> None:
    session = changes.add("touchpoints", id="tp01", name="The delivery")(Session())
    assert state_of(session, "tp01").in_scope
    assert [touchpoint.id for touchpoint in in_scope(session)] == ["tp01"]


def test_a_touchpoint_without_a_stage_comes_last(demo: Session) -> None:
    loose = changes.set_value(Place("touchpoints", "tp01", "stage"), None)(demo)
    assert in_scope(loose)[-1].id == "tp01"
