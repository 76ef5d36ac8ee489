"""The readiness checks of Measure: every touchpoint gets a figure, every figure says how many stand behind
it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.language import N_, say, say_n
from cxworkshop.method import thresholds
from cxworkshop.method.checks.finding import Listed, Missing, check, empty, if_any, lacking, missing, no_map
from cxworkshop.method.figures import unmeasured
from cxworkshop.method.intervals import answers, is_total
from cxworkshop.method.lookup import grouped, in_scope, measure, measures_in_use, ownership_of
from cxworkshop.method.mandates import is_paid, is_shaky
from cxworkshop.model.measures import Measure, Observation
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session

VARIETY_AT_LEAST = 2
"""Customer groups, and situations, behind a figure of the whole relationship."""
_KINDS = (("experience", N_("experience")), ("behaviour", N_("behaviour")), ("business", N_("business")))


@check("G5.1")
def touchpoints_are_measured(session: Session, _on: date) -> Missing | None:
    """Each touchpoint has a measure with source, rhythm and owner, and a figure or the date of the first
    one."""
    scope, unknown = in_scope(session), frozenset(unmeasured(session))

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

    bare = sorted(
        lacking(scope, cells), key=lambda gap: not gap[0].id
    )  # a measure half described before one still to be found
    words = say_n(
        "{n} of {all} touchpoints is not measured",
        "{n} of {all} touchpoints are not measured",
        len(bare),
        all=len(scope),
    )
    return if_any(bare, words) if scope else no_map()


@check("G5.2")
def figures_have_n_and_date(session: Session, _on: date) -> Missing | None:
    """Each figure has n and a date; a total needs no n."""
    observations = session.round.observations

    def cells(observation: Observation) -> Sequence[Place]:
        here, asked = Place("observations", observation.id), measure(session, observation.measure)
        counted = answers(observation) or (asked is not None and is_total(asked, observation))
        return ([] if counted else [here.at("n")]) + empty(observation, here, "observed_on")

    bare = lacking(observations, cells)
    words = say_n(
        "{n} of {all} figures lacks n or a date",
        "{n} of {all} figures lack n or a date",
        len(bare),
        all=len(observations),
    )
    return if_any(bare, words)


@check("G5.3")
def enough_customers_have_answered(session: Session, _on: date) -> Missing | None:
    """At least 30 answers; behind a figure of the whole relationship two customer groups and two
    situations."""
    newest = [
        found for measure in measures_in_use(session) if (found := _newest(session, measure)) is not None
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
    bare = lacking(
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
        len(bare),
    )
    return if_any(bare, words)


def _newest(session: Session, measure: Measure) -> Observation | None:
    """The newest observation of this round: an older one can be mended no more."""
    mine = grouped(session.round.observations, "measure").get(measure.id, ())
    return max(mine, key=lambda one: one.observed_on or date.min, default=None)


def _narrow(measure: Measure) -> list[Place]:
    fields = ("segments_covered", "event_types_covered")
    return [
        Place("measures", measure.id, field)
        for field in fields
        if (getattr(measure, field) or 0) < VARIETY_AT_LEAST
    ]


@check("G5.5")
def measures_cover_all_kinds(session: Session, _on: date) -> Missing | None:
    """The set covers experience, behaviour, business and recommendation."""
    measures = measures_in_use(session)
    if not measures:
        return missing(say("No measure yet"), Place("measures", ""))
    known = {measure.category for measure in measures}
    unknown = [words for kind, words in _KINDS if kind not in known]
    if not any(measure.metric == "nps" and measure.category == "experience" for measure in measures):
        unknown.append(N_("recommendation"))
    unsaid = [Place("measures", measure.id, "category") for measure in measures if measure.category is None]
    return (
        missing(say("No measure yet of: {kinds}", kinds=Listed(*unknown)), *unsaid, Place("measures", ""))
        if unknown
        else None
    )


@check("G5.6")
def measures_are_visible(session: Session, _on: date) -> Missing | None:
    """Measures are visible to all staff; each exception is listed with its reason."""

    def cells(measure: Measure) -> Sequence[Place]:
        here = Place("measures", measure.id)
        return (
            []
            if measure.visible_to == "all_staff"
            else empty(measure, here, "visible_to", "visibility_reason")
        )

    bare = lacking(measures_in_use(session), cells)
    words = say_n(
        "{n} measure is hidden from staff without a reason",
        "{n} measures are hidden from staff without a reason",
        len(bare),
    )
    return if_any(bare, words)


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
