"""The words of the staircase: complete in both languages, and readable in every sector."""

import re

import pytest

from cxworkshop.language import Bilingual, speaking
from cxworkshop.method import content, steps
from cxworkshop.method.activities import activities, agenda
from cxworkshop.method.day import BUFFER, is_break
from cxworkshop.model.actions import STEPS
from cxworkshop.model.ballots import FIVE_FUNCTIONS, VALUES
from cxworkshop.model.climb import GateOverride
from cxworkshop.model.goals import Goal
from cxworkshop.model.measures import CATEGORIES, METRICS, UNITS, Measure
from cxworkshop.model.organisation import CHANNELS, ELEMENTS
from cxworkshop.model.session import AGENDAS

SECTORS = ("private", "public", "third_sector")


def _texts(thing: object) -> list[Bilingual]:
    """Every bilingual text inside a step or a list of the content."""
    if isinstance(thing, Bilingual):
        return [thing]
    if isinstance(thing, tuple):
        return [text for part in thing for text in _texts(part)]
    return [text for part in getattr(thing, "__dict__", {}).values() for text in _texts(part)]


EVERYTHING = [
    *(steps.step(name, sector) for name in steps.STEPS for sector in SECTORS),
    *(content.starter_touchpoints(sector) for sector in SECTORS),
    *(content.starter_stages(sector) for sector in SECTORS),
    *(content.starter_measures(sector) for sector in SECTORS),
    *(tuple(activities(sector).values()) for sector in SECTORS),
    content.ground_rules(),
    content.five_functions(),
    content.values_check(),
    content.enabler_suggestions(),
    content.about(),
]


def test_the_staircase_has_the_steps_of_the_record() -> None:
    assert tuple(name for name, _words in STEPS) == steps.STEPS
    assert [steps.step(name).stair for name in steps.STEPS] == list(range(8))


def test_every_text_is_said_in_both_languages() -> None:
    texts = _texts(tuple(EVERYTHING))
    assert len(texts) > 400
    for text in texts:
        assert text.texts["en"].strip()
        assert text.texts["fi"].strip()


def test_each_step_says_what_to_say_ask_record_and_do_when_it_goes_wrong() -> None:
    for name in steps.STEPS:
        step = steps.step(name)
        assert step.id == name
        assert step.prompts
        assert step.failures
        assert step.gates


def test_there_are_61_readiness_checks_of_which_15_must() -> None:
    gates = steps.gates()
    assert len(gates) == len({gate.id for gate in gates}) == 61
    assert sum(gate.is_must for gate in gates) == 15
    assert [gate.step for gate in gates] == [steps.step_of(gate.id) for gate in gates]
    assert steps.gate("G3.10").step == "organise"
    with pytest.raises(KeyError):
        steps.gate("G5.4")


def test_a_public_service_is_not_asked_about_competition_profit_or_buying() -> None:
    private = re.compile(
        r"competit|profit|purchas|\bbuy|\bsell|the sale\b|kilpail|\bost|myymme|acquisition|yrityskaup",
        re.IGNORECASE,
    )
    for sector in ("public", "third_sector"):
        told = tuple(steps.step(name, sector) for name in steps.STEPS)
        for text in _texts((told, content.starter_touchpoints(sector), content.starter_stages(sector))):
            assert not private.search(text.texts["en"] + " " + text.texts["fi"]), text


def test_a_step_of_the_private_sector_speaks_of_competitors() -> None:
    assert "competitor" in str(steps.step("define").prompts[2])
    with speaking("fi"):
        assert "kilpailija" in str(steps.step("define").prompts[2])


@pytest.mark.parametrize("sector", SECTORS)
def test_the_starters_fit_the_record(sector: str) -> None:
    stages = [stage.id for stage in content.starter_stages(sector)]
    assert len(stages) == 6
    assert sum(stage.decision_point for stage in content.starter_stages(sector)) == 1
    assert "receive" in stages  # where the last metre is
    touchpoints = content.starter_touchpoints(sector)
    assert len(touchpoints) == 24
    assert {starter.stage for starter in touchpoints} == set(stages)
    assert {starter.channel for starter in touchpoints} <= {value for value, _words in CHANNELS}
    assert {starter.element for starter in touchpoints} <= {value for value, _words in ELEMENTS}
    assert all(len(text) <= 60 for starter in touchpoints for text in starter.name.texts.values())
    for measure in content.starter_measures(sector):
        assert measure.metric in dict(METRICS)
        assert measure.unit in dict(UNITS)
        assert measure.category in dict(CATEGORIES)
        Measure(
            id="m",
            name=str(measure.name),
            metric=measure.metric,
            unit=measure.unit,
            direction=measure.direction,
            category=measure.category,
        )


def test_agendas_fill_their_time() -> None:
    minutes = {name: sum(item.planned_min or 0 for item in agenda(name)) for name, _words in AGENDAS}
    assert minutes == {
        "half_day": 180, "full_day": 420, "ninety_minutes": 90, "revisit_half_day": 180, "check_30_days": 30,
        "check_90_days": 75,
    }  # fmt: skip


def test_no_agenda_goes_on_for_more_than_an_hour_and_a_half_without_a_break() -> None:
    for name, _words in AGENDAS:
        stretch = 0
        for item in agenda(name):
            stretch = (
                0 if is_break(item) else stretch + (0 if item.block == BUFFER else item.planned_min or 0)
            )
            assert stretch <= 90, (name, item.block)


def test_the_blind_scores_ask_what_the_record_keeps() -> None:
    assert [row.key for row in content.five_functions()] == [key for key, _words in FIVE_FUNCTIONS]
    assert [row.key for row in content.values_check()] == [key for key, _words in VALUES]


def test_every_reason_of_the_diagnosis_has_words() -> None:
    assert str(content.reason("finger_pointing")).startswith("Several people are named")
    with pytest.raises(KeyError):
        content.reason("unheard_of")


def test_terms_and_vague_words_are_kept_in_both_languages() -> None:
    assert len(content.glossary()) > 150
    assert "seamless" in content.vague_words("en")
    assert "pyri" in content.vague_words("fi")
    assert content.vague_words(None) == content.vague_words("en")


def test_the_ids_of_checks_and_rows_stand_apart() -> None:
    """An override is kept under the check's id."""
    assert GateOverride(id="G3.5", gate="G3.5").gate in {gate.id for gate in steps.gates()}
    assert Goal.table.prefix != "G"


def test_the_terms_of_a_step_are_those_its_texts_use() -> None:
    organise = [term.text.texts["en"] for term in steps.terms("organise")]
    assert {"accountable person", "mandate", "objection"} <= set(organise)
    assert "perception gap" not in organise
    assert all(term.text.texts["fi"] for step in steps.STEPS for term in steps.terms(step))


@pytest.mark.parametrize("check", ["", "G", "G9.1", "G3.99", "nonsense", "G²."])
def test_a_check_that_there_is_not_is_a_key_error(check: str) -> None:
    with pytest.raises(KeyError):
        steps.gate(check)


# ---- where a climb goes on ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("states", "step"),
    [
        ({}, "landing"),
        ({"landing": "in_progress"}, "landing"),
        ({"landing": "passed"}, "define"),
        ({"landing": "passed", "define": "passed_with_override"}, "develop"),
        ({"landing": "passed", "develop": "passed"}, "organise"),  # Define was walked around
        ({"redefine": "passed"}, "closing"),
        ({"closing": "passed"}, "closing"),
        ({"landing": "passed", "define": "ready"}, "define"),
    ],
)
def test_a_climb_goes_on_above_the_highest_step_passed(states: dict[str, str], step: str) -> None:
    assert steps.next_step(states) == step


def test_each_check_belongs_to_the_stair_it_is_numbered_by() -> None:
    assert [steps.step_of(f"G{stair}.1") for stair in range(8)] == list(steps.STEPS)
    assert [steps.gate(f"G{stair}.1").step for stair in range(7)] == list(steps.STEPS[:7])


def test_a_term_is_known_by_what_is_said_of_it_and_a_list_of_labels_by_nothing() -> None:
    """What stands in brackets, or after the comma, is for the translator."""
    said = {name: [term.text.texts["en"] for term in steps.terms(name)] for name in steps.STEPS}
    assert {"owner (of an action)", "practice, way of working"} <= set(said["implement"])
    assert not any(
        "experience, behaviour, business, management (measure)" in terms for terms in said.values()
    )


@pytest.mark.parametrize("language", ["en", "fi"])
def test_the_landing_opens_with_what_is_shown_and_stored_of_blind_answers(language: str) -> None:
    assert steps.step("landing").opening.texts[language].endswith(content.blind_promise().texts[language])
