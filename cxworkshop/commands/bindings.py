"""What is asked of the table: which command a key means now, and which keys somebody has put on commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cxworkshop.commands.command import Command
from cxworkshop.commands.key_names import key_name, keys_shown
from cxworkshop.commands.table import COMMANDS, SCOPES
from cxworkshop.language import Message, say

_in_force: tuple[Command, ...] = COMMANDS


def rebind(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Puts other keys on commands, by their ids, for as long as the program runs."""
    global _in_force
    _in_force = tuple(
        replace(one, keys=keys[one.id]) if one.id in keys and may_be_rebound(one) else one for one in COMMANDS
    )


def in_force() -> tuple[Command, ...]:
    """Every command with the keys it has now."""
    return _in_force


def may_be_rebound(command: Command) -> bool:
    """Whether its keys are free to choose: those of an open cell, of a ballot and of the steps are not."""
    return command.asked and not SCOPES[command.where].is_fixed


def key_of(id: str) -> str:
    """The first key of a command now, as people call it."""
    return next(
        (key_name(one.keys[0]) for one in _in_force if one.id == id and one.keys and may_be_rebound(one)), ""
    )


def keyed(words: str, /, **values: object) -> Message:
    """`say`, with each command that is named in braces shown by its key now: {undo} reads u."""
    return say(words, **{one.id: key_of(one.id) for one in COMMANDS if f"{{{one.id}}}" in words}, **values)


def is_always(key: str) -> bool:
    """Whether a key asks for help, the palette or the end whatever is being typed: it types no sign
    itself."""
    return (
        len(key_name(key)) > 1
        and key != "space"
        and any(key in one.keys for one in commands_in("everywhere") if one.id != "back")
    )


def clash(command: Command) -> Command | None:
    """Another command that listens to one of its keys where both can be asked for."""
    for other in _in_force:
        if (
            other.id != command.id
            and _meet(command.where, other.where)
            and set(command.keys) & set(other.keys)
        ):
            return other
    return None


def _meet(one: str, other: str) -> bool:
    return one == other or one in SCOPES[other].over or other in SCOPES[one].over


def command_for(key: str, *where: str) -> Command | None:
    """The command a key means in the first of the places that knows it."""
    return next((one for one in commands_in(*where) if key in one.keys), None)


def commands_in(*where: str) -> list[Command]:
    """The commands of some places, in the order of the places."""
    return [command for place in where for command in _in_force if command.where == place]


def key_table() -> str:
    """The README's key table, in Markdown."""
    lines = ["| where | key | does | in settings |", "|---|---|---|---|"]
    for place, scope in SCOPES.items():
        for i, command in enumerate(commands_in(place)):
            keys = " ".join(f"`{key}`" for key in keys_shown(command).split()) or "–"
            name = f"`{command.id}`" if may_be_rebound(command) else ""
            lines.append(
                f"| {scope.title if i == 0 else ''} | {keys} | {command.title}: {command.help} | {name} |"
            )
    return "\n".join(lines)
