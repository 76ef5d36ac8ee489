"""The commands with the keys they have now: rebinding, and the command that a key stands for. Used by
screens, widgets and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cxworkshop.commands.command import Command
from cxworkshop.commands.key_names import key_name, keys_shown
from cxworkshop.commands.scopes import SCOPES
from cxworkshop.commands.table import COMMANDS
from cxworkshop.language import Message, _, say, speaking

_in_force: tuple[Command, ...] = COMMANDS


def rebind(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Gives commands other keys, by command id, for as long as the program runs."""
    global _in_force
    _in_force = tuple(
        replace(command, keys=keys[command.id]) if command.id in keys and may_be_rebound(command) else command
        for command in COMMANDS
    )


def in_force() -> tuple[Command, ...]:
    """All commands, with the keys they have now."""
    return _in_force


def may_be_rebound(command: Command) -> bool:
    """Whether its keys may be changed: those of an open cell, a ballot and the steps may not."""
    return command.by_name and not SCOPES[command.where].is_fixed


def key_of(id: str) -> str:
    """The display name of a command's first key now; empty when its keys are fixed."""
    return next(
        (
            key_name(command.keys[0])
            for command in _in_force
            if command.id == id and command.keys and may_be_rebound(command)
        ),
        "",
    )


def keyed(words: str, /, **values: object) -> Message:
    """`say`, with command ids in braces replaced by their keys now: {undo} reads u."""
    return say(
        words,
        **{command.id: key_of(command.id) for command in COMMANDS if f"{{{command.id}}}" in words},
        **values,
    )


def is_always(key: str) -> bool:
    """Whether a key asks for help, the palette or quitting also while text is typed: one that types no
    character."""
    return (
        len(key_name(key)) > 1
        and key != "space"
        and any(key in command.keys for command in commands_in("everywhere") if command.id != "back")
    )


def clash(command: Command) -> Command | None:
    """Another command with one of the same keys in a scope that works at the same time; None without."""
    for other in _in_force:
        if (
            other.id != command.id
            and any(_overlap(place, where) for place in command.places for where in other.places)
            and set(command.keys) & set(other.keys)
        ):
            return other
    return None


def _overlap(scope: str, other: str) -> bool:
    return scope == other or scope in SCOPES[other].over or other in SCOPES[scope].over


def command_for(key: str, *where: str) -> Command | None:
    """The command of a key in the first of the scopes that has one; None without."""
    return next((command for command in commands_in(*where) if key in command.keys), None)


def commands_in(*where: str) -> list[Command]:
    """The commands of some scopes, in the order of the scopes."""
    return [command for place in where for command in _in_force if place in command.places]


def key_table() -> str:
    """The table of all keys for the documentation, in Markdown."""
    lines = ["| where | key | does | in settings |", "|---|---|---|---|"]
    with speaking("en"):
        for place, scope in SCOPES.items():
            for i, command in enumerate(commands_in(place)):
                keys = " ".join(f"`{key}`" for key in keys_shown(command).split()) or "–"
                name = f"`{command.id}`" if may_be_rebound(command) else ""
                does = f"{_(command.title)}: {_(command.help)}"
                lines.append(f"| {_(scope.title) if i == 0 else ''} | {keys} | {does} | {name} |")
    return "\n".join(lines)
