"""Writing a ballot sheet fixes its letters, and says so only where they still had to be fixed."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.editing import create
from cxworkshop.editing.changes import add
from cxworkshop.editing.printing import are_fixed, record_printed
from cxworkshop.editing.voting import printed
from cxworkshop.model.session import Session


def test_letters_that_are_fixed_already_need_no_open_file(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    with_one = add("people", id="p1", name="Aino")(Session())
    opened = create(path, with_one)  # stays locked
    assert not are_fixed(with_one)
    assert record_printed(path)
    opened.apply(printed())
    opened.save()
    assert are_fixed(opened.session)
    assert record_printed(path) == ""
    opened.close()


def test_a_sheet_without_candidates_has_no_letters_to_fix() -> None:
    assert are_fixed(Session())
