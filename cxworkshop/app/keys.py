"""Handles what was typed and pasted, in the order it came and each after the one before has finished: a
screen that a key opens is there before the next key is read."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from cxworkshop.language import Words, say
from cxworkshop.screens.base import KeyScreen

if TYPE_CHECKING:
    from cxworkshop.app.program import CxApp

Input = events.Key | events.Paste
PASTE_LIMIT = 50_000
"""Characters: a long report. Cells and prompts are painted with each key."""
_BREATH = 0.05
"""Seconds of work after which the screen is painted and saved though more has been typed."""


async def handle_inputs(app: CxApp, queue: asyncio.Queue[Input], handled: Callable[[], object]) -> None:
    """Handles the inputs of a queue for as long as the app runs; those after its end are dropped. Calls
    `handled` after each that a screen took."""
    waiting = deque[Input]()
    began = monotonic()
    while True:
        if not waiting:
            waiting.append(await queue.get())
            began = monotonic()
        while not queue.empty():
            waiting.append(queue.get_nowait())
        count = len(waiting)
        try:
            if app.return_code is not None:
                waiting.clear()
            else:
                await _handle_next(app, waiting, handled)
        finally:
            for _input in range(count - len(waiting)):
                queue.task_done()
        if monotonic() - began > _BREATH:
            await asyncio.sleep(0)
            began = monotonic()


async def _handle_next(app: CxApp, waiting: deque[Input], handled: Callable[[], object]) -> None:
    """Handles the first input, or all characters up to the next other key where a text is typed: a flood of
    them is painted once."""
    first, screen = waiting.popleft(), app.screen
    if not isinstance(screen, KeyScreen):
        await App.on_event(app, first)
        return
    screen.redraw_if_stale()
    if isinstance(first, events.Paste):
        if refusal := _refusal(first.text):
            screen.refuse(refusal)
        else:
            screen.paste(first.text)
    elif _character(first) and waiting and _character(waiting[0]) and screen.takes_text:
        characters = [_character(first)]
        while waiting and (character := _character(waiting[0])):
            characters.append(character)
            waiting.popleft()
        await screen.press("", "".join(characters))
    else:
        await screen.press(first.key, first.character)
    handled()


def _character(event: Input) -> str:
    """The character that a key types; empty for other keys."""
    return event.character or "" if isinstance(event, events.Key) and event.is_printable else ""


def _refusal(text: str) -> Words:
    """Why a text is not pasted; empty when it is."""
    if len(text) <= PASTE_LIMIT:
        return ""
    return say(
        "That is {n} characters; at most {limit} can be pasted at once. Nothing was pasted.",
        n=len(text),
        limit=PASTE_LIMIT,
    )
