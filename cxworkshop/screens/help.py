"""Help for where one stands: what the step is for, what to say and ask, every key that works, and the terms in both languages."""

from __future__ import annotations

from cxworkshop.commands import KEPT_BY_TERMINALS, WHERE, commands_in, key_name, keyed, keys_shown
from cxworkshop.language import Words, _
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.page import Page
from cxworkshop.widgets.text import fit

KEYS, TITLE = 14, 20
"""Cells for the keys of a command and for its title."""
CELL = ("cell", "choices", "new_row")
"""The places of what is being typed."""


def write_help(about: KeyScreen, page: Page) -> None:
    """The help of a screen."""
    step = getattr(about, "step", None)
    if step is not None:
        _write_step(step, about, page)
    elif "library" in about.WHERE:
        _write_about(page)
    for words in getattr(about, "explained", ()):
        page.text(words)
        page.gap()
    for place in about.HELP_PLACES or about.WHERE:
        if place in CELL and about.refuses("edit"):
            continue
        page.heading(_(WHERE[place]).upper())
        for command in commands_in(place):
            if (keys := keys_shown(command)) and not about.refuses(command.id):
                page.item(f"{fit(keys, KEYS)} {fit(_(command.title), TITLE)}", _(command.help), KEYS + TITLE + 1)
        page.gap()
    _write_second_ways(about, page)
    if step is not None:
        page.gap()
        _write_terms(step, page)


def _write_step(step: str, about: KeyScreen, page: Page) -> None:
    from cxworkshop.method import content, steps

    session = getattr(about, "session", None)
    told = steps.step(step, session.organisation.sector if session else None)
    parts: list[tuple[Words, list[Words]]] = [
        (f"{told.stair} {told.name}", [told.purpose]),
        (_("Say first"), [told.opening]),
        (_("Ask the room"), [f"{i}. {prompt}" for i, prompt in enumerate(told.prompts, 1)]),
        (_("When it goes wrong"), [f"{failure.sign} → {failure.do}" for failure in told.failures]),
    ]
    if step == "landing":
        parts.insert(2, (_("Ground rules"), [f"{i}. {rule}" for i, rule in enumerate(content.ground_rules(), 1)]))
    for heading, texts in parts:
        page.heading(heading)
        for text in texts:
            page.text(text)
        page.gap()


def _write_second_ways(about: KeyScreen, page: Page) -> None:
    """What to press where the terminal keeps a key to itself."""
    page.heading(_("When a key does nothing").upper())
    page.text(_("Some terminals keep keys to themselves. What does the same there:"))
    places = about.HELP_PLACES or about.WHERE
    for command in commands_in(*places):
        for key in (key for key in command.keys if key in KEPT_BY_TERMINALS and not about.refuses(command.id)):
            ways = list(dict.fromkeys(key_name(other) for other in command.keys if other not in KEPT_BY_TERMINALS))
            if command.id != "palette":
                ways.append(str(keyed("{palette}, then {name}", name=_(command.title))))
            page.item(f"{fit(key_name(key), KEYS)} {fit(_(command.title), TITLE)}", " · ".join(ways), KEYS + TITLE + 1)
    if "cell" in places and not about.refuses("edit"):
        told = _("in most terminals it is Esc and Enter, and gives the cell up; ^j begins a new line")
        page.item(f"{fit('alt+enter', KEYS)} {fit(_('New line'), TITLE)}", told, KEYS + TITLE + 1)


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
    for term in steps.terms(step):
        page.item(term.text.texts["en"], term.text.texts["fi"], KEYS + TITLE + 1)
