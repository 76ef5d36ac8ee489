"""Compiles the catalogues that gettext reads: as hatchling's build hook, and for the Makefile after a translator's edit."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(house: Path) -> None:
    """Writes each .mo beside its .po."""
    for source in house.glob("cxworkshop/locale/*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))


class CompiledCatalogues(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is the builder's own configuration
    """Compiles before files are collected, so that wheels and editable installs carry the catalogues."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
