"""The open cell of a sheet as a value: where it is, and what is typed in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cxworkshop.model.place import Place
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.editor import Editor


@dataclass(frozen=True)
class EditedCell:
    """A cell that is being edited. `place` is None for the first cell of a new row; `is_adding` stays true
    for the other cells of a row that was just added. The last cell `is_kept_open` after its value was kept:
    what is typed next is no command and no value, and keys that go elsewhere leave it. `seen`: the value when
    it was opened."""

    column: Column
    editor: Editor
    place: Place | None
    is_adding: bool = False
    is_kept_open: bool = False
    seen: Any = None

    def after(self, key: str, character: str | None) -> EditedCell | None:
        """The cell after a key that types or edits, or after the characters of several that type; None for
        any other key."""
        if character and character.isprintable():
            return replace(self, editor=self.editor.typed(character))
        editor = self.editor.press(key)
        return replace(self, editor=editor) if editor is not None else None
