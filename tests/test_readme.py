"""The README tells what is true: its tables are those of the program. `python -m tests.test_readme` writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cxworkshop.commands import key_table
from cxworkshop.model.tables import record_table

README = Path(__file__).parent.parent / "README.md"
TABLES = {"keys": key_table, "record": record_table}


def block(name: str) -> re.Pattern[str]:
    """What stands between a table's marks."""
    return re.compile(rf"(?<=<!-- {name}: begin -->\n)(.*?)(?=<!-- {name}: end -->)", re.DOTALL)


def written(readme: str) -> str:
    """The README with its tables as the program has them now."""
    for name, table in TABLES.items():
        before, _old, after = block(name).split(readme)
        readme = f"{before}{table().strip()}\n{after}"
    return readme


@pytest.mark.parametrize("name", TABLES)
def test_the_readme_shows_the_table_of_the_program(name: str) -> None:
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
