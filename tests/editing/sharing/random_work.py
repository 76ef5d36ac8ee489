"""Several programs at random work on one session: they type, undo, are cut off, are killed and opened again.

`python -m tests.editing.sharing.random_work 10000 2 1` does as many operations as told, of so many people,
from that seed, and prints what came of it; the tests do a share of it.
"""

from __future__ import annotations

import errno
import random
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cxworkshop.editing import ids
from cxworkshop.editing.changes import Change, add, move, remove, set_value
from cxworkshop.errors import CxError
from cxworkshop.method.demo import demo_session
from cxworkshop.model.place import Place, value_at
from cxworkshop.model.session import Session
from tests.editing.sharing.people import SLUG, kill, meet, opened_by, serving
from tests.storage.faulty_disk import FaultyDisk, counting
from tests.storage.memory_store import Server
from tests.storage.shared_contract import ON

NAMES = ("Anna", "Bo", "Cecilia")


@dataclass
class Figures:
    """What was done, and what is wrong with what came of it."""

    done: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    aside: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    """Cells that only one person writes and that are not as that one has left them."""

    def __str__(self) -> str:
        done = ", ".join(f"{number} {what}" for what, number in sorted(self.done.items()))
        return (
            f"{done} in {self.seconds:.1f} s; {self.aside} cells kept twice; {len(self.lost)} lost, "
            f"{len(self.twice)} twice, {len(self.untrue)} untrue"
        )


class Person:
    """Somebody with a laptop. `items` are the rows that must be there at the end, each with a text of its
    own."""

    def __init__(self, number: int, server: Server, folder: Path) -> None:
        self.number, self.who, self.server, self.folder = number, NAMES[number], server, folder
        self.opened = opened_by(self.who, server, folder)
        self.own = Place("people", self.opened.session.people[number].id, "role")
        self.saved = self._texts()
        self.values = {value_at(self.opened.session, self.own)}
        """What her own cell may hold after a kill: what it held when it was saved, or has held since."""

    def _texts(self) -> set[str]:
        return {
            row.text for row in self.opened.session.round.parking if (row.text or "").startswith(self.who)
        }

    def apply(self, change: Change) -> None:
        with suppress(CxError):  # what is gone, or must stay
            self.opened.apply(change)

    def save(self) -> None:
        with suppress(OSError):  # of somebody who was killed at this very moment; it is tried again
            self.opened.save()
            self.saved = self._texts()
            self.values = {value_at(self.opened.session, self.own)}

    def die(self, figures: Figures) -> None:
        """Is killed, and opens it again; what was called saved must be there, whatever came since."""

        def dead(_number: int, _name: str) -> None:
            raise OSError(errno.EIO, "dead")

        with counting(FaultyDisk(dead)):
            kill(self.opened)
        before = self._texts()
        self.opened = opened_by(self.who, self.server, self.folder)
        figures.lost += (self.saved & before) - self._texts()
        if (own := value_at(self.opened.session, self.own)) not in self.values:
            figures.untrue.append(f"{self.who}: {own} after a kill, not {self.values}")
        self.saved, self.values = self._texts(), {own}


def edit(person: Person, dice: random.Random, step: int) -> None:
    session = person.opened.session
    touchpoint = Place("touchpoints", dice.choice(session.touchpoints).id, "name")
    match dice.randrange(8):
        case 0 | 1:
            person.apply(add("parking", text=f"{person.who} {step}"))
        case 2 | 3:
            person.apply(set_value(person.own, f"{person.who} {step}"))
        case 4 | 5:
            person.apply(set_value(touchpoint, f"{person.who} {step}"))
        case 6:
            person.apply(move(touchpoint.at(""), dice.choice((-2, -1, 1, 2))))
        case _:
            if len(session.touchpoints) > 6 and dice.random() < 0.5:
                person.apply(remove(touchpoint.at(""), ON))
            else:
                person.apply(add("touchpoints", name=f"{person.who} {step}"))


def act(person: Person, dice: random.Random, step: int, figures: Figures) -> None:
    ids.SUFFIX = "bcdf"[person.number] * 4  # of a program of her own
    chance = dice.random()
    what = "edits"
    if chance < 0.01:
        what = "kills"
        person.die(figures)
    elif chance < 0.03:
        what = "cuts"
        person.server.out_of_reach = not person.server.out_of_reach
    elif chance < 0.08:
        what = "undone"
        person.opened.undo() if dice.random() < 0.7 else person.opened.redo()
    elif chance < 0.12:
        what = "saves"
        person.save()
    else:
        edit(person, dice, step)
    person.values.add(value_at(person.opened.session, person.own))
    figures.done[what] = figures.done.get(what, 0) + 1
    if dice.random() < 0.5:
        person.opened.take_news()


def work(folder: Path, session: Session, operations: int, people: int, seed: int) -> Figures:
    dice, server, figures, letters = random.Random(seed), serving(session), Figures(), ids.SUFFIX
    everybody = [Person(number, server, folder) for number in range(people)]
    begun = time.monotonic()
    for step in range(operations):
        act(dice.choice(everybody), dice, step, figures)
        if dice.random() < 0.2:
            time.sleep(0)  # the threads have their turn in different places
    server.out_of_reach, ids.SUFFIX = False, letters
    for person in everybody:
        person.save()
    expected = [
        (person, person._texts(), value_at(person.opened.session, person.own)) for person in everybody
    ]
    meet(*(person.opened for person in everybody))
    figures.seconds = time.monotonic() - begun
    end = server.versions[SLUG].session
    texts = [row.text or "" for row in end.round.parking]
    figures.aside = len(end.set_aside)
    figures.twice += [text for text in {*texts} if texts.count(text) > 1]
    for person, own_texts, own in expected:
        figures.lost += own_texts - {*texts}
        if value_at(end, person.own) != own:
            figures.untrue.append(f"{person.who}: {value_at(end, person.own)} for {own}")
        person.opened.close()
    return figures


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        figures = work(Path(folder), demo_session("en"), *(int(argument) for argument in sys.argv[1:4]))
        print(figures, *figures.lost, *figures.twice, *figures.untrue, sep="\n")
