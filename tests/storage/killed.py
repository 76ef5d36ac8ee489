"""Programs that are killed while they save, at random or at each operation, and two that hammer one session.

`python -m tests.storage.killed 500 10` does it as often as told and prints what was lost; the tests do their
share of it. The programs are forked off one that has imported everything, so that a kill costs milliseconds.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cxworkshop.editing import create, open_session
from cxworkshop.editing.changes import add
from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session
from cxworkshop.storage.file.draft import Draft
from cxworkshop.storage.file.session_file import SessionFile
from tests.storage.faulty_disk import FaultyDisk, counting

Say = Callable[[str], object]
Work = Callable[[Say], None]
LONGEST = 0.12
"""Seconds a program is left to live at most when it has opened the session."""


@dataclass
class Result:
    """What came of it: how many were killed, how much they had been told is saved, and what of that is
    wrong."""

    killed: int = 0
    saved: int = 0
    lost: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.killed} killed, {self.saved} saved, {len(self.lost)} lost, {len(self.corrupt)} corrupt"


def started(work: Work) -> tuple[int, int]:
    """A program that does the work and says each thing it was told is saved: its number, and where to hear
    it."""
    hear, say = os.pipe()
    program = os.fork()
    if program:
        os.close(say)
        return program, hear
    code = 0
    try:
        os.close(hear)
        work(lambda text: os.write(say, f"{text}\n".encode()))
    except BaseException:  # noqa: BLE001  # a program of its own ends here
        traceback.print_exc()
        code = 1
    os._exit(code)


def heard(hear: int, seconds: float = 0.0) -> list[str]:
    """What it said until it ended, or for so long."""
    told = b""
    until = time.monotonic() + seconds if seconds else None
    while select.select([hear], [], [], None if until is None else max(0.0, until - time.monotonic()))[0]:
        data = os.read(hear, 1 << 16)
        if not data:
            break
        told += data
    return told.decode().splitlines()


def saving(path: Path, begin: int) -> Work:
    """Opens the session and adds rows, each saved before it is named; something is being typed all the
    time."""

    def work(say: Say) -> None:
        opened = open_session(path)
        assert not opened.read_only, opened.read_only
        say("")
        for number in range(begin, begin + 10_000):
            opened.put_draft(Draft(f"typing {number}", {}))
            opened.apply(add("parking", text=f"item-{number}"))
            opened.save()
            say(f"item-{number}")

    return work


def judge(path: Path, told: list[str], result: Result) -> list[str]:
    """Looks at what is there; what there should be."""
    try:
        file = SessionFile.read(path)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
        result.corrupt.append(repr(error))
        return told
    result.corrupt += [str(fault.words) for fault in file.faults]
    there = {row.text for row in file.session.round.parking}
    result.lost += [text for text in told if text not in there]
    return [row.text or "" for row in file.session.round.parking]


def kill_at_random(folder: Path, times: int, seed: int = 0, session: Session | None = None) -> Result:
    """One session, opened again after each kill."""
    path, chance, result = folder / "k.json", random.Random(seed), Result()
    create(path, session or Session()).close()
    kept: list[str] = []
    for time_ in range(times):
        program, hear = started(saving(path, time_ * 10_000))
        if chance.random() < 0.9:  # the others are killed while they open
            os.read(hear, 1)
        told = heard(hear, chance.random() * LONGEST)
        os.kill(program, signal.SIGKILL)
        told = [text for text in told + heard(hear) if text]
        os.waitpid(program, 0)
        os.close(hear)
        result.killed += 1
        result.saved += len(told)
        kept = judge(path, kept + told, result)
    return result


def kill_at_each_operation(folder: Path, most: int = 120) -> Result:
    """A session a kill: at the first operation of opening and saving, at the second …"""
    result = Result()
    for number in range(1, most):
        path = folder / f"{number}.json"
        create(path, Session()).close()

        def kill(now: int, _name: str, number: int = number) -> None:
            if now == number:
                os.kill(os.getpid(), signal.SIGKILL)

        def work(say: Say, path: Path = path, kill: Callable[[int, str], None] = kill) -> None:
            with counting(FaultyDisk(kill)):
                opened = open_session(path)
                for i in range(2):
                    opened.apply(add("parking", text=f"item-{i}"))
                    opened.save()
                    say(f"item-{i}")
                opened.close()

        program, hear = started(work)
        told = heard(hear)
        _pid, status = os.waitpid(program, 0)
        os.close(hear)
        judge(path, told, result)
        opened = open_session(path)  # what was left behind stands in nobody's way
        result.lost += [str(opened.read_only)] if opened.read_only else []
        opened.close()
        result.corrupt += [one.name for one in folder.glob(f".{path.name}.*") if one.suffix != ".draft"]
        result.saved += len(told)
        if not os.WIFSIGNALED(status):
            break
        result.killed += 1
    return result


def hammer(folder: Path, seconds: float, programs: int = 2) -> Result:
    """Several programs open one session whenever it is free, add rows and close it again."""
    path, result = folder / "k.json", Result()
    create(path, Session()).close()

    def work_of(who: int) -> Work:
        def work(say: Say) -> None:
            until, number = time.monotonic() + seconds, 0
            while time.monotonic() < until:
                opened = open_session(path)
                if opened.read_only:
                    continue
                for _row in range(3):
                    number += 1
                    opened.apply(add("parking", text=f"{who}-{number}"))
                    opened.save()
                    say(f"{who}-{number}")
                opened.close()

        return work

    running = [started(work_of(who)) for who in range(programs)]
    told: list[str] = []
    for program, hear in running:
        told += heard(hear)
        _pid, status = os.waitpid(program, 0)
        result.corrupt += [f"program {program} ended with {status}"] if status else []
        os.close(hear)
    result.saved = len(told)
    judge(path, told, result)
    return result


if __name__ == "__main__":
    times, seconds = int(sys.argv[1]), float(sys.argv[2])
    for name, what in (
        ("at random", lambda folder: kill_at_random(folder, times)),
        ("at random, the demo", lambda folder: kill_at_random(folder, times, 1, demo_session("en"))),
        ("at each operation", kill_at_each_operation),
        ("two programs", lambda folder: hammer(folder, seconds)),
    ):
        with tempfile.TemporaryDirectory() as made:
            print(f"{name}: {what(Path(made))}", flush=True)
