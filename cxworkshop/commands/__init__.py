"""Every command, declared once: keys, title, help, scope, and when it is useful. Read by bindings, key bar,
palette, help and documentation."""

from cxworkshop.commands.bindings import (
    clash,
    command_for,
    commands_in,
    in_force,
    is_always,
    key_of,
    key_table,
    keyed,
    may_be_rebound,
    rebind,
)
from cxworkshop.commands.command import Command, Scope
from cxworkshop.commands.key_names import KEPT_BY_TERMINALS, key_name, key_shown, keys_shown
from cxworkshop.commands.refusals import nothing_done, stopped
from cxworkshop.commands.scopes import SCOPES
from cxworkshop.commands.situation import Situation
from cxworkshop.commands.table import COMMANDS

__all__ = [
    "COMMANDS",
    "KEPT_BY_TERMINALS",
    "SCOPES",
    "Command",
    "Scope",
    "Situation",
    "clash",
    "command_for",
    "commands_in",
    "in_force",
    "is_always",
    "key_name",
    "key_of",
    "key_shown",
    "key_table",
    "keyed",
    "keys_shown",
    "may_be_rebound",
    "nothing_done",
    "rebind",
    "stopped",
]
