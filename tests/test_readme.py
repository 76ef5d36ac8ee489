"""The README tells what is true: its tables and its picture are those of the program. `python -m
tests.test_readme` writes them."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from textual.worker import WorkerCancelled

from cxworkshop.app import CxApp
from cxworkshop.commands import key_table
from cxworkshop.editing import create
from cxworkshop.language import use
from cxworkshop.method.demo import demo_session
from cxworkshop.model.tables import record_table

README = Path(__file__).parent.parent / "README.md"


def picture() -> str:
    """The demo's third step as the screen shows it, without the lines that tell the hour."""
    return asyncio.run(_picture())


async def _picture() -> str:
    use("en")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo.json"
        create(path, demo_session("en").as_of(1)).close()
        app = CxApp(Path(folder), open_path=path, today=date(2026, 11, 21))
        async with app.run_test(size=(118, 29)) as pilot:
            await pilot.press("3")
            await app.typed.join()
            for worker in [worker for worker in app.workers if worker.group == "judge"]:
                with suppress(WorkerCancelled):  # a newer one has taken its place
                    await worker.wait()
            await pilot.pause()
            strips = (
                app.screen._compositor.render_strips()
            )  # what is on the screen, which Textual keeps to itself
            lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    return "\n".join(["```text", *lines[1:-1], "```"])


BLOCKS = {"keys": key_table, "record": record_table, "picture": picture}


def block(name: str) -> re.Pattern[str]:
    """What stands between the marks of a block."""
    return re.compile(rf"(?<=<!-- {name}: begin -->\n)(.*?)(?=<!-- {name}: end -->)", re.DOTALL)


def written(readme: str) -> str:
    """The README with its tables and its picture as the program has them now."""
    for name, table in BLOCKS.items():
        before, _old, after = block(name).split(readme)
        readme = f"{before}{table().strip()}\n{after}"
    return readme


@pytest.mark.parametrize("name", BLOCKS)
def test_the_readme_shows_what_the_program_shows(name: str) -> None:
    readme = README.read_text(encoding="utf-8")
    shown, wanted = block(name).search(readme), block(name).search(written(readme))
    assert shown
    assert wanted
    assert shown[0] == wanted[0], "run make readme"


def test_the_readme_shows_the_two_commands() -> None:
    readme = README.read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
