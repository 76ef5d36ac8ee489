"""Help for where one stands: what the step is for, what to say and ask, every key that works, and the terms
in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from cxworkshop.commands import KEPT_BY_TERMINALS, SCOPES, commands_in, key_name, keyed, keys_shown
from cxworkshop.language import Words, _
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import places_of
from cxworkshop.screens.page import Page

KEYS, ROOMY = 15, 80
"""Cells for the keys of a command at most; of a page on which the titles of commands have a column of their
own."""


def write_help(about: KeyScreen, page: Page) -> None:
    """The help of a screen."""
    step, now = getattr(about, "step", None), about.situation
    if step is not None:
        _write_step(step, about, page)
    elif "library" in places_of(about.MODES):
        _write_about(page)
    for words in getattr(about, "explained", ()):
        page.text(words)
        page.gap()
    for place in _places(about):
        known = [one for one in commands_in(place) if one.works(now)]
        if known:
            page.heading(_(SCOPES[place].title).upper())
            _write_keys(
                [(keys_shown(one), _(one.title), _(one.help)) for one in known if one.keys or one.keys_label],
                page,
            )
            page.gap()
    _write_second_ways(about, page)
    if step is not None:
        page.gap()
        _write_terms(step, page)


def _places(about: KeyScreen) -> list[str]:
    """The places whose keys a screen tells of, those of what is being typed or gone through first."""
    live = set(about.mode.places) - {"everywhere"}
    return sorted(places_of(about.MODES), key=lambda place: place not in live)


def _write_keys(rows: Sequence[tuple[str, str, str]], page: Page) -> None:
    """Keys, the titles of what they do, and words about it."""
    keys = min(KEYS, max((cell_len(row[0]) for row in rows), default=0))
    titles = max((cell_len(row[1]) for row in rows), default=0) if page.width >= ROOMY else 0
    for key, title, words in rows:
        page.item(key, words, keys, title, titles)


def _write_step(step: str, about: KeyScreen, page: Page) -> None:
    from cxworkshop.method import content, steps

    session = getattr(about, "session", None)
    told = steps.step(step, session.organisation.sector if session else None)
    parts: list[tuple[Words, list[tuple[str, Words]]]] = [
        (f"{told.stair} {told.name}", [("", told.purpose)]),
        (_("Say first"), [("", told.opening)]),
        (_("Ask the room"), _numbered(told.prompts)),
        (_("When it goes wrong"), [("·", f"{failure.sign} → {failure.do}") for failure in told.failures]),
    ]
    if step == "landing":
        parts.insert(2, (_("Ground rules"), _numbered(content.ground_rules())))
    for heading, texts in parts:
        page.heading(heading)
        for sign, text in texts:
            page.listed(sign, text)
        page.gap()


def _numbered(texts: Sequence[Words]) -> list[tuple[str, Words]]:
    return [(f"{i}.", text) for i, text in enumerate(texts, 1)]


def _write_second_ways(about: KeyScreen, page: Page) -> None:
    """What to press where the terminal keeps a key to itself."""
    page.heading(_("When a key does nothing").upper())
    page.text(_("Some terminals keep keys to themselves. What does the same there:"))
    known = [one for one in commands_in(*places_of(about.MODES)) if one.works(about.situation)]
    rows = []
    for command in known:
        for key in (key for key in command.keys if key in KEPT_BY_TERMINALS):
            ways = list(
                dict.fromkeys(key_name(other) for other in command.keys if other not in KEPT_BY_TERMINALS)
            )
            if command.id != "palette":
                ways.append(str(keyed("{palette}, then {name}", name=_(command.title))))
            rows.append((key_name(key), _(command.title), " · ".join(ways)))
    if any(one.where == "cell" for one in known):
        rows.append(
            (
                "alt+enter",
                _("New line"),
                _("in most terminals it is Esc and Enter, and gives the cell up; ^j begins a new line"),
            )
        )
    _write_keys(rows, page)


def _write_about(page: Page) -> None:
    """What the program is and is not, for whoever opens it for the first time."""
    from cxworkshop.method import content

    page.heading("cxworkshop")
    for paragraph in str(content.about()).split("\n\n"):
        page.text(paragraph)
        page.gap()


def _write_terms(step: str, page: Page) -> None:
    from cxworkshop.method import steps

    page.heading(_("Terms of this step").upper())
    terms = [term.text.texts for term in steps.terms(step)]
    widest = max((cell_len(texts["en"]) for texts in terms), default=0)
    for texts in terms:
        page.item(texts["en"], texts["fi"], min(widest, page.width // 2))
