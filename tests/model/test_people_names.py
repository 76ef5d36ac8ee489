"""Two people are never shown by the same words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import write_document
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import Person
from cxworkshop.model.people_names import full_names, short_name, short_names
from cxworkshop.model.place import Place, field_of
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.plan import SheetPlan

ON = date(2026, 11, 21)


def people(*named: str) -> tuple[Person, ...]:
    """People from "name, role"."""
    parts = [text.partition(",") for text in named]
    return tuple(
        Person(id=f"p{i}", name=name, role=role.strip()) for i, (name, _comma, role) in enumerate(parts)
    )


def test_people_of_one_name_are_told_apart_by_role_and_then_by_number() -> None:
    named = people(
        "Anna Koski, sales", "anna  koski, Finance", "Anna Koski, sales", "Anna Koski", "Eero Aho, it"
    )
    assert list(full_names(named).values()) == [
        "Anna Koski (sales 1)",
        "anna  koski (Finance)",
        "Anna Koski (sales 2)",
        "Anna Koski (1)",
        "Eero Aho",
    ]


def test_people_without_roles_are_numbered() -> None:
    assert list(full_names(people("Anna", "Anna", "")).values()) == ["Anna (1)", "Anna (2)", "unnamed person"]


def test_where_short_names_are_the_same_more_of_the_name_is_shown() -> None:
    named = people("Sanna Aalto", "Sami Aalto", "Eero Aho", "Anna Koski, hr", "Anna Koski, it", "Anne Koski")
    assert list(short_names(named).values()) == [
        "Sanna Aalto",
        "Sami Aalto",
        "E. Aho",
        "A. Koski (hr)",
        "A. Koski (it)",
        "A. Koski",
    ]


NAMES = st.sampled_from(["Anna Koski", "Anna Koski (it)", "A. Koski", "Ann Koski", "anna koski", "", "Anna"])


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "it", "IT", "it 1", "1"])), max_size=8))
def test_no_two_people_are_shown_by_the_same_words(named: list[tuple[str, str]]) -> None:
    everybody = tuple(Person(id=f"p{i}", name=name, role=role) for i, (name, role) in enumerate(named))
    for names in (full_names(everybody), short_names(everybody)):
        assert len({" ".join(name.casefold().split()) for name in names.values()}) == len(everybody)


def test_lists_choices_ballots_and_documents_tell_them_apart() -> None:
    round_ = Session().round.model_copy(update={"participants": ("p0", "p1"), "convener": "p1"})
    session = Session(people=people("Anna Koski, sales", "Anna Koski, it"), rounds=(round_,))
    reading = Reading(session, ON)
    kind = field_of("rounds", "convener").kind
    assert [option.text for option in kind.options(reading)] == ["Anna Koski (sales)", "Anna Koski (it)"]
    for who in ("p0", "p1"):
        assert kind.parse(kind.typed(who, reading), reading) == who
    plan = SheetPlan(
        "x", "", (Column("rounds.convener"),), rows=lambda _s: [{"rounds": Place("rounds", "1")}]
    )
    cell = Grid(plan, reading).cell(0, plan.columns[0])
    assert (cell.text, cell.short) == ("Anna Koski (it)", "A. Koski (it)")
    sheet = write_document(session, "ballot", language="en", on=ON)
    assert "- **a:** Anna Koski (sales)\n" in sheet
    assert "- **b:** Anna Koski (it)\n" in sheet
    plan_text = write_document(session, "plan", language="en", on=ON)
    assert "Anna Koski (sales)" in plan_text
    assert "Anna Koski (it)" in plan_text


def test_a_double_name_keeps_both_of_its_letters() -> None:
    assert short_name("Olli-Pekka Niskanen") == "O.-P. Niskanen"
    assert short_name("Riikka Saarelma") == "R. Saarelma"
