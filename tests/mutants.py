"""Changes the program a little, again and again, and lists the changes that no test of the room notices.

`make mutants ROOM=method/ballots` runs it, on a copy; the room's tests are tried, here tests/method. A
survivor is either a promise that no test holds, or a change that changes nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome

HOUSE = Path(__file__).parent.parent
ROOMS = (
    "method",
    "editing",
    *(
        f"model/{name}"
        for name in ("dates", "numbers", "place", "session", "record", "kind", "kinds", "number_kinds")
    ),
)
OPERATORS = re.compile(
    r"core/(AddNot|NumberReplacer|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue"
    r"|ZeroIterationForLoop|ReplaceUnaryOperator_(USub_UAdd|Delete_Not)"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Div)"
    r"|ReplaceComparisonOperator_(Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt))"
)
"""What a hand slips on. The tool's others ask the same again, or change annotations only."""
SECONDS = 120
"""After which tests that hang have noticed."""


def modules(room: str) -> list[Path]:
    """The Python files of a room, relative to the house. Raises SystemExit when there is no such room."""
    place = HOUSE / "cxworkshop" / room
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    if not files or not files[0].exists():
        raise SystemExit(f"There is no cxworkshop/{room}.")
    return [file.relative_to(HOUSE) for file in files]


def mutations(room: str) -> list[MutationSpec]:
    """Every change worth trying in a room, in the order of its lines. A decorator's are not: that a class is
    frozen shows only where somebody changes it."""
    with tempfile.TemporaryDirectory() as folder, use_db(f"{folder}/changes.sqlite") as changes:
        init(modules(room), changes, {})
        every = [mutation for item in changes.work_items for mutation in item.mutations]
    chosen = [one for one in every if OPERATORS.fullmatch(one.operator_name) and not _decorates(one)]
    return sorted(chosen, key=lambda one: (one.module_path, one.start_pos, one.operator_name, one.occurrence))


def _decorates(mutation: MutationSpec) -> bool:
    line: str = mutation.module_path.read_text("utf-8").splitlines()[mutation.start_pos[0] - 1]
    return line.lstrip().startswith("@")


def survivors(room: str, chosen: list[MutationSpec]) -> Iterator[str]:
    """Tries each change, in the current folder; tells place and lines of those that no test notices."""
    tests = Path("tests", Path(room).parts[0])
    command = f"{HOUSE}/.venv/bin/python -m pytest -x -q -p no:cacheprovider"
    if subprocess.run([*command.split(), str(tests)], capture_output=True, check=False).returncode:
        raise SystemExit(f"{tests} must pass before anything is changed.")
    for mutation in chosen:
        own = tests / f"test_{mutation.module_path.stem}.py"
        first = f"{command} {own} && " if own.exists() else ""
        result = mutate_and_test([mutation], f"sh -c '{first}{command} {tests}'", SECONDS)
        if result.test_outcome is TestOutcome.INCOMPETENT:
            raise SystemExit(result.output)
        if result.test_outcome is TestOutcome.SURVIVED:
            lines = [line for line in (result.diff or "").splitlines()[3:] if line.startswith(("-", "+"))]
            yield "\n".join([f"{mutation.module_path}:{mutation.start_pos[0]}", *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", default=ROOMS)
    parser.add_argument("--sample", type=int, default=40, help="changes tried in each room, at most")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.nice(10)
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(
            HOUSE, f"{folder}/house", ignore=shutil.ignore_patterns(".venv", ".git", "*.pyc")
        )
        os.chdir(copy)
        for room in asked.rooms:
            every = mutations(room)
            chosen = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
            passed = 0
            for survivor in survivors(room, chosen):
                passed += 1
                print(survivor, flush=True)
            print(
                f"{room}: {len(chosen) - passed} of {len(chosen)} noticed, of {len(every)} changes",
                flush=True,
            )


if __name__ == "__main__":
    main()
