"""Every worked case of the responsibility diagnosis, and agreement against published examples."""

import pytest

from cxworkshop.method.responsibility import Answer, Tally, diagnose, judge, krippendorff_alpha, tally


def ballots(text: str) -> dict[str, Answer]:
    """Reads "p1>p2 p2:nobody": participant > person, or participant : kind."""
    found = {}
    for part in text.split():
        if ">" in part:
            who, named = part.split(">")
            found[who] = Answer("person", named)
        else:
            who, kind = part.split(":")
            found[who] = Answer(kind)
    return found


def named(person: str, *voters: int) -> str:
    return " ".join(f"p{voter}>{person}" for voter in voters)


@pytest.mark.parametrize(
    ("given", "agreement", "status", "reason"),
    [
        (named("p1", 1, 2, 3), 1.0, "held", "agreed"),
        (named("p1", 1, 2, 3) + " p4>p2", 0.5, "held", "agreed"),
        (named("p1", 1, 2, 3, 4, 5, 6) + " " + named("p9", 7, 8), 0.5714, "held", "agreed"),
        (named("x1", 1, 2, 3, 4, 5, 6) + " p7:nobody p8:dont_know", 0.7143, "held", "agreed"),
        ("p1>p1 p2>p2", 0.0, "contested", "rival_self_claims"),
        ("p1>p2 p2>p1", 0.0, "unclear", "low_agreement"),
        ("p1>p2 p2>p3 p3>p1", 0.0, "unclear", "low_agreement"),
        (
            "p1:nobody p2:nobody p3:nobody p4:nobody p5>p1 p6>p1 p7>p2 p8>p2",
            0.2857,
            "vacant",
            "nobody_majority",
        ),
        ("p1>p1 p2:nobody p3:nobody p4:nobody", 0.5, "unclear", "claimed_not_recognised"),
        ("p1:several p2:several p3:several", 1.0, "vacant", "shared_by_all"),
        ("p1:partner p2:partner p3:partner", 1.0, "vacant", "partner_only"),
        ("p1:nobody p2:nobody p3:nobody", 1.0, "vacant", "nobody_named"),
        ("p1:dont_know p2:dont_know p3:dont_know", None, "vacant", "nobody_knows"),
        (
            named("p1", 1, 2, 3) + " p4:dont_know p5:dont_know p6:dont_know p7:dont_know p8:dont_know",
            1.0,
            "unclear",
            "mostly_unknown",
        ),
        (named("p7", 1, 2, 3, 4, 5, 6) + " p7:partner p8:partner", 0.5714, "unclear", "nominee_unaware"),
        (
            named("p3", 1, 2, 4) + " " + named("p7", 3, 5, 6) + " " + named("p2", 7, 8),
            0.25,
            "contested",
            "finger_pointing",
        ),
        ("p1>p1 p2>p1 p3>p4 p4>p4 p5>p7 p6:nobody p7:nobody p8>p1", 0.1786, "contested", "rival_self_claims"),
        ("p1>p1 p2:partner p3:partner p4:nobody", 0.1667, "unclear", "claimed_not_recognised"),
        ("p1>p2 p2:partner p3:partner p4:nobody", 0.1667, "vacant", "partner_majority"),
        ("p1>p1 p2>p1 p3>p4 p4>p5 p5>p4", 0.2, "contested", "split_vote"),
        ("p1>p2 p2:several p3:several p4:dont_know", 0.3333, "unclear", "shared"),
        ("p1>p1", None, "insufficient", "one_ballot"),
        ("", None, "not_asked", "no_ballots"),
    ],
)
def test_ballots_are_diagnosed_as_the_method_works_them_out(
    given: str, agreement: float | None, status: str, reason: str
) -> None:
    found = diagnose(ballots(given))
    assert (found.status, found.reason) == (status, reason)
    assert found.agreement == (None if agreement is None else pytest.approx(agreement, abs=5e-5))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("p1:nobody p2:partner p3:several p4:dont_know", "nobody_named"),
        ("p1:partner p2:several p3:dont_know", "partner_only"),
        ("p1:several p2:dont_know", "shared_by_all"),
        ("p1:dont_know p2:dont_know p3:nobody", "nobody_knows"),
    ],
)
def test_where_no_person_is_named_the_largest_group_says_why(given: str, reason: str) -> None:
    assert diagnose(ballots(given)).reason == reason


def test_an_absent_person_can_be_held_because_nobody_can_check_whether_they_know() -> None:
    assert diagnose(ballots("p1>x1 p2>x1 p3>x1 p4>x1")).status == "held"
    assert diagnose(ballots("p1>p4 p2>p4 p3>p4 p4>p1")).reason == "nominee_unaware"


def test_an_answer_that_is_not_finished_is_not_counted() -> None:
    told = tally({"p1": Answer("person", "p1"), "p2": Answer("person"), "p3": Answer("")})
    assert (told.n, told.answered) == (1, ("p1",))


def test_a_diagnosis_says_how_many_answered_and_who_was_named_most() -> None:
    found = diagnose(ballots("p1>p2 p2>p2 p3>p1 p4>p1 p5:dont_know"))
    assert (found.n, found.m) == (5, 4)
    assert found.top == ("p1", "p2")
    assert found.top_share == pytest.approx(0.4)
    assert found.self_claims == ("p2",)
    assert found.counts == {"p1": 2, "p2": 2, "dont_know": 1}


def test_a_tally_is_judged_without_knowing_who_voted() -> None:
    assert judge(Tally(votes=(("p1", 3),), self_claims=("p1",), answered=("p1", "p2", "p3"))).status == "held"


def columns(*rows: str) -> list[list[str | None]]:
    """Units from one line of answers for each coder; a dot is a missing one."""
    return [[None if mark == "." else mark for mark in unit] for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        (columns(".....34121133.3", "1.213343.......", "..21344.21133.4"), 0.691),
        (columns("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
    ids=["three coders and 15 units", "Krippendorff 2011, example C"],
)
def test_alpha_agrees_with_published_examples(units: list[list[str | None]], alpha: float) -> None:
    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize("units", [[], [["p1", None], ["p2"]], [["p1", "p1"], ["p1", "p1", None]]])
def test_alpha_is_silent_where_nothing_can_be_compared(units: list[list[str | None]]) -> None:
    assert krippendorff_alpha(units) is None
