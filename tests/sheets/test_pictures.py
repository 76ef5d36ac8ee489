"""What each picture says of a workshop, in words as well as in signs, and which cells it leads to."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from cxworkshop.editing.changes import add, set_value
from cxworkshop.language import speaking
from cxworkshop.method import thresholds
from cxworkshop.method.demo import demo_session
from cxworkshop.method.privacy import reduced
from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import PRIORITY
from cxworkshop.sheets.grid import Grid, View
from cxworkshop.sheets.picture import Drawing
from cxworkshop.sheets.pictures import CARD, TITLES, picture
from cxworkshop.sheets.pictures.board import day_beside
from cxworkshop.sheets.pictures.guessed import dots
from cxworkshop.sheets.pieces import cells
from cxworkshop.sheets.scale import Scale
from cxworkshop.sheets.steps import VIEWS, plans
from cxworkshop.sheets.steps.guessed import BELIEF
from cxworkshop.sheets.text import NO_BREAK
from tests.sheets.hands import NAMES, ON, begun, sheet_of

PICTURES = [
    (step, plan.id, view) for step in STEPS for plan in plans(step) for view in plan.views if view != CARD
]
WIDE = "お客様の声 👩‍👩‍👧 café"


def drawn(session: Session, list_id: str, view: str, width: int = 118, *, only: bool = False) -> Drawing:
    """A view of a list; `only` the priorities."""
    step = next(step for step, plan, _view in PICTURES if plan == list_id)
    grid = Grid(
        sheet_of(step, list_id), Reading(session, ON), View(priorities_since=session if only else None)
    )
    return picture(view).drawing(grid, width)


def said(drawing: Drawing) -> list[str]:
    return [
        "".join(text for text, _tone in line).rstrip().replace(NO_BREAK, " ")
        for line in (*drawing.head, *drawing.body)
    ]


def column(drawing: Drawing, heading: str) -> list[str]:
    """What stands below a heading, without the signs before it."""
    lines = said(drawing)
    top = next(i for i, line in enumerate(lines) if heading in line)
    x = lines[top].index(heading)
    return [
        line[x - 1 : x + 22].strip(" ▌●○?─") for line in lines[top + 1 :] if line[x - 1 : x + 22].strip(" ─")
    ]


def levels(**of: tuple[int | None, int | None, int | None]) -> Session:
    """Five touchpoints, each with importance, level and target."""
    session = begun(*NAMES)
    for id, values in of.items():
        for field, value in zip(("importance", "level_now", "level_target"), values, strict=True):
            session = set_value(Place("touchpoint_states", id, field), value)(session)
    return session


# ---- all of them -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("step", "list_id", "view"), PICTURES)
@pytest.mark.parametrize("width", [78, 118, 198])
@pytest.mark.parametrize("language", ["en", "fi"])
def test_no_line_is_wider_than_the_screen_and_no_spot_is_outside(
    step: str, list_id: str, view: str, width: int, language: str
) -> None:
    with speaking(language):
        drawing = drawn(demo_session(language), list_id, view, width)
        assert drawing.spots
        assert all(cells(line) <= width for line in (*drawing.head, *drawing.body))
        for spot in drawing.spots:
            assert 0 <= spot.x < spot.end <= width
            assert spot.line + spot.height <= len(drawing.body)


@pytest.mark.parametrize(("step", "list_id", "view"), PICTURES)
def test_every_spot_is_a_cell_of_its_row_in_the_list(
    step: str, list_id: str, view: str, demo: Session
) -> None:
    plan = sheet_of(step, list_id)
    grid = Grid(plan, Reading(demo, ON))
    for spot in drawn(demo, list_id, view).spots:
        row = grid.rows[spot.row]
        assert (spot.place.table, spot.place.id) in {(place.table, place.id) for place in row.values()}
        cells_of_row = [column.place(row) for column in grid.columns]
        assert spot.place in cells_of_row or not spot.place.field


@pytest.mark.parametrize(("step", "list_id", "view"), PICTURES)
def test_an_empty_picture_has_no_lines_and_says_what_is_missing(step: str, list_id: str, view: str) -> None:
    drawing = drawn(begun(), list_id, view)
    assert not drawing.spots
    assert not drawing.head
    assert len(picture(view).empty) > 40


@pytest.mark.parametrize(("step", "list_id", "view"), PICTURES)
def test_only_the_priorities_narrows_pictures_too(step: str, list_id: str, view: str, demo: Session) -> None:
    everything, narrowed = drawn(demo, list_id, view), drawn(demo, list_id, view, only=True)
    assert narrowed.spots
    if list_id in ("carrying", "gap"):  # people, and what was guessed of the demo's priorities and whole
        assert len(narrowed.spots) == len(everything.spots)
    else:
        assert len(narrowed.spots) < len(everything.spots)


@pytest.mark.parametrize(("step", "list_id", "view"), PICTURES)
def test_wide_and_odd_signs_keep_the_columns(step: str, list_id: str, view: str, demo: Session) -> None:
    session = demo
    for touchpoint in demo.touchpoints:
        session = set_value(Place("touchpoints", touchpoint.id, "name"), f"{WIDE} [b]{touchpoint.id}")(
            session
        )
    names = (("actions", "title"), ("choices", "text"), ("goals", "text"), ("measures", "name"))
    for table, field in names:
        for record in demo.records(table):
            session = set_value(Place(table, record.id, field), WIDE)(session)
    drawing = drawn(session, list_id, view, 78)
    assert all(cells(line) <= 78 for line in drawing.body)
    assert list_id == "carrying" or any("お客様の声" in line for line in said(drawing))


def test_every_view_that_an_activity_names_is_a_view_of_its_list() -> None:
    of = {plan.id: plan for step in STEPS for plan in plans(step)}
    assert all(view in ("", *of[list_id].views) for list_id, view in VIEWS.values())
    assert {view for _step, _list, view in PICTURES} < set(TITLES)


# ---- the matrix --------------------------------------------------------------------------------------------
def test_the_matrix_places_by_importance_and_by_what_is_missing_and_the_unknown_below() -> None:
    session = levels(tp01=(5, 4, 3), tp02=(5, 3, 4), tp03=(4, 1, 4), tp04=(4, None, 4), tp05=(None, 2, None))
    drawing = drawn(session, "levels", "matrix")
    assert column(drawing, "on target")[0] == "Seeing our ad"
    assert column(drawing, "one level short")[0] == "Home delivery"
    assert column(drawing, "two or more short")[1] == "Delivery messages"
    lines = said(drawing)
    assert any(line.startswith(" importance 5") and "Home delivery" in line for line in lines)
    below = lines[lines.index(" measure first") :]
    assert "? Invoice   Level now" in below[1]
    assert "? Returning a chair   Target level, Importance" in below[2]
    places = {spot.row: spot.place.field for spot in drawing.spots}
    assert places == {0: "priority", 1: "priority", 2: "priority", 3: "level_now", 4: "level_target"}


def test_what_is_out_of_scope_is_in_no_picture_of_levels() -> None:
    session = set_value(Place("touchpoint_states", "tp01", "in_scope"), False)(levels(tp01=(5, 1, 4)))
    for view in ("matrix", "journey"):
        assert not any("Seeing our ad" in line for line in said(drawn(session, "levels", view)))


# ---- the journey -------------------------------------------------------------------------------------------
def test_the_journey_runs_down_with_level_target_and_last_round(demo: Session) -> None:
    lines = said(drawn(demo, "levels", "journey"))
    installation = next(line for line in lines if "The installation" in line)
    assert installation.startswith(PRIORITY)
    assert installation.split()[2:] == [
        "·",
        "◦",
        "●─────────────────────│",
        "3",
        "→",
        "5,",
        "●",
        "fact,",
        "was",
        "2",
    ]
    unknown = next(line for line in lines if "Taking the old" in line)
    assert unknown.split()[5] == "?"
    assert "unknown: measure first" in unknown
    stages = [line.strip() for line in lines if line.startswith("  ")]
    assert stages[1:4] == ["Discover", "Compare", "Buy"]


def test_however_the_list_is_sorted_the_journey_runs_along_its_stages(demo: Session) -> None:
    plan = sheet_of("define", "levels")
    grid = Grid(plan, Reading(demo, ON), View(sort=plan.columns[0], is_descending=True))
    assert said(picture("journey").drawing(grid, 118)) == said(drawn(demo, "levels", "journey"))


# ---- figures -----------------------------------------------------------------------------------------------
def test_each_guess_is_a_dot_over_what_customers_say_and_the_verdict_is_in_words(demo: Session) -> None:
    drawing = drawn(reduced(demo.as_of(1)), "gap", "guessed")
    lines = said(drawing)
    assert lines[0] == " Would recommend us (NPS)"
    assert sum(line.count("●") for line in lines[1:3]) == 8
    guess, figure, axis, words = lines[3:7]
    assert guess.split()[:3] == ["we", "guessed", "32.5"]
    assert "customers say 9 ± 8" in figure
    assert "n = 412" in axis
    assert words == (
        "   ↑ too rosy. 7 of 8 guessed above the margin of what customers said, 0 below it, 1 within."
    )
    assert guess.index("▽") > figure.index("╡") > figure.index("◆") > figure.index("╞")
    assert figure.index("╞") > axis.index(" 0 ")
    assert [spot.place for spot in drawing.spots] == [
        Place("measures", "m01"),
        Place("measures", "m02"),
        BELIEF["belief"],
    ]


def test_how_many_believe_that_expectations_are_exceeded_stands_beside_what_customers_say(
    demo: Session,
) -> None:
    lines = said(drawn(demo.as_of(1), "gap", "guessed"))
    top = lines.index(" We exceed expectations")
    assert "we believe so: 75% of us" in lines[top + 1]
    assert "customers say 14.8% ± 3.4" in lines[top + 2]
    assert lines[top + 4].startswith("   ↑ too rosy. ")
    assert "60.2" in lines[top + 4] + lines[top + 5]


def test_of_too_few_guesses_neither_dots_nor_the_middle_one_show(demo: Session) -> None:
    session = reduced(demo.as_of(1))
    round_ = session.round.model_copy(update={"guesses": session.round.guesses[:3], "overall_levels": ()})
    drawing = drawn(session.model_copy(update={"rounds": (round_,)}), "gap", "guessed")
    assert not any(sign in line for line in said(drawing)[:3] for sign in "●▽")
    assert "from 4 answers on" in said(drawing)[1]


def test_more_guesses_than_have_room_above_each_other_are_counted() -> None:
    scale = Scale(0, 100, (), 11)
    assert [[mark.sign for mark in line] for line in dots((50,) * 4, scale)] == [["●"]] * 4
    assert [[mark.sign for mark in line] for line in dots((50,) * 9 + (70,), scale)] == [
        ["9"],
        ["●"],
        ["●"],
        ["●", "●"],
    ]
    assert dots((50,) * 12, scale)[0][0].sign == "+"


def test_a_trend_goes_down_by_days_and_says_what_is_more_than_chance(demo: Session) -> None:
    lines = said(drawn(demo, "measures", "trend"))
    before, now, _axis, words = lines[1:5]
    assert before.split()[:4] == ["20", "Jan", "2026", "9"]
    assert "21 ± 8  n = 398" in now
    assert before.index("◇") < now.index("◆")
    assert before.index("│") == now.index("│")
    assert words == "   ↗ better, +12 (margin ±11), a real change · target 20"
    advice = lines.index(" Satisfied with the advice")
    assert "cannot be told from chance" in lines[advice + 4]
    assert any("not measured" in line for line in lines)


def test_a_long_trend_shows_its_newest_figures_and_how_many_are_earlier(demo: Session) -> None:
    session = demo
    for month in range(1, 13):
        session = add("observations", id=f"x{month}", measure="m01", observed_on=date(2025, month, 1))(
            session
        )
        for field, value in (("promoters", 40 + month), ("passives", 30), ("detractors", 20)):
            session = set_value(Place("observations", f"x{month}", field), value)(session)
    lines = said(drawn(session, "measures", "trend"))
    assert lines[1] == "   2 earlier figures"
    assert "1 Mar 2025" in lines[2]
    assert "15 Oct 2026" in lines[13]


def test_a_goal_stands_between_its_start_and_its_target_in_signs_and_in_words(demo: Session) -> None:
    for list_id in ("goals", "reviews"):
        lines = said(drawn(demo.as_of(1), list_id, "progress"))
        axis, goal = lines[0], next(line for line in lines if "One contact is enough" in line)
        assert goal.index("╞") < goal.index("◆") < goal.index("╡") < goal.index("│")
        assert axis.index("start") < goal.index("◆") < axis.index("start") + len("start")
        assert axis.index("target") < goal.index("│") < axis.index("target") + len("target")
        words = " ".join(line.strip() for line in lines)
        assert "4.90 of 7 → 5.80 of 7 by 31 Dec 2026; now 4.90 ± 0.20 of 7: not reached yet" in words


def test_a_goal_that_is_to_hold_has_its_figure_at_its_level_and_one_without_a_measure_no_marks(
    demo: Session,
) -> None:
    session = set_value(Place("goals", "g27", "target"), 4.7)(demo)
    lines = said(drawn(session, "goals", "progress"))
    words = " ".join(line.strip() for line in lines)
    assert "hold at 4.7% by 30 Jun 2027; now 4.7%" in words
    held = next(i for i, line in enumerate(lines) if "hold at 4.7%" in line)
    assert any("◆" in line for line in lines[held - 2 : held])
    lines = said(drawn(demo, "goals", "progress"))
    old = next(line for line in lines if "The old appliance leaves" in line)
    assert not set("◆│╞") & set(old)
    assert any("no measure" in line for line in lines)


# ---- the map -----------------------------------------------------------------------------------------------
def test_the_map_says_how_the_touchpoints_divide_and_who_is_named(demo: Session) -> None:
    lines = said(drawn(demo, "responsibility", "map", 198))
    assert re.split(r" {2,}", lines[0]) == [
        " So far",
        "●●●●●●●●●● held 10",
        "◐◐◐◐ unclear 4",
        "◆ contested 1",
    ]
    assert re.split(r" {2,}", lines[1]) == [
        " From today on",
        "●●●●●●●●●●●●● agreed 13",
        "◌ agreed, in name only 1",
        "◐ unclear 1",
    ]
    repair = next(line for line in lines if "Warranty repair" in line)
    assert "◆ contested 4/9 ‡" in repair
    assert "████░░░░░░" in repair


def test_before_the_reveal_the_map_shows_no_answer(demo: Session) -> None:
    ballots = tuple(ballot.model_copy(update={"revealed_at": None}) for ballot in demo.round.ballots)
    hidden = demo.model_copy(
        update={"rounds": (*demo.rounds[:-1], demo.round.model_copy(update={"ballots": ballots}))}
    )
    lines = said(drawn(hidden, "responsibility", "map", 198))
    assert lines[0] == " So far         ··············· sealed, not revealed yet 15"
    assert not any("█" in line or "/9" in line for line in lines)


# ---- the load ----------------------------------------------------------------------------------------------
def test_the_load_shows_marks_against_the_limit_and_actions_that_wait(demo: Session) -> None:
    lines = said(drawn(demo, "carrying", "load"))
    assert lines[0].endswith("│ ●   5 of 15 touchpoints  ! over 4")
    assert lines[0].index("│") == lines[0].index(PRIORITY, 2) + 2 * thresholds.LOAD
    assert "4 actions" in lines[3]
    last = next(i for i, line in enumerate(lines) if "Marja Lehtoranta" in line)
    assert "0 of 15 touchpoints" in lines[last]
    assert "○   1 action" in lines[last + 1]


def test_the_limit_is_a_third_of_all_where_that_is_fewer_and_says_so() -> None:
    session = begun(*(f"Touchpoint {i}" for i in range(9)))
    for touchpoint in session.touchpoints[:4]:
        session = set_value(Place("ownerships", touchpoint.id, "accountable"), "p01")(session)
    lines = said(drawn(session, "carrying", "load"))
    assert "● ● ● │ ●   4 of 9 touchpoints  ! over 3" in lines[0]
    assert any("limit: 3, 33% of all touchpoints" in line for line in lines)


def test_the_last_round_is_in_the_legend_of_the_journey_only_where_there_was_one(demo: Session) -> None:
    assert any("last round" in line for line in said(drawn(demo, "levels", "journey")))
    first = begun(*NAMES)
    assert not any("last round" in line for line in said(drawn(first, "levels", "journey")))


def test_one_who_carries_sixty_and_does_a_hundred_things_still_says_so_in_words() -> None:
    session = begun(*(f"Touchpoint {i}" for i in range(60)))
    for touchpoint in session.touchpoints:
        session = set_value(Place("ownerships", touchpoint.id, "accountable"), "p01")(session)
    for i in range(100):
        late = ON - timedelta(1) if i else ON
        session = add("actions", id=f"a{i}", title=f"Action {i}", owner="p01", due_on=late)(session)
    lines = said(drawn(session, "carrying", "load", 78))
    assert "60 of 60 touchpoints  ! over 4" in lines[0]
    assert any("100 actions  ! 99 overdue" in line for line in lines)


# ---- choices -----------------------------------------------------------------------------------------------
def test_choices_stand_in_whole_sentences_beside_what_they_cost() -> None:
    session = begun()
    does, gives_up = "We deliver in two hours " * 4, "We no longer deliver on Sundays " * 4
    session = add("choices", id="ch1", text=does.strip(), gives_up=gives_up.strip(), kind="strategic")(
        session
    )
    session = add("choices", id="ch2", text="Cheap too", kind="strategic")(session)
    session = add("choices", id="ch3", text="Refund", kind="daily", limit="€50")(session)
    drawing = drawn(session, "choices", "two_sides", 78)
    left = " ".join(line[:38].strip() for line in said(drawing))
    right = " ".join(line[38:].strip() for line in said(drawing))
    assert " ".join(does.split()) in " ".join(left.split())
    assert " ".join(gives_up.split()) in " ".join(right.split())
    assert right.count("! nothing yet") == 1
    assert "daily · €50" in left
    assert [spot.place.field for spot in drawing.spots] == ["text", "gives_up"] * 3


# ---- actions -----------------------------------------------------------------------------------------------
def due(*days: int | None) -> Session:
    """Actions by the days from today that they are due in."""
    session = begun("Invoice")
    for i, day in enumerate(days):
        due_on = None if day is None else ON + timedelta(day)
        session = add("actions", id=f"a{i}", title=f"Deed {day}", due_on=due_on)(session)
    return session


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (-1, "overdue"),
        (0, "within 30 days"),
        (30, "within 30 days"),
        (31, "31–60 days"),
        (60, "31–60 days"),
        (61, "61–90 days"),
        (90, "61–90 days"),
        (91, "later"),
        (None, "without a date"),
    ],
)
def test_an_action_stands_in_the_column_of_its_day(day: int | None, heading: str) -> None:
    assert column(drawn(due(day), "actions", "board"), heading)[0] == f"Deed {day}"


def test_the_next_thirty_sixty_and_ninety_days_stand_also_when_nothing_is_due() -> None:
    lines = said(drawn(due(200), "actions", "board"))
    assert all(f"{heading}  –" in lines[0] for heading in ("within 30 days", "31–60 days", "61–90 days"))
    assert "overdue" not in lines[0]


@pytest.mark.parametrize(
    ("day", "later", "earlier"),
    [
        (-9, "+30d", ""),
        (0, "+60d", ""),
        (30, "+60d", ""),
        (31, "+90d", "+30d"),
        (90, "+120d", "+60d"),
        (91, "", "+90d"),
        (None, "+30d", "+30d"),
    ],
)
def test_the_columns_beside_that_of_an_action(day: int | None, later: str, earlier: str) -> None:
    [action] = due(day).round.actions
    assert (day_beside(action, 1, ON), day_beside(action, -1, ON)) == (later, earlier)


def test_what_is_finished_is_not_overdue() -> None:
    session = set_value(Place("actions", "a0", "status"), "done")(due(-5))
    drawing = drawn(session, "actions", "board")
    assert not any("overdue" in line for line in said(drawing))
    assert column(drawing, "finished  1")[0] == "✓ Deed -5"
    assert not drawn(session, "actions", "owners").spots


@pytest.mark.parametrize("view", ["board", "owners"])
def test_the_headings_of_the_columns_are_known_at_every_line_of_the_board(demo: Session, view: str) -> None:
    drawing = drawn(demo, "actions", view, 80)
    assert drawing.headings[0].start == 0
    for spot in drawing.spots:
        over = drawing.heading_over(spot.line)
        assert over.stop <= spot.line
        assert "".join(text for text, _tone in drawing.body[over.start])[spot.x :].strip()


def test_by_owner_what_nobody_has_comes_first_then_the_most_loaded() -> None:
    session = due(5, 10, -3, None)
    for id, owner in (("a0", "p01"), ("a1", "p02"), ("a2", "p02")):
        session = set_value(Place("actions", id, "owner"), owner)(session)
    drawing = drawn(session, "actions", "owners")
    headings = said(drawing)[0]
    order = [headings.index(heading) for heading in ("nobody yet  1", "Timo Koski  2", "Anna Aalto  1")]
    assert order == sorted(order)
    assert column(drawing, "Timo Koski")[:2] == ["Deed -3", "! 2 Nov 2026"]
    fields = {spot.place.id: spot.place.field for spot in drawing.spots}
    assert fields == {"a0": "title", "a1": "title", "a2": "title", "a3": "owner"}


def test_an_action_is_about_the_touchpoint_of_its_goal() -> None:
    session = add("goals", id="g1", touchpoint="tp01", text="On time")(due(5))
    session = set_value(Place("actions", "a0", "goal"), "g1")(session)
    assert column(drawn(session, "actions", "board"), "within 30 days")[-1] == "Invoice"


# ---- claims, assumptions and what is unknown ---------------------------------------------------------------
@pytest.mark.parametrize("width", [78, 118])
@pytest.mark.parametrize("view", ["journey", "matrix"])
def test_a_claim_differs_from_an_assumption_at_any_width_and_the_legend_says_how(
    view: str, width: int
) -> None:
    session = begun("Invoice", "Delivery", "Advice")
    for touchpoint, basis in zip(session.touchpoints, ("fact", "assumption", "unknown"), strict=True):
        state = Place("touchpoint_states", touchpoint.id)
        for field, value in (
            ("level_now", 2),
            ("level_basis", basis),
            ("importance", 3),
            ("level_target", 3),
        ):
            session = set_value(state.at(field), value)(session)
    lines = said(drawn(session, "levels", view, width))
    assert any("Invoice !" in line for line in lines)
    assert not any("Delivery !" in line or "Advice !" in line for line in lines)
    assert any("○ ! said to be a fact" in line for line in lines)
    if view == "journey":
        assert next("?" in line for line in lines if "Advice" in line)


def test_the_legend_of_the_journey_stays_in_sight(demo: Session) -> None:
    head = Drawing(head=drawn(demo, "levels", "journey", 78).head)
    assert any("○ assumption" in line for line in said(head))
