"""Writes the pictures of the README: the program's own screens, over the demo, as SVG; a page of its plan.

`python -m tests.pictures` writes them.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from textual.worker import WorkerCancelled

from cxworkshop.app import CxApp
from cxworkshop.documents import write_document
from cxworkshop.documents.look import Look
from cxworkshop.documents.pictures import pictures_in
from cxworkshop.documents.plan import content
from cxworkshop.documents.reader import read
from cxworkshop.documents.tree import About, Tree
from cxworkshop.documents.writers import pdf
from cxworkshop.editing import create
from cxworkshop.language import speaking, use
from cxworkshop.method.demo import demo_session

ON = date(2026, 11, 21)
FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (120, 36)
PICTURES = {
    "day": (1, "2", "the day on a step: goals in whole sentences"),
    "card": (2, "2 v pagedown pagedown", "the card of a touchpoint"),
    "ballot": (1, "3 b", "the blind ballot, revealed"),
}
"""The keys that lead to each picture, in a round of the demo, and what it shows."""
SHEET = "sheet"
"""The page of the plan that is shown: the strategy on one sheet."""
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Textual names fonts on the web; nothing here needs the internet."""
_HOUR = re.compile(r"✓ saved.*|saving…?.*")


def pictures() -> Iterator[tuple[str, str]]:
    """The names of the pictures, and their SVG."""
    use("en")
    for name, (number, keys, title) in PICTURES.items():
        yield name, asyncio.run(_picture(number, keys.split(), title))


async def _picture(number: int, keys: list[str], title: str) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo.json"
        create(path, demo_session("en").as_of(number)).close()
        app = CxApp(Path(folder), open_path=path, today=ON)
        async with app.run_test(size=SIZE) as pilot:
            for key in keys:
                await pilot.press(key)
                await app.key_queue.join()
            for worker in [worker for worker in app.workers if worker.group == "judge"]:
                with suppress(WorkerCancelled):  # a newer one has taken its place
                    await worker.wait()
            await pilot.pause()
            return _FONTS.sub("", app.export_screenshot(title=f"cxworkshop – {title}", simplify=True))


def page_of_plan(number: int) -> bytes:
    """A page of the demo's plan as PNG."""
    session = demo_session("en")
    with speaking("en"):
        drawn = pictures_in(content(session, ON).values())
        sheets = read(write_document(session, "plan", language="en", on=ON), drawn)
        about = About("Action plan", session.organisation.name, "en", ON, "Draft")
        values = json.dumps(pdf._values(Tree(about, sheets), Look()))
    compiler = typst.Compiler(str(pdf.TEMPLATE), font_paths=pdf.fonts(False), sys_inputs={"document": values})
    pages = compiler.compile(format="png", ppi=72)
    assert isinstance(pages, list)
    return pages[number - 1]


def words(svg: str) -> str:
    """The words in a picture, without the hour at which it was saved."""
    texts = re.findall(r"<text [^>]*>([^<]+)<", svg)
    lines = (html.unescape(text).replace("\N{NO-BREAK SPACE}", " ") for text in texts)
    return " ".join(" ".join(_HOUR.sub("", line).split()) for line in lines if line.strip())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for picture, svg in pictures():
        (FOLDER / f"{picture}.svg").write_text(svg, encoding="utf-8")
    (FOLDER / f"{SHEET}.png").write_bytes(page_of_plan(2))
