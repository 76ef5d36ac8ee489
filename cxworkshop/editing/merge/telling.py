"""What one session has that another has not, in words: shown before two versions become one."""

from __future__ import annotations

from cxworkshop.editing.merge.rows import BLIND
from cxworkshop.language import Words, say
from cxworkshop.method.derived import cell_name, row_name
from cxworkshop.model.ops import Add, Op, Remove, Set, difference, key_of
from cxworkshop.model.place import Place, fields
from cxworkshop.model.session import TABLES, Session

_WITHOUT_ROWS = frozenset({"set_aside", "unread", "time_log", "agenda_items", "letters"})


def news(before: Session, after: Session) -> tuple[Words, ...]:
    """What `after` has more or otherwise, each once; of blind answers and private notes only that there are
    any."""
    ops = [op for op in difference(before, after) if key_of(op)[0] not in _WITHOUT_ROWS]
    told = (_words(before, after, op) for op in ops if key_of(op)[0] not in BLIND)
    blind = [say("Blind answers")] if any(key_of(op)[0] in BLIND for op in ops) else []
    return (*dict.fromkeys(words for words in told if words), *blind)


def _words(before: Session, after: Session, op: Op) -> Words:
    table, number, row = key_of(op)
    place = Place(table, row, "", number)
    if TABLES[table].table.private:
        return say(TABLES[table].table.label)
    match op:
        case Set(where, _value):
            head = where.field.partition("[")[0]
            if head not in fields(table):
                return ""
            if head == TABLES[table].table.names and (old := row_name(before, place)):
                return say("{old} → {new}", old=old, new=row_name(after, place))
            return cell_name(after, where)
        case Add():
            return say("Added {row}", row=row_name(after, place))
        case Remove():
            return say("Removed {row}", row=row_name(before, place))
    return say("Moved {row}", row=row_name(after, place))
