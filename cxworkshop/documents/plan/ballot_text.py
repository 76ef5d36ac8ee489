"""What the blind ballot says of one touchpoint, in words: counts, never who voted for whom.

With fewer than FEW answers only the status is printed, because a count would tell who answered what.
"""

from __future__ import annotations

from cxworkshop.documents.wording import RecordView, aside, joined, of, status_words
from cxworkshop.language import _, plural
from cxworkshop.method import content, responsibility
from cxworkshop.method.diagnosis import Diagnosis
from cxworkshop.method.thresholds import FEW


def ballot_text(view: RecordView, diagnosis: Diagnosis) -> str:
    """The status of one touchpoint in practice, and how its answers divide."""
    if diagnosis.status in ("not_asked", "insufficient"):
        return str(content.reason(diagnosis.reason))
    few = responsibility.few_words(diagnosis)
    if diagnosis.n < FEW:
        return joined(status_words(diagnosis.status), few)
    return f"{joined(status_words(diagnosis.status), few)} – {_division(view, diagnosis)}"


def answers_text(view: RecordView, diagnosis: Diagnosis) -> str:
    """How the answers divide, as a sentence; empty where few have answered."""
    if diagnosis.n < FEW or diagnosis.status in ("not_asked", "insufficient"):
        return ""
    return _("In the blind ballot: {answers}").format(answers=_division(view, diagnosis))


def _division(view: RecordView, diagnosis: Diagnosis) -> str:
    tally, n = diagnosis.tally, diagnosis.n
    votes = [count for _person, count in tally.votes]
    if diagnosis.status == "held":
        return f"{view.person(diagnosis.top[0])} {of(votes[0], n)}"
    if diagnosis.reason == "rival_self_claims":
        claims = sorted((diagnosis.counts[who] for who in diagnosis.self_claims), reverse=True)
        claimants = plural("{n} person named themselves", "{n} people named themselves", len(claims))
        return aside(claimants, _("named by {shares}").format(shares=_each_of(claims, n)))
    if diagnosis.status == "contested":
        return aside(_uncapitalised(str(content.reason(diagnosis.reason))), _each_of(votes, n))
    if diagnosis.reason == "nominee_unaware":
        return _("{count} named the same person, who did not name themselves").format(count=of(votes[0], n))
    groups = (
        (_naming_words(votes, n), sum(votes)),
        (_("{count} answered a partner"), tally.partner),
        (_("{count} answered nobody"), tally.nobody),
        (_("{count} answered several"), tally.several),
        (_("{count} did not know"), tally.dont_know),
    )
    divided = ", ".join(
        words.format(count=of(count, n))
        for words, count in sorted(groups, key=lambda group: -group[1])
        if count
    )
    if diagnosis.short_of is None:
        return divided
    return f"{divided}; {_('a shared picture needs {n}').format(n=diagnosis.short_of)}"


def _naming_words(votes: list[int], n: int) -> str:
    """How the answers that name a person divide; `{count}` is left in for their sum."""
    if len(votes) == 1 and votes[0] > 1:
        return _("{count} named the same person")
    if votes and votes[0] > 1:
        return _("{count} named somebody, at most {most} the same person").replace("{most}", of(votes[0], n))
    return _("{count} named somebody")


def _uncapitalised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _each_of(counts: list[int], n: int) -> str:
    return ", ".join(of(count, n) for count in counts)
