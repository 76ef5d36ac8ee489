"""What leaders believe beside what customers say, in the plan, on its first page, and where rounds are
compared."""

from __future__ import annotations

from datetime import date

from cxworkshop.documents import write_document
from cxworkshop.documents.compared import sections
from cxworkshop.documents.compared_json import as_json
from cxworkshop.editing.changes import set_value, with_rows
from cxworkshop.method.revisit import compare
from cxworkshop.model.ballots import OverallLevel
from cxworkshop.model.measures import Guess
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

ON = date(2026, 11, 5)
BACKGROUND = "For background (Bain & Company 2005"


def plan(session: Session) -> str:
    return write_document(session, "plan", language="en", on=ON).replace("\\", "")


def believing(session: Session, *levels: int) -> Session:
    rows = tuple(OverallLevel(id=f"0{i}", value=level) for i, level in enumerate(levels))
    return with_rows(session, "overall_levels", rows)


def beliefs(session: Session) -> list[str]:
    parts = dict(sections(session, compare(session, 1, 2)))
    return parts["What we believed, and what customers say"]


def test_the_plan_has_a_line_of_gaps_for_each_round_beside_the_dated_background(demo: Session) -> None:
    text = plan(demo)
    assert (
        "| Spring 2026 | 6 of 8 | 14.8% ± 3.4 (n = 412) | +60.2 | "
        "We think better of ourselves than customers do. |"
    ) in text
    assert "| Autumn 2026 | 3 of 9 | 22.9% ± 4.1 (n = 398) | +10.5 |" in text
    assert BACKGROUND in text


def test_the_plan_says_how_well_each_round_guessed(demo: Session) -> None:
    assert "### Guessed and measured" in plan(demo)
    (row,) = (line for line in plan(demo).splitlines() if line.startswith("| Would recommend us (NPS) | 22"))
    assert "| 1 of 8 → 7 of 9 | 23.5 → 4.1 |" in row


def test_customers_who_think_better_of_us_are_said_on_the_first_page(demo: Session) -> None:
    text = plan(believing(demo, 2, 2, 2, 2, 3))
    first = text[: text.index("**What has changed")]
    assert "Customers think better of us than we do ourselves." in first
    assert "| 0 of 5 | 22.9% ± 4.1 (n = 398) | −22.9 |" in text


def test_a_gap_without_its_measure_asks_for_the_choice(demo: Session) -> None:
    text = plan(set_value(Place("measures", "m20", "asks_exceeded"), False)(demo))
    first = text[: text.index("**What has changed")]
    assert "Choose which measure asks whether expectations were exceeded" in first
    assert "Customers have not been asked." not in text


def test_rounds_are_compared_with_their_intervals_and_the_background(demo: Session) -> None:
    first, second, background, nps, _delivery = beliefs(demo)
    assert first == (
        "Round 1: 75% of us and 14.8% ± 3.4 (n = 412) of customers say that expectations are exceeded: "
        "+60.2 percentage points. We think better of ourselves than customers do."
    )
    assert "+10.5 percentage points" in second
    assert background.startswith(BACKGROUND)
    assert nps == (
        "Would recommend us (NPS) – round 1: 1 of 8 guesses within the margin, off by 23.5 in the middle; "
        "round 2: 7 of 9 guesses within the margin, off by 4.1 in the middle"
    )


def test_a_line_that_another_measure_broke_is_not_compared(demo: Session) -> None:
    rounds = (demo.rounds[0].model_copy(update={"exceeded_measure": "m16"}), *demo.rounds[1:])
    broken = demo.model_copy(update={"rounds": rounds})
    assert "Asked by another measure than before" in beliefs(broken)[1]
    assert "Another measure: not to be compared." in plan(broken)
    gaps = as_json(broken, compare(broken, 1, 2))["gaps"]
    assert [(gap["measure"], gap["is_broken"]) for gap in gaps] == [("m16", False), ("m20", True)]


def test_the_guesses_of_few_are_nowhere_in_the_comparison(demo: Session) -> None:
    three = tuple(Guess(id=f"m01:0{i}", measure="m01", value=20 + i) for i in range(3))
    seen = with_rows(demo, "guesses", three)
    assert "round 2" not in beliefs(seen)[3]
    assert [row["round"] for row in as_json(seen, compare(seen, 1, 2))["calibration"]["m01"]] == [1]


def test_a_late_figure_and_the_coverage_of_channels_are_in_the_plan(demo: Session) -> None:
    text = write_document(demo, "plan", language="en", on=date(2026, 11, 21)).replace("\\", "")
    assert "Figures that are late" in text
    assert "14 days late" in text
    assert "store 2 of 2" in text
    assert "delivery 3 of 4" in text
