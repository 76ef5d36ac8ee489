"""The one figure each step is led by, beside its purpose."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.language import Words, percent, say
from cxworkshop.method import derived, figures, responsibility
from cxworkshop.model.kinds import Reading


def _present(reading: Reading) -> Words:
    return say("{n} in the room", n=len(reading.session.round.participants))


def _gut_feel(reading: Reading) -> Words:
    found = figures.gut_feel_share(reading.session)
    return "" if found is None else say("gut feeling {share}", share=percent(found))


def _goals(reading: Reading) -> Words:
    scope = derived.in_scope(reading.session)
    done = {goal.touchpoint for goal in reading.session.round.goals}
    return say("goals for {n} of {of}", n=sum(tp.id in done for tp in scope), of=len(scope)) if scope else ""


def _clear(reading: Reading) -> Words:
    counts = responsibility.agreed_counts(reading.session, reading.on)
    held, of = counts.get("held", 0), sum(counts.values())
    return say("clear {n} of {of} · {share}", n=held, of=of, share=percent(held / of)) if of else ""


def _deeds(reading: Reading) -> Words:
    found = figures.words_to_deeds(reading.session, reading.on).share
    return "" if found is None else say("words to deeds {share}", share=percent(found))


def _coverage(reading: Reading) -> Words:
    found = figures.measurement_coverage(reading.session)
    return "" if found is None else say("measured {share}", share=percent(found))


def _promises(reading: Reading) -> Words:
    here = reading.session.round.participants
    leaders = {
        one.id
        for one in reading.session.people
        if one.leadership_team and one.id in here and not one.has_left(reading.on)
    }
    done = {promise.person for promise in reading.session.round.commitments}
    return say("promises {n} of {of}", n=len(leaders & done), of=len(leaders)) if leaders else ""


LEAD: dict[str, Callable[[Reading], Words]] = {
    "landing": _present,
    "define": _gut_feel,
    "develop": _goals,
    "organise": _clear,
    "implement": _deeds,
    "measure": _coverage,
    "closing": _promises,
}
"""What a step shows at the right of its first line."""
