"""A box in a document is a promise: what is ticked there comes back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cxworkshop.documents import write_document
from cxworkshop.importing.checkin import check_in
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.organisation import Person
from cxworkshop.model.session import Round, Session

DAY = date(2026, 11, 21)
SESSION = Session(
    people=(Person(id="p1", name="Aino"),),
    rounds=(
        Round(
            id="1",
            started_on=DAY,
            actions=(Action(id="a1", title="Call them", owner="p1", due_on=DAY),),
            commitments=(
                Commitment(id="c1", person="p1", text="I ride along", by=DAY),
                Commitment(id="c2", person="p1", text="I listen", by=DAY, kept=True),
            ),
        ),
    ),
)


@pytest.mark.parametrize("name", ["plan", "owner", "check-30", "check-90"])
@pytest.mark.parametrize("language", ["en", "fi"])
def test_every_box_that_can_be_ticked_is_read_back(name: str, language: str) -> None:
    text = write_document(SESSION, name, language=language, on=DAY)
    boxes = [line for line in text.splitlines() if re.match(r" *- \[[ x-]\]", line)]
    assert boxes
    for line in boxes:
        assert [update.action.id for update in check_in(SESSION, line.replace("[ ]", "[x]"), DAY).updates]


def test_page_one_names_promises_without_a_box_and_says_which_were_kept() -> None:
    first = write_document(SESSION, "plan", language="en", on=DAY).partition("## A page for each")[0]
    assert "- 21 Nov 2026 – **Aino**: Promised aloud: “I ride along”\n" in first
    assert "- 21 Nov 2026 – **Aino**: Promised aloud: “I listen” (kept)\n" in first
