"""Says in words what a mark is worth and why, the same on every screen and in every document."""

from __future__ import annotations

from datetime import date

from cxworkshop.language import N_, NC_, Words, _, date_text, number, percent, plural, say, with_unit
from cxworkshop.method import lookup, thresholds
from cxworkshop.method.facts.following import doubt
from cxworkshop.method.facts.grounds import Ground, Standing, is_of_few, is_stale
from cxworkshop.method.facts.standing import evidence_basis, figures_of, ground_of_kind, standing
from cxworkshop.model.evidence import SOURCES, Evidence
from cxworkshop.model.measures import UNITS
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import BASES, TouchpointState

SIGNS = {"fact": "●", "assumption": "○", "unknown": "?"}
CLAIM_WORDS = N_("○ said to be a fact"), NC_("basis", "○ claimed")
NO_LEVEL = N_("? no level, said to be a fact"), NC_("basis", "? no level")
WHY_NEVER = {
    "own_experience": N_("own experience is never a fact"),
    "hearsay": N_("hearsay is never a fact"),
    "opinion": N_("an opinion is never a fact"),
}
"""Why evidence of a source is never a fact."""
_MARKS = frozenset({("touchpoint_states", "level_basis"), ("evidence", "kind")})
_SAID = _MARKS | {("evidence", "conclusion")}
SHORT_OF = {
    "opinion": N_("the evidence names no source"),
    "stale": N_("{ground} is more than {months} months old"),
    "future": N_("{ground} is still to come"),
    "few_answers": N_("{ground} – too few answers, a measure needs {least}"),
    "not_counted": N_("{ground} – how many is not said"),
    "no_period": N_("{ground} – counted in which period is not said"),
    "undated": N_("{ground} has no day"),
    "assumed": N_("{ground} is marked as an assumption"),
    "no_category": N_("{ground} – its category is not chosen"),
    "other_category": N_("{ground} does not tell of the customer's experience"),
    "no_figure": N_("{ground} has no figure yet"),
}
"""What the named ground falls short of, by the code of what it lacks."""
FEW_EVIDENCE = N_("{ground} – too few answers, evidence needs {least}")
FACT_ON_FEW = N_("● fact on few answers"), NC_("basis", "● few answers")
FACT_STALE = N_("● fact, but stale"), NC_("basis", "● stale")


def words(session: Session, touchpoint: str, on: date) -> str:
    """What the level of a touchpoint rests on: "fact: survey, 104 answers, 5 May 2026", and a figure that it
    does not follow from; empty for a plain assumption and where nothing is known."""
    return "; ".join(filter(None, (_rests_on(session, touchpoint, on), _doubt(session, touchpoint, on))))


def words_at_cell(session: Session, touchpoint: str, on: date) -> str:
    """The same; of a plain assumption also why a measure of the touchpoint carries no fact."""
    found = standing(session, touchpoint, on)
    if found.reason != "no_claim":
        return words(session, touchpoint, on)
    short = [ground for _measure, newest, ground in figures_of(session, touchpoint, on) if newest]
    why = str(_falls_short(session, short[0], thresholds.STALE_MONTHS)) if short else ""
    said = str(say("no ground for a fact: {why}", why=why)) if why else ""
    return "; ".join(filter(None, (said, words(session, touchpoint, on))))


def _rests_on(session: Session, touchpoint: str, on: date) -> str:
    found = standing(session, touchpoint, on)
    if found.reason == "no_level":
        return _without_level(lookup.state_of(session, touchpoint).level_basis)
    ground = name_of(session, found.ground) if found.ground else ""
    if found.basis == "unknown" or found.reason == "no_claim":
        return ""
    if found.is_on_few_answers:
        return str(say("fact on few answers: {ground}", ground=ground))
    if found.is_fact:
        return str(say("fact: {ground}", ground=ground))
    if found.reason == "could_be_fact":
        return str(say("could be a fact: {ground}", ground=ground))
    why = _("no evidence and no measure behind it")
    if found.ground:
        why = str(_falls_short(session, found.ground, thresholds.STALE_MONTHS))
    claimed = str(say("said to be a fact: {why}", why=why))
    if found.reason != "on_somebodys_word":
        return claimed
    reason = lookup.state_of(session, touchpoint).basis_reason
    return str(say("{claimed}; all the same because: {reason}", claimed=claimed, reason=reason))


def _doubt(session: Session, touchpoint: str, on: date) -> str:
    """That a figure speaks against the level, as a question."""
    against = doubt(session, touchpoint, on)
    if against is None or against.figure.value is None:
        return ""
    unit = against.measure.read_in
    said = number(round(against.figure.value, 1))
    figure = (
        percent(float(against.figure.value) / 100, 1)
        if unit == "percent"
        else with_unit(said, _(dict(UNITS)[unit]) if unit else "")
    )
    ground = standing(session, touchpoint, on).ground
    if ground is not None and ground.id == against.measure.id:  # it has just been named
        return str(say("the figure says {figure}: does the level follow from it?", figure=figure))
    name = session.name_of("measures", against.measure.id)
    return str(say("{measure} says {figure}: does the level follow from it?", measure=name, figure=figure))


def _without_level(claimed: str | None) -> str:
    """Why a mark is worth nothing where there is no level that it could be the mark of."""
    if claimed in (None, "unknown"):
        return ""
    why = _("no level is given")
    return str(say("said to be a fact: {why}", why=why)) if claimed == "fact" else why


def name_of(session: Session, ground: Ground) -> str:
    """What a level rests on, with its number of answers and its day; of a measure, that it has no source."""
    source = ""
    if ground.source == "measure":
        name = session.name_of("measures", ground.id)
        measure = lookup.measure(session, ground.id)
        source = _("source not named") if measure and not measure.source.strip() else ""
    else:
        name = _name_of_source(ground)
    counted = plural("{n} answer", "{n} answers", ground.n) if ground.n else ""
    return ", ".join(filter(None, (name, counted, date_text(ground.day) if ground.day else "", source)))


def _name_of_source(ground: Ground) -> str:
    return _(dict(SOURCES).get(ground.source, "")).removeprefix("★ ") if ground.source else ""


def _falls_short(session: Session, ground: Ground, months: int, name: str = "") -> Words:
    """What a ground lacks; `name` in the place of all that is known of it."""
    if ground.lacks == "opinion" and ground.source in WHY_NEVER:
        return _(WHY_NEVER[ground.source])
    is_few_evidence = ground.lacks == "few_answers" and ground.source != "measure"
    return say(
        FEW_EVIDENCE if is_few_evidence else SHORT_OF[ground.lacks],
        ground=name or name_of(session, ground),
        months=months,
        least=thresholds.FEW if is_few_evidence else thresholds.FACT_N,
    )


def mark(found: Standing) -> str:
    """The sign and the word of a level's standing; a claim that nothing carries says so."""
    return _(CLAIM_WORDS[0]) if found.is_claim else _(dict(BASES)[found.basis])


def is_mark(place: Place) -> bool:
    """Whether a place holds a mark "fact", which has to be earned."""
    return (place.table, place.field) in _MARKS


def said_at(session: Session, place: Place, on: date) -> tuple[str, str]:
    """What a cell says in the place of its value, and in short: that a mark is a claim, that a fact wants its
    conclusion. Mostly empty."""
    if (place.table, place.field) not in _SAID:
        return "", ""
    record = record_at(session, place)
    if place.round is not None and place.round != session.round.number:
        session = session.as_of(place.round)
    if isinstance(record, TouchpointState) and record.level_now is None and record.level_basis == "fact":
        return _cell(NO_LEVEL)
    if isinstance(record, TouchpointState):
        found = standing(session, record.id, on)
        if found.is_on_few_answers:
            return _cell(FACT_ON_FEW)
        return _cell(CLAIM_WORDS) if record.level_basis == "fact" and not found.is_fact else ("", "")
    if not isinstance(record, Evidence):
        return "", ""
    basis = evidence_basis(session, record, on)
    if place.field == "kind":
        if basis == "fact":
            return _cell(FACT_STALE) if is_stale(record, session.judged_on(on)) else ("", "")
        return _cell(CLAIM_WORDS) if record.kind == "fact" else ("", "")
    return (_("what follows from it?"), "") if basis == "fact" and not record.conclusion.strip() else ("", "")


def _cell(words: tuple[str, str]) -> tuple[str, str]:
    return _(words[0]), _(words[1])


def why_no_fact(session: Session, evidence: Evidence, on: date) -> Words:
    """Why a piece of evidence is none, whether it was said to be one or not; empty where it is one."""
    if evidence_basis(session, evidence, on) == "fact":
        return ""
    ground = ground_of_kind(session, evidence, on)
    if not ground.lacks:
        return say("an assumption, as it is marked")
    why = _falls_short(session, ground, thresholds.FACT_MONTHS, _name_of_source(ground))
    if evidence.kind == "fact":
        return say("said to be a fact: {why}", why=why)
    return say("an assumption: {why}", why=why)


def evidence_in_short(session: Session, evidence: Evidence, on: date) -> str:
    """The sign of what a piece of evidence is worth, with who says so, or why it is no fact: ● survey, 40
    answers, 1 May 2026."""
    if why := str(why_no_fact(session, evidence, on)):
        return f"{SIGNS['assumption']} {why}"
    stale = _("stale") if is_stale(evidence, session.judged_on(on)) else ""
    name = name_of(session, ground_of_kind(session, evidence, on))
    return f"{SIGNS['fact']} {', '.join(filter(None, (name, stale)))}"


def evidence_words(session: Session, evidence: Evidence, on: date) -> str:
    """What a piece of evidence is worth where that is not plain to see: why it is no fact, or how far it is
    one, and what follows from it."""
    if why := str(why_no_fact(session, evidence, on)):
        return f"{why[:1].upper()}{why[1:]}."
    said, is_followed = "", bool(evidence.conclusion.strip())
    if is_stale(evidence, session.judged_on(on)):
        stale = say("A fact, but more than {n} months old: it carries no level.", n=thresholds.STALE_MONTHS)
        said = str(stale)
    elif is_of_few(ground_of_kind(session, evidence, on)):
        said = str(say("A fact on few answers: fewer than {n}.", n=thresholds.INDICATIVE_N))
    elif not is_followed:
        said = _("A fact.")
    return " ".join(filter(None, (said, "" if is_followed else _("What follows from it?"))))
