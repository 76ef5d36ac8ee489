"""The name of a written file is safe on every system, and tells what is in it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents.names import document_name, file_name
from cxworkshop.model.organisation import Organisation, Person
from cxworkshop.model.session import Session

RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Devices that Windows takes for no file; Python's own list is deprecated from 3.13 on."""


@given(st.text(max_size=300))
def test_any_text_makes_a_safe_part_of_a_file_name(text: str) -> None:
    name = file_name(text)
    assert name
    assert len(name.encode()) <= 81
    assert PurePosixPath(name).name == name == PureWindowsPath(name).name
    assert not RESERVED.fullmatch(name)
    assert not name.startswith("-")
    assert "." not in name
    assert file_name(name.rstrip("-")) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kuusilinna Koti Oy", "kuusilinna-koti-oy"), ("Hämeen Sähkö", "hameen-sahko"), ("a" * 300, "a" * 80),
        ("../../etc/passwd", "etc-passwd"), ("C:\\x", "c-x"), ("CON", "con-"), ("nul.txt", "nul-txt"), ("",
            "unnamed"),
        ("日本", "日本"), ("が", "が"),
    ],
)  # fmt: skip
def test_names_read_as_the_text_they_were_made_of(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_document_is_named_by_day_organisation_round_and_language() -> None:
    session = Session(
        organisation=Organisation(id="organisation", name="Kuusilinna Koti Oy"),
        people=(Person(id="p1", name="Aino Räty"),),
    )
    assert (
        document_name(session, "plan", "fi", date(2026, 11, 5))
        == "2026-11-05-kuusilinna-koti-oy-r1-plan.fi.md"
    )
    assert (
        document_name(session, "owner", "en", date(2026, 11, 5), "p1")
        == "2026-11-05-kuusilinna-koti-oy-r1-owner-aino-raty.en.md"
    )
    assert document_name(Session(), "plan", "en", date(2026, 11, 5)) == "2026-11-05-unnamed-r1-plan.en.md"
