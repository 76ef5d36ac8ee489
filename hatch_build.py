"""How the catalogues are made: words are collected for translators, and compiled for gettext when the wheel
is built.

babel.cfg names the collector, hatchling calls the hook, and the Makefile runs this file after a translator's
edit.
"""

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def words(
    source: IO[bytes], keywords: Collection[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """The marked words of a Python file. Babel's own collector sees nothing inside an f-string before Python
    3.12."""
    for node in ast.walk(ast.parse(source.read())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = tuple(
                one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None
                for one in node.args
            )
            if name in keywords and any(texts):
                yield node.lineno, name, texts, []


def compile_catalogues(house: Path) -> None:
    """Writes each .mo beside its .po."""
    for source in house.glob("cxworkshop/locale/*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))


# its parameter is the builder's own configuration
class CompiledCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles before files are collected, so that wheels and editable installs carry the catalogues."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
