"""Whatever a person says the columns of a file are for, the page and the verb answer in words."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkshop.cli import main
from cxworkshop.editing import create
from cxworkshop.errors import Unreadable
from cxworkshop.importing.survey.bad_lines import bad_lines
from cxworkshop.importing.survey.choices_file import ROLES as IN_CHOICES
from cxworkshop.importing.survey.preview import ROLES, Preview, begun, with_role
from cxworkshop.importing.survey.shapes import Item, Roles
from cxworkshop.importing.survey.tally import tally
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.session import Round, Session
from cxworkshop.sheets.survey_page import page_of
from tests.importing.survey.files import KNOWN, TODAY

HEADINGS = st.sampled_from(
    ["Vastausnro", "Vastauspäivä", "Kosketuspiste", "Arvosana (1–5)", "Kuinka helppoa?", "Lasku", "kpl", "",
     "Käynti: miten se sujui? (1–5)", "Kysymys", "Asiakasryhmä", "Nimi"]
)  # fmt: skip
CELLS = st.sampled_from(
    ["1", "2", "3,5", "9 – very likely", "Lasku", "Invoice", "3.2.2026", "2026-02-03 10:15", "99", "EOS", "",
     "Yhteensä", "x"]
)  # fmt: skip
FILES = st.integers(1, 5).flatmap(
    lambda width: st.tuples(
        st.lists(HEADINGS, min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8),
    )
)
SESSION = Session(
    rounds=(Round(id="1"),), touchpoints=tuple(Touchpoint(id=id, name=name) for id, name in KNOWN.items())
)


def text_of(file: tuple[list[str], list[list[str]]]) -> str:
    heading, rows = file
    return "".join(";".join(cells) + "\n" for cells in (heading, *rows))


@settings(max_examples=150, deadline=None)
@given(FILES, st.lists(st.tuples(st.integers(0, 4), st.sampled_from(list(ROLES))), max_size=6))
def test_every_column_can_be_said_to_be_for_anything(
    file: tuple[list[str], list[list[str]]], said: list[tuple[int, str]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        path.write_text(text_of(file), "utf-8")
        try:
            preview = begun(path)
        except Unreadable:  # blank headings over blank cells
            return
        for column, role in said:
            if column < len(preview.look.names):
                preview = with_role(preview, column, role)
        answers_page(preview)


def answers_page(preview: Preview) -> None:
    """The page of a file counts every answer of it once."""
    if not preview.roles.answers:
        assert page_of(preview, SESSION, TODAY).survey is None
        return
    preview = preview._replace(tally=tally(preview.look, preview.roles))
    page, understood = page_of(preview, SESSION, TODAY), preview.understood(SESSION, TODAY)
    assert page.survey is not None
    assert understood is not None
    unknown = sum(one.answers for one in understood.unknown.values())
    fates = (understood.used, understood.not_applicable, understood.left_out, unknown)
    assert sum(fates) + sum(understood.rejects.values()) == understood.answers
    listed = bad_lines([(preview.look, preview.roles)], understood)
    assert bool(listed) == bool(any(understood.rejects.values()) or understood.aside)


@settings(max_examples=40, deadline=None)
@given(FILES, st.lists(st.tuples(st.integers(0, 4), st.sampled_from(IN_CHOICES)), max_size=5))
def test_the_verb_answers_to_any_choice_of_columns(
    file: tuple[list[str], list[list[str]]], said: list[tuple[int, str]]
) -> None:
    heading, _rows = file
    columns: dict[str, list[str]] = {}
    for column, role in said:
        columns.setdefault(role, []).append(heading[column % len(heading)])
    lines = [
        f"{role} = {json.dumps(named if role == 'answers' else named[0], ensure_ascii=False)}"
        for role, named in columns.items()
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "answers.csv").write_text(text_of(file), "utf-8")
        (path / "map.toml").write_text("\n".join(["[columns]", *lines]), "utf-8")
        create(path / "k.json", SESSION).close()
        named = [str(path / name) for name in ("k.json", "answers.csv", "map.toml")]
        assert main(["import", *named[:2], "--map", named[2], "--on", "2026-11-29", "--yes"]) in (0, 1, 2)


@pytest.mark.parametrize(
    ("roles", "items"),
    [
        (Roles((1, 2), touchpoint=0), {Item("Lasku", "Kuinka helppoa?"), Item("Lasku", "Suosittelisitko?")}),
        (
            Roles((1, 2), question=0),
            {Item("Lasku", "Kuinka helppoa?"), Item("Lasku", "Suosittelisitko?")},
        ),
        (
            Roles((1, 2), touchpoint=0, question=3),
            {Item("Lasku", "Syksy – Kuinka helppoa?"), Item("Lasku", "Syksy – Suosittelisitko?")},
        ),
    ],
)
def test_a_row_that_names_its_touchpoint_can_have_several_answers(
    tmp_path: Path, roles: Roles, items: set[Item]
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "Kohta;Kuinka helppoa?;Suosittelisitko?;Kysely\nLasku;5;9;Syksy\nLasku;4;10;Syksy\n", "utf-8"
    )
    counted = tally(begun(path).look, roles)
    assert {item for item, _answer, _day in counted.answers} == items
    assert counted.answers.total() == 4
