"""A workshop as it lies about at the end of a long day: its file, older copies, what a conflict and a sync
service left, copies brought back and archived, and what killed programs left of their writing."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cxworkshop.editing import create
from cxworkshop.editing.changes import add
from cxworkshop.model.ballots import (
    FIVE_FUNCTIONS,
    WHOLE,
    ConfidenceScore,
    FunctionScore,
    OverallLevel,
    OwnershipBallot,
    ValueScore,
)
from cxworkshop.model.measures import Guess, Measure
from cxworkshop.model.organisation import Person, Touchpoint
from cxworkshop.model.record import Record
from cxworkshop.model.session import Session
from cxworkshop.model.touchpoint_states import Dot
from cxworkshop.storage.file.session_file import SessionFile

A_NAME = re.compile(rb'"participant"\s*:\s*"')
"""Beside an answer, and nowhere else in a file."""
ELSEWHERE = "somebody-elses"
NAME = "kuusilinna.json"


def without_ancestor(path: Path) -> None:
    """As a file that tells nothing of the versions it comes from."""
    raw = json.loads(path.read_text("utf-8"))
    for marks in ("states", "lineage"):
        del raw["header"]["1"][marks]
    path.write_text(json.dumps(raw), "utf-8")


def answered() -> Session:
    """A small workshop with blind answers of every kind, each with its name, and no ballot sealed."""
    people = tuple(Person(id=f"p{i}", name=f"Person {i}") for i in range(1, 6))
    touchpoints = tuple(Touchpoint(id=f"tp{i}", name=f"Touchpoint {i}") for i in range(1, 4))
    session = Session(people=people, touchpoints=touchpoints, measures=(Measure(id="m1", metric="nps"),))
    kinds: list[tuple[str, type[Any], list[dict[str, str]]]] = [
        ("guesses", Guess, [{"measure": "m1"}]),
        ("overall_levels", OverallLevel, [{}]),
        ("function_scores", FunctionScore, [{"function": key} for key, _words in FIVE_FUNCTIONS]),
        ("value_scores", ValueScore, [{"statement": "teamwork"}]),
        ("confidence_scores", ConfidenceScore, [{}]),
        ("dots", Dot, [{"touchpoint": one.id} for one in touchpoints]),
    ]
    given: dict[str, tuple[Record, ...]] = {
        table: tuple(
            record(id=":".join([*about.values(), who.id]), **about, participant=who.id, value=1 + i % 2)
            for about in subjects
            for i, who in enumerate(people, 1)
        )
        for table, record, subjects in kinds
    }
    given["ownership_ballots"] = tuple(
        OwnershipBallot(
            id=f"1:{one}:{who.id}", touchpoint=one, participant=who.id, kind="person", person=f"p{1 + i % 3}"
        )
        for one in ("tp1", "tp2", "tp3", WHOLE)
        for i, who in enumerate(people)
    )
    here = session.round.model_copy(update={**given, "participants": tuple(who.id for who in people)})
    return session.model_copy(update={"rounds": (here,)})


def lie_about(folder: Path, session: Session | None = None) -> Path:
    """Makes the workshop and all its versions in a folder, and another workshop beside it; where its file
    is."""
    session = session or answered()
    path = folder / NAME
    create(folder / f"{ELSEWHERE}.json", session).close()
    opened = create(path, session)
    for text in ("one", "two"):
        earlier = (datetime.now(UTC) - timedelta(minutes=9)).timestamp()
        opened.apply(add("parking", text=text))
        opened.save()
        copies = folder / "kuusilinna-copies"
        copies.mkdir(exist_ok=True)
        shutil.copyfile(path, copies / f"2026110{len(list(copies.iterdir())) + 1}T093000Z.json")
        os.utime(path, (earlier, earlier))
    opened.close()
    shutil.copyfile(path, folder / "kuusilinna-copies" / "20261104T093000Z before lunch.json")
    raw = path.read_bytes()
    (folder / "archive").mkdir()
    for name in ("kuusilinna-2", "kuusilinna (conflicted copy 2026-11-12)", "archive/kuusilinna"):
        version = folder / f"{name}.json"
        version.write_bytes(raw)
        theirs = create_row(version, f"only in {name}")
        (folder / f"{name}-copies").mkdir(exist_ok=True)
        shutil.copyfile(version, folder / f"{name}-copies" / "20261112T094500Z.json")
        theirs.close()
    (folder / "renamed-copies").mkdir()
    shutil.copyfile(path, folder / "renamed-copies" / "20261112T094500Z.json")
    (folder / "kuusilinna-copies" / "20261112T094700Z.json").write_bytes(raw[: len(raw) // 2])
    (folder / "kuusilinna-copies" / ".20261112T094800Z.json.k1ll3d03.tmp").write_bytes(raw)
    (folder / f".{NAME}.k1ll3d00.tmp").write_bytes(raw[: 2 * len(raw) // 3])
    (folder / ".kuusilinna-7.json.k1ll3d01.tmp").write_bytes(raw)
    (folder / "archive" / f".{NAME}.k1ll3d02.tmp").write_bytes(raw)
    return path


def create_row(path: Path, text: str) -> SessionFile:
    """A version in which something of its own is said."""
    file = SessionFile.open(path)
    file.put(add("parking", text=text).ops(file.session), datetime.now(UTC))
    return file


def named(folder: Path) -> list[str]:
    """Every file of the workshop in which a name stands beside an answer: files, copies, drafts, temporary
    ones."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and ELSEWHERE not in path.name and A_NAME.search(path.read_bytes())
    )
