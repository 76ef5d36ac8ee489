"""For whom each document is, in a few words: what a list of documents says beside its title."""

from __future__ import annotations

from cxworkshop.language import N_, _

FOR_WHOM = {
    "plan": N_("everybody who was there"),
    "board": N_("the board"),
    "owner": N_("each person with a part in it"),
    "mail": N_("each person with a part in it"),
    "partner": N_("each partner; nothing internal"),
    "background": N_("whoever wants to look something up"),
    "kpi-wall": N_("the whole staff"),
    "check-30": N_("everybody, at the check after 30 days"),
    "check-90": N_("everybody, at the check after 90 days"),
    "briefing": N_("the sponsor"),
    "preparation": N_("those who prepare the day"),
    "ballot": N_("each person in the room, before anybody speaks"),
    "ballots": N_("each person in the room, before anybody speaks"),
    "goal-cards": N_("the groups that write the goals"),
    "log": N_("the facilitator; not for distribution"),
}
"""By the name of a document. Those that a firm adds have no words."""


def for_whom(name: str) -> str:
    """For whom a document is; empty where nobody says."""
    return _(FOR_WHOM.get(name, ""))
