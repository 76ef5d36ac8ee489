"""The readiness checks of Measure: a figure for every touchpoint, and n for every figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.language import N_, say, say_n
from cxworkshop.method import lookup, thresholds
from cxworkshop.method.checks.finding import (
    Missing,
    WordList,
    check,
    empty,
    empty_map,
    gaps_of,
    missing,
    missing_if,
    missing_with,
)
from cxworkshop.method.checks.sides import side_cells, unsaid_words
from cxworkshop.method.figures import unmeasured
from cxworkshop.method.intervals import answers, is_total, observations_of
from cxworkshop.method.lookup import grouped, in_scope, measures_in_use, ownership_of
from cxworkshop.method.mandates import is_paid, is_shaky
from cxworkshop.method.measuring import late_measures
from cxworkshop.method.perceptions import exceeded_measure, marked_measures, offered_for_gap
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

VARIETY_AT_LEAST = 2
"""Customer groups, and situations, behind a figure of the whole relationship."""
_KINDS = (("experience", N_("experience")), ("behaviour", N_("behaviour")), ("business", N_("business")))


@check("G5.1")
def touchpoints_are_measured(session: Session, _on: date) -> Missing | None:
    """Each touchpoint has a measure with source, rhythm and owner, and a figure or the date of its first."""
    scope, unknown = in_scope(session), frozenset(unmeasured(session, with_goals=False))

    def cells(touchpoint: Touchpoint) -> Sequence[Place]:
        gaps = [
            empty(
                measure,
                Place("measures", measure.id),
                "source",
                "cadence_days",
                "owner",
                *(["first_value_by"] if touchpoint.id in unknown else []),
            )
            for measure in measures_in_use(session)
            if touchpoint.id in measure.touchpoints
        ]
        return min(gaps, key=len, default=[Place("measures", "")])

    gaps = sorted(
        gaps_of(scope, cells), key=lambda gap: not gap[0].id
    )  # a measure half described before one still to be found
    if not scope:
        return empty_map()
    if any("first_value_by" not in {place.field for place in gap} for gap in gaps):
        words = say_n(  # some have a figure, and count as measured in the header
            "{n} of {all} touchpoints: no measure with source, rhythm, owner",
            "{n} of {all} touchpoints: no measure with source, rhythm, owner",
            len(gaps),
            all=len(scope),
        )
    else:
        words = say_n(
            "{n} of {all} touchpoints is not measured",
            "{n} of {all} touchpoints are not measured",
            len(gaps),
            all=len(scope),
        )
    sides_unsaid = side_cells(session, of_goals=False)
    return missing_with(missing_if(gaps, words), sides_unsaid, unsaid_words(sides_unsaid))


@check("G5.2")
def figures_have_n_and_date(session: Session, _on: date) -> Missing | None:
    """Each figure has n and a date; a total needs no n."""
    observations = session.round.observations

    def cells(observation: Observation) -> Sequence[Place]:
        place, measure = Place("observations", observation.id), lookup.measure(session, observation.measure)
        is_counted = answers(observation) or (measure is not None and is_total(measure, observation))
        return ([] if is_counted else [place.at("n")]) + empty(observation, place, "observed_on")

    gaps = gaps_of(observations, cells)
    words = say_n(
        "{n} of {all} figures lacks n or a date",
        "{n} of {all} figures lack n or a date",
        len(gaps),
        all=len(observations),
    )
    return missing_if(gaps, words)


@check("G5.3")
def enough_customers_have_answered(session: Session, _on: date) -> Missing | None:
    """At least 30 answers; for a figure of the whole relationship, two customer groups and two situations."""
    newest = [
        observation
        for measure in measures_in_use(session)
        if (observation := _newest(session, measure)) is not None
    ]
    few = [
        Place("observations", observation.id, "n")
        for observation in newest
        if (n := answers(observation)) is not None and n < thresholds.INDICATIVE_N
    ]
    if few:
        words = say_n(
            "{n} figure rests on fewer than {least} answers",
            "{n} figures rest on fewer than {least} answers",
            len(few),
            least=thresholds.INDICATIVE_N,
        )
        return missing(words, *few)
    gaps = gaps_of(
        (
            measure
            for measure in measures_in_use(session)
            if measure.category == "experience" and not measure.touchpoints
        ),
        _narrow,
    )
    words = say_n(
        "{n} measure of the whole covers too few kinds of cases",
        "{n} measures of the whole cover too few kinds of cases",
        len(gaps),
    )
    return missing_if(gaps, words)


def _newest(session: Session, measure: Measure) -> Observation | None:
    """The newest observation of this round; those of closed rounds cannot be completed."""
    observations = grouped(session.round.observations, "measure").get(measure.id, ())
    return max(observations, key=lambda observation: observation.observed_on or date.min, default=None)


def _narrow(measure: Measure) -> list[Place]:
    fields = ("segments_covered", "event_types_covered")
    return [
        Place("measures", measure.id, field)
        for field in fields
        if (getattr(measure, field) or 0) < VARIETY_AT_LEAST
    ]


@check("G5.5")
def measures_cover_all_kinds(session: Session, _on: date) -> Missing | None:
    """The set covers experience, behaviour, business and, where people can choose, recommendation."""
    measures = measures_in_use(session)
    if not measures:
        return missing(say("No measure yet"), Place("measures", ""))
    categories = {measure.category for measure in measures}
    lacking = [words for kind, words in _KINDS if kind not in categories]
    recommends = any(measure.metric == "nps" and measure.category == "experience" for measure in measures)
    if not (recommends or session.organisation.sector == "public"):
        lacking.append(N_("recommendation"))
    uncategorised = [
        Place("measures", measure.id, "category") for measure in measures if measure.category is None
    ]
    return (
        missing(
            say("No measure yet of: {kinds}", kinds=WordList(*lacking)), *uncategorised, Place("measures", "")
        )
        if lacking
        else None
    )


@check("G5.6")
def measures_are_visible(session: Session, _on: date) -> Missing | None:
    """Measures are visible to all staff; each exception is listed with its reason."""

    def cells(measure: Measure) -> Sequence[Place]:
        place = Place("measures", measure.id)
        return (
            []
            if measure.visible_to == "all_staff"
            else empty(measure, place, "visible_to", "visibility_reason")
        )

    gaps = gaps_of(measures_in_use(session), cells)
    words = say_n(
        "{n} measure is hidden from staff without a reason",
        "{n} measures are hidden from staff without a reason",
        len(gaps),
    )
    return missing_if(gaps, words)


@check("G5.7")
def pay_follows_steady_figures(session: Session, _on: date) -> Missing | None:
    """A bonus follows no survey figure with fewer than 200 answers (Bain 2011)."""
    paid = [
        (Place("ownerships", touchpoint.id), ownership_of(session, touchpoint.id).reward)
        for touchpoint in in_scope(session)
    ]
    paid.append((Place("cx_lead", "cx_lead"), session.round.cx_lead.reward))
    shaky = [
        place.at("reward.measures")
        for place, reward in paid
        if is_paid(reward) and any(is_shaky(session, measure_id) for measure_id in reward.measures)
    ]
    words = say_n(
        "{n} bonus follows a survey with under {least} answers",
        "{n} bonuses follow a survey with under {least} answers",
        len(shaky),
        least=thresholds.STEADY_SURVEY_N,
    )
    return missing(words, *shaky) if shaky else None


@check("G5.8")
def belief_has_its_measure(session: Session, _on: date) -> Missing | None:
    """One measure is chosen that asks customers whether expectations were exceeded."""
    if exceeded_measure(session) is not None:
        return None
    marked, offered = marked_measures(session), offered_for_gap(session)
    words = (
        say("Only one measure may ask if expectations were exceeded")
        if len(marked) > 1
        else say("The measure of exceeded expectations is no share in %")
        if marked
        else say("Choose which measure asks if expectations were exceeded")
        if offered
        else say("No measure asks whether expectations were exceeded")
    )
    marks = (Place("measures", measure.id, "asks_exceeded") for measure in dict.fromkeys((*marked, *offered)))
    return missing(words, *marks, Place("measures", ""))


@check("G5.9")
def figures_are_not_late(session: Session, on: date) -> Missing | None:
    """No figure was left out: none is late by a whole rhythm, the first one by a day."""
    late = [
        Place("measures", measure.id, "cadence_days")
        for measure, days in late_measures(session, on)
        if days >= (measure.cadence_days or 1) or not observations_of(session, measure.id)
    ]
    words = say_n(
        "The next figure of {n} measure is late", "The next figure of {n} measures is late", len(late)
    )
    return missing(words, *late, Place("observations", "")) if late else None
