"""Asks what may take long, in threads that neither keys nor the end of the program wait for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

from cxworkshop.errors import NotReached
from cxworkshop.language import say

Answer = TypeVar("Answer")
PATIENCE = 15.0
"""Seconds after which a store that says nothing is out of reach; a store gives up earlier by itself."""


async def answer_of(work: Callable[[], Answer], patience: float | None = PATIENCE) -> Answer:
    """What the work returns or raises; NotReached when it takes longer than we have patience, in seconds. It
    goes on then, and nobody hears of it any more."""
    answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    run = partial(copy_context().run, _run, work, answer)
    threading.Thread(target=run, name="asking", daemon=True).start()
    try:
        async with asyncio.timeout(patience):
            return await answer
    except TimeoutError:
        raise NotReached(say("The store does not answer."), say("it does not answer")) from None


def _run(work: Callable[[], Answer], answer: asyncio.Future[Answer]) -> None:
    try:
        settle = partial(_set, answer, answer.set_result, work())
    except BaseException as error:  # noqa: BLE001  # whoever waits for it gets it
        settle = partial(_set, answer, answer.set_exception, error)
    with suppress(RuntimeError):  # the program has ended meanwhile
        answer.get_loop().call_soon_threadsafe(settle)


def _set(answer: asyncio.Future[Answer], put: Callable[[Any], None], what: object) -> None:
    if not answer.done():
        put(what)
