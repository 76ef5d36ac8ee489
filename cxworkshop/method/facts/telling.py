"""Says in words what a mark is worth and why, the same on every screen and in every document."""

from __future__ import annotations

from datetime import date

from cxworkshop.language import N_, NC_, Words, _, date_text, plural, say
from cxworkshop.method import lookup, thresholds
from cxworkshop.method.facts.grounds import Ground, Standing
from cxworkshop.method.facts.standing import evidence_basis, ground_of_kind, standing
from cxworkshop.model.evidence import SOURCES, Evidence
from cxworkshop.model.place import Place, record_at
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import BASES, TouchpointState

SIGNS = {"fact": "●", "assumption": "○", "unknown": "?"}
CLAIM, CLAIM_SHORT = N_("○ said to be a fact"), NC_("basis", "○ claimed")
NO_LEVEL, NO_LEVEL_SHORT = N_("? no level, said to be a fact"), NC_("basis", "? no level")
WHY_NEVER = {
    "own_experience": N_("own experience is none"),
    "hearsay": N_("hearsay is none"),
    "opinion": N_("an opinion is none"),
}
"""Why evidence of a source is never a fact."""
_SAID = frozenset({("touchpoint_states", "level_basis"), ("evidence", "kind"), ("evidence", "conclusion")})
SHORT_OF = {
    "opinion": N_("the evidence names no source"),
    "stale": N_("{ground} is more than {months} months old"),
    "future": N_("{ground} is still to come"),
    "few_answers": N_("{ground} is too few, a fact needs {least} answers"),
    "not_counted": N_("{ground} – how many is not said"),
    "no_period": N_("{ground} – counted in which period is not said"),
    "undated": N_("{ground} has no day"),
    "assumed": N_("{ground} is marked as an assumption"),
    "other_category": N_("{ground} does not tell of the customer's experience"),
    "no_figure": N_("{ground} has no figure yet"),
}
"""What the named ground falls short of, by the code of what it lacks."""


def words(session: Session, touchpoint: str, on: date) -> str:
    """What the level of a touchpoint rests on: "fact: survey, 104 answers, 5 May 2026"; empty for a plain
    assumption and where nothing is known."""
    found = standing(session, touchpoint, on)
    if found.reason == "no_level":
        return _without_level(lookup.state_of(session, touchpoint).level_basis)
    ground = name_of(session, found.ground) if found.ground else ""
    if found.basis == "unknown" or found.reason == "no_claim":
        return ""
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


def _without_level(claimed: str | None) -> str:
    """Why a mark is worth nothing where there is no level that it could be the mark of."""
    if claimed in (None, "unknown"):
        return ""
    why = _("no level is given")
    return str(say("said to be a fact: {why}", why=why)) if claimed == "fact" else why


def name_of(session: Session, ground: Ground) -> str:
    """What a level rests on, with its number of answers and its day."""
    if ground.source == "measure":
        name = session.name_of("measures", ground.id)
    else:
        name = _(dict(SOURCES).get(ground.source, "")).removeprefix("★ ") if ground.source else ""
    counted = plural("{n} answer", "{n} answers", ground.n) if ground.n else ""
    return ", ".join(filter(None, (name, counted, date_text(ground.day) if ground.day else "")))


def _falls_short(session: Session, ground: Ground, months: int) -> Words:
    if ground.lacks == "opinion" and ground.source in WHY_NEVER:
        return _(WHY_NEVER[ground.source])
    return say(
        SHORT_OF[ground.lacks],
        ground=name_of(session, ground),
        months=months,
        least=thresholds.FACT_N,
    )


def mark(found: Standing) -> str:
    """The sign and the word of a level's standing; a claim that nothing carries says so."""
    return _(CLAIM) if found.is_claim else _(dict(BASES)[found.basis])


def said_at(session: Session, place: Place, on: date) -> tuple[str, str]:
    """What a cell says in the place of its value, and in short: that a mark is a claim, that a fact wants its
    conclusion. Mostly empty."""
    if (place.table, place.field) not in _SAID:
        return "", ""
    record = record_at(session, place)
    if place.round is not None and place.round != session.round.number:
        session = session.as_of(place.round)
    if isinstance(record, TouchpointState) and record.level_now is None and record.level_basis == "fact":
        return _(NO_LEVEL), _(NO_LEVEL_SHORT)
    if isinstance(record, TouchpointState):
        is_fact = standing(session, record.id, on).is_fact
        return _claim() if record.level_basis == "fact" and not is_fact else ("", "")
    if not isinstance(record, Evidence):
        return "", ""
    basis = evidence_basis(session, record, on)
    if place.field == "kind":
        return _claim() if record.kind == "fact" != basis else ("", "")
    return (_("what follows from it?"), "") if basis == "fact" and not record.conclusion.strip() else ("", "")


def _claim() -> tuple[str, str]:
    return _(CLAIM), _(CLAIM_SHORT)


def claim_of(session: Session, evidence: Evidence, on: date) -> Words:
    """Why evidence that is marked a fact is none; empty where it is one, or is not so marked."""
    ground = ground_of_kind(session, evidence, on)
    if evidence.kind != "fact" or not ground.lacks:
        return ""
    return say("said to be a fact: {why}", why=_falls_short(session, ground, thresholds.FACT_MONTHS))


def evidence_words(session: Session, evidence: Evidence, on: date) -> Words:
    """What is asked of a piece of evidence: why it is no fact though it was said to be one, or what follows
    from it."""
    if claim := claim_of(session, evidence, on):
        return claim
    if evidence_basis(session, evidence, on) == "fact" and not evidence.conclusion.strip():
        return say("A fact. What follows from it?")
    return ""
