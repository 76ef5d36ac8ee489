"""The help of a screen: the step, what to say and ask, every key that works, and the terms in both
languages."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from cxworkshop.commands import KEPT_BY_TERMINALS, SCOPES, commands_in, key_name, keyed, keys_shown
from cxworkshop.language import N_, Words, _
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.modes import places_of
from cxworkshop.screens.page import Page

MOVING = (
    ("home end", N_("First and last"), N_("to the first and the last cell of the row")),
    ("^home ^end", N_("Top and bottom"), N_("to the first and the last row")),
)
"""The keys of a list that move the cursor further than an arrow."""
KEYS, ROOMY = 15, 80
"""Cells of the keys of a command at most; cells of a page from which titles have a column of their own."""


def write_help(screen: KeyScreen, page: Page) -> None:
    """Writes the help of a screen."""
    step, now = getattr(screen, "step", None), screen.situation
    if step is not None:
        _write_step(step, screen, page)
    elif "library" in places_of(screen.MODES):
        _write_about(page)
    for words in getattr(screen, "introduction", ()):
        page.text(words)
        page.gap()
    for place in _places(screen):
        commands = [command for command in commands_in(place) if command.works(now)]
        if commands:
            page.heading(_(SCOPES[place].title).upper())
            moving = [(key, _(title), _(words)) for key, title, words in MOVING if place == "sheet"]
            _write_keys(
                [
                    *(
                        (keys_shown(command), _(command.title), _(command.help))
                        for command in commands
                        if command.keys or command.keys_label
                    ),
                    *moving,
                ],
                page,
            )
            page.gap()
    _write_second_ways(screen, page)
    if step is not None:
        page.gap()
        _write_terms(step, screen, page)


def _places(screen: KeyScreen) -> list[str]:
    """The scopes whose keys help lists, those of the current mode first."""
    live = set(screen.mode.places) - {"everywhere"}
    return sorted(places_of(screen.MODES), key=lambda place: place not in live)


def _write_keys(rows: Sequence[tuple[str, str, str]], page: Page) -> None:
    """Writes rows of keys, title and help."""
    keys = min(KEYS, max((cell_len(row[0]) for row in rows), default=0))
    titles = max((cell_len(row[1]) for row in rows), default=0) if page.width >= ROOMY else 0
    for key, title, words in rows:
        page.item(key, words, keys, title, titles)


def _write_step(step: str, screen: KeyScreen, page: Page) -> None:
    from cxworkshop.method import content, steps
    from cxworkshop.method.facts import rules

    step_text = steps.step(step, _sector_of(screen))
    parts: list[tuple[Words, list[tuple[str, Words]]]] = [
        (f"{step_text.stair} {step_text.name}", [("", step_text.purpose)]),
        (_("Say first"), [("", step_text.opening)]),
        (_("Ask the room"), _numbered(step_text.prompts)),
        (
            _("When it goes wrong"),
            [("·", f"{failure.sign} → {failure.do}") for failure in step_text.failures],
        ),
    ]
    if step in rules.STEPS:
        parts.append((_("What makes a fact"), [("·", rule) for rule in rules.rules()]))
    if step == "landing":
        parts.insert(2, (_("Ground rules"), _numbered(content.ground_rules())))
    for heading, texts in parts:
        page.heading(heading)
        for sign, text in texts:
            page.listed(sign, text)
        page.gap()


def _sector_of(screen: KeyScreen) -> str | None:
    session = getattr(screen, "session", None)
    return session.organisation.sector if session else None


def _numbered(texts: Sequence[Words]) -> list[tuple[str, Words]]:
    return [(f"{i}.", text) for i, text in enumerate(texts, 1)]


def _write_second_ways(screen: KeyScreen, page: Page) -> None:
    """Writes what to press for keys that the terminal keeps to itself."""
    page.heading(_("When a key does nothing").upper())
    page.text(_("Some terminals keep keys to themselves. What does the same there:"))
    commands = [
        command for command in commands_in(*places_of(screen.MODES)) if command.works(screen.situation)
    ]
    rows = []
    for command in commands:
        for key in (key for key in command.keys if key in KEPT_BY_TERMINALS):
            ways = list(
                dict.fromkeys(key_name(other) for other in command.keys if other not in KEPT_BY_TERMINALS)
            )
            if command.id != "palette":
                ways.append(str(keyed("{palette}, then {name}", name=_(command.title))))
            rows.append((key_name(key), _(command.title), " · ".join(ways)))
    if any(command.where == "cell" for command in commands):
        rows.append(("alt+enter", _("New line"), _("^j begins a new line")))
    _write_keys(rows, page)


def _write_about(page: Page) -> None:
    """Writes what the program is, for those who open it for the first time."""
    from cxworkshop.method import content

    page.heading("cxworkshop")
    for paragraph in str(content.about()).split("\n\n"):
        page.text(paragraph)
        page.gap()


def _write_terms(step: str, screen: KeyScreen, page: Page) -> None:
    from cxworkshop.method import steps

    page.heading(_("Terms of this step").upper())
    terms = [term.text.texts for term in steps.terms(step, _sector_of(screen))]
    widest = max((cell_len(texts["en"]) for texts in terms), default=0)
    for texts in terms:
        page.item(texts["en"], texts["fi"], min(widest, page.width // 2))
