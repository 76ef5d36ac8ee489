"""The headline figure of each step, which its screen shows beside the question."""

from __future__ import annotations

from collections.abc import Callable

from cxworkshop.language import Words, percent, say
from cxworkshop.method import derived, figures, headlines, responsibility
from cxworkshop.model.kinds import Reading


def _present(reading: Reading) -> Words:
    return say("{n} in the room", n=len(reading.session.round.participants))


def _gut_feel(reading: Reading) -> Words:
    is_asked = "gut_feel" not in headlines.not_asked(reading.session)
    share = figures.gut_feel_share(reading.session, reading.on) if is_asked else None
    return "" if share is None else say("gut feeling {share}", share=percent(share))


def _goals(reading: Reading) -> Words:
    scope = derived.in_scope(reading.session)
    done = {goal.touchpoint for goal in reading.session.round.goals}
    return say("goals for {n} of {of}", n=sum(tp.id in done for tp in scope), of=len(scope)) if scope else ""


def _clear(reading: Reading) -> Words:
    counts = responsibility.agreed_counts(reading.session, reading.on)
    clear, of = counts.get("held", 0), sum(counts.values())
    return say("agreed {n} of {of} · {share}", n=clear, of=of, share=percent(clear / of)) if of else ""


def _deeds(reading: Reading) -> Words:
    share = figures.words_to_deeds(reading.session, reading.on).share
    return "" if share is None else say("words to deeds {share}", share=percent(share))


def _coverage(reading: Reading) -> Words:
    share = figures.measurement_coverage(reading.session)
    return "" if share is None else say("measured {share}", share=percent(share))


def _promises(reading: Reading) -> Words:
    participants = reading.session.round.participants
    leaders = {
        person.id
        for person in reading.session.people
        if person.leadership_team and person.id in participants and not person.has_left(reading.on)
    }
    done = {promise.person for promise in reading.session.round.commitments}
    return say("promises {n} of {of}", n=len(leaders & done), of=len(leaders)) if leaders else ""


HEADLINES: dict[str, Callable[[Reading], Words]] = {
    "landing": _present,
    "define": _gut_feel,
    "develop": _goals,
    "organise": _clear,
    "implement": _deeds,
    "measure": _coverage,
    "closing": _promises,
}
"""The headline by step; the words are empty where there is nothing to count."""
