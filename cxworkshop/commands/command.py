"""The declaration of a command and of a scope, and whether a command is useful in a situation."""

from __future__ import annotations

from dataclasses import dataclass

from cxworkshop.commands.situation import Need, Situation
from cxworkshop.language import Words, say


@dataclass(frozen=True)
class Scope:
    """A part of the program that commands work in.

    `over` are the scopes that work at the same time, so that no key may be in two of them. Where `is_fixed`,
    keys cannot be changed, because letters and signs are answers.
    """

    title: str
    over: tuple[str, ...] = ()
    is_fixed: bool = False


@dataclass(frozen=True)
class Command:
    """One thing a person can ask for.

    `keys` are Textual's names; the first one is shown. `where` is its scope. `bar` is its weight in the key
    bar, 0 when it is only in help and palette. Commands not run `by_name` belong to a list or an open cell
    and have keys only. One that `changes` the record does nothing in a read-only session. One that works
    `by_key` is passed the key that was pressed. `keys_label` is shown instead of many keys. One that
    `begins_text` is followed by words, which are no commands when it is refused. It works in the scopes of
    `also` too.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: str
    bar: int = 0
    by_name: bool = True
    changes: bool = False
    by_key: bool = False
    keys_label: str = ""
    begins_text: bool = False
    also: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """All scopes in which it works."""
        return (self.where, *self.also)

    def works(self, now: Situation) -> bool:
        """Whether it can do anything here; help lists only such commands."""
        return not (self.changes and now.read_only)

    def is_useful(self, now: Situation) -> bool:
        """Whether it is shown in the key bar."""
        return self.works(now) and all(need.holds(now) for need in self.needs)

    def is_named(self, now: Situation) -> bool:
        """Whether the palette lists it."""
        return self.by_name and self.works(now) and all(n.is_named or n.holds(now) for n in self.needs)

    def refusal(self, now: Situation) -> Words:
        """Why it does nothing now; empty when it does something, or gives the reason itself."""
        if not self.works(now):
            return now.read_only
        return next((say(need.why) for need in self.needs if need.why and not need.holds(now)), "")
