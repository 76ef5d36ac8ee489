"""Writes a firm's templates in a process of their own, and says in words what is wrong with them.

What our own templates take is not limited: they never come here.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.documents.firm import task as task_of
from cxworkshop.errors import FaultyTemplate, quoted
from cxworkshop.language import N_, Words, say

if TYPE_CHECKING:
    from cxworkshop.documents.firm import Firm
    from cxworkshop.documents.firm.child import Answer, Task

FAULTS = {
    "arguments": N_("{word} is given too few or too many values; docs/templates.md shows how it is called"),
    "block": N_("there is no block {word} in what it extends"),
    "computing": N_("this cannot be computed ({word})"),
    "endless": N_("it takes too long or prints too much"),
    "escaping": N_("this statement is not allowed, because what people said would be printed as it is"),
    "filter": N_("there is no filter or test {word}; `cxworkshop templates` lists what there is"),
    "forbidden": N_("{word} is out of reach of a template"),
    "html": N_("a template holds no HTML but the marks of the documents ({word}); write &lt; for <"),
    "image": N_("a template loads no pictures ({word}); the logo stands in look.toml"),
    "large": N_("this becomes too large"),
    "link": N_("an address holds no values ({word}): it would carry away what people said"),
    "memory": N_("it takes too much memory"),
    "missing": N_("there is no template {word}"),
    "reading": N_("no page can be made of its text ({word})"),
    "recursion": N_("it calls itself without end"),
    "syntax": N_("this cannot be read ({word})"),
    "tag": N_("there is no statement {word}"),
    "unclosed": N_("{word} is not closed"),
    "unknown": N_("there is no {word} here; `cxworkshop templates` lists what there is"),
}
"""What is wrong with a template."""
NEAREST = {
    "block": N_("there is no block {word} in what it extends. Try: {nearest}"),
    "missing": N_("there is no template {word}. Try: {nearest}"),
    "unknown": N_("there is no {word} here. Try: {nearest}"),
}
"""The same where it is plain what was meant."""
PATIENCE = 3
"""How much longer than its limit of time a process may take on a machine that is busy."""
# -P: nothing is imported from the folder one happens to be in
CHILD = ["-P", "-m", "cxworkshop.documents.firm.child"]
"""The arguments with which Python is the other process; where the program is packed into a folder, it is its
own Python."""
_PACKAGES = Path(__file__).resolve().parent.parent.parent.parent


def text_of(task: Task) -> str:
    """The text of a document. Raises FaultyTemplate with file, line and words."""
    answered = _answer(task)
    if answered.fault:
        raise FaultyTemplate(_words(answered, task))
    return answered.text


def read_through(firm: Firm) -> None:
    """Reads all templates of a firm and prints none. Raises FaultyTemplate."""
    from datetime import date

    if firm.sources:
        text_of(task_of(firm, None, {}, date.min))


def _answer(task: Task) -> Answer:
    from cxworkshop.documents.firm.child import Answer

    name = task.name or ""
    places = [str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        done = subprocess.run(  # noqa: S603 - this program
            [sys.executable, *CHILD],
            input=pickle.dumps(task),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            timeout=task.limits.seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(fault="endless", template=name)
    try:
        return Answer(*json.loads(done.stdout))
    except ValueError:  # the system has ended it
        return Answer(fault="endless", template=name)


def _words(answered: Answer, task: Task) -> Words:
    """File, line, what is wrong, and what stands there."""
    words = answered.word.partition(", ") if answered.fault in NEAREST else (answered.word, "", "")
    why = say(FAULTS[answered.fault], word=quoted(words[0]))
    if words[2]:
        why = say(NEAREST[answered.fault], word=quoted(words[0]), nearest=words[2])
    if not answered.line:
        return say("{file}: {why}.", file=answered.template, why=why)
    lines = task.sources.get(answered.template, "").splitlines()
    line = lines[answered.line - 1].strip() if answered.line <= len(lines) else ""
    return say(
        "{file}, line {n}: {why}. The line: {line}",
        file=answered.template, n=answered.line, why=why, line=quoted(line),
    )  # fmt: skip
