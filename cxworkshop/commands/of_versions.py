"""Commands of two versions that become one, in the library. A part of the table."""

from __future__ import annotations

from cxworkshop.commands.command import Command
from cxworkshop.language import N_

# fmt: off
OF_VERSIONS: tuple[Command, ...] = (
    Command("open", ("enter",), N_("Merge"),
            N_("shows what the version under the cursor and its original would become"), "version", 9),
    Command("merge_versions", ("enter",), N_("Merge"),
            N_("makes the original both; the other version goes among its older copies"), "merging", 9,
            by_name=False),
    Command("open_alone", ("o",), N_("Open it alone"), N_("opens the version under the cursor as it is"),
            "merging", 8),
)
# fmt: on
