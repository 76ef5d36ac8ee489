"""Understands the first row of a pasted table as headings: the columns that it names, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cxworkshop.language import LANGUAGES, _, speaking
from cxworkshop.model.matching import folded
from cxworkshop.model.place import field_of
from cxworkshop.model.session import TABLES
from cxworkshop.sheets.cells import Column

_ALSO = {
    "people.name": {
        "name", "full name", "participant", "person",
        "nimi", "koko nimi", "osallistuja", "henkilö", "etu- ja sukunimi",
    },
    "people.role": {
        "role", "title", "job title", "position", "rooli", "titteli", "tehtävä", "tehtävänimike", "nimike",
    },
    "actions.owner": {
        "accountable", "responsible", "who", "assignee", "vastuuhenkilö", "vastuu", "vastuussa", "kuka",
    },
    "actions.due_on": {"deadline", "by", "when", "date", "määräaika", "mihin mennessä", "milloin", "pvm"},
    "goals.follows_up": {
        "who follows up", "follows up", "follow up", "follow-up", "followed up by", "follower", "who asks",
        "asks after it", "kuka kysyy perään", "kysyy perään", "kysyjä", "perään kysyjä", "seuraa", "seuraaja",
    },
    "people.function": {"department", "unit", "osasto", "yksikkö", "toiminto"},
}  # fmt: skip
"""What spreadsheets of others call our columns."""
_ANY_NAME = {"name", "nimi"}
GIVEN = {"first name", "given name", "firstname", "etunimi", "etunimet", "kutsumanimi"}
FAMILY = {"last name", "family name", "surname", "lastname", "sukunimi"}
_UNUSED = {
    "#", "no", "nr", "nro", "id", "e-mail", "email", "mail", "e-mail address", "email address", "phone",
    "telephone", "mobile", "company", "organisation", "organization", "address", "comment", "comments",
    "notes", "sähköposti", "sähköpostiosoite", "puhelin", "puhelinnumero", "matkapuhelin", "yritys",
    "organisaatio", "osoite", "kommentti", "huomiot", "huom",
}  # fmt: skip
"""Headings of what no list has a column for."""


def named_columns(
    cells: Sequence[str], columns: Sequence[Column], first: Column | None
) -> list[Column | None] | None:
    """The column that each cell names, None for one that names none; None as a whole where the cells are no
    headings. A single cell is one where it names the `first` column, which is None where any will do."""
    titles = [_compared(cell) for cell in cells]
    filled = [title for title in titles if title]
    if not filled:
        return None
    named: list[Column | None] = []
    for title in titles:
        column = next((c for c in columns if title and title in names_of(c) and c not in named), None)
        named.append(column)
    if {*titles} & GIVEN and {*titles} & FAMILY:
        name = next((c for c in columns if c.content == "people.name"), None)
        named = [
            name if title in GIVEN | FAMILY else column for title, column in zip(titles, named, strict=True)
        ]
    known = sum(column is not None or title in _UNUSED for title, column in zip(titles, named, strict=True))
    found = [column for column in named if column is not None]
    if not found or known * 2 <= len(filled):
        return None
    is_another = len(filled) == 1 and first is not None and found[0] is not first
    return None if is_another else named


@lru_cache(maxsize=1024)
def names_of(column: Column) -> frozenset[str]:
    """Everything that a column is called, as names are compared."""
    names = {*_ALSO.get(column.content, ())} if isinstance(column.content, str) else set[str]()
    for language in LANGUAGES:
        with speaking(language):
            names.add(column.heading())
            if column.field and column.alias in TABLES:
                names.add(_(field_of(column.alias, column.field).kind.label))
                table = TABLES[column.alias].table
                if table.names == column.field:
                    names |= {_(table.singular), _(table.label), *_ANY_NAME}
    return frozenset(_compared(name) for name in names if name)


def _compared(heading: str) -> str:
    return folded(heading).strip(" :*.")
