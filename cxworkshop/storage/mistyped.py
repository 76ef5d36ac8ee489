"""What looks like the address of a store or of a laptop, and is none. Taken for a path, its password would
be the name of a folder, and printed.

Asked at every start, so it loads nothing that knows a store.
"""

from __future__ import annotations

import os
import re

from cxworkshop.errors import WrongUse
from cxworkshop.language import Words, say

STORE = "postgresql://anna@db.example.org/workshops"
LAPTOP = "http://192.168.1.20:8765"
_PATH = re.compile(r"\.{1,2}[/\\]|~[^:@/\\]*[/\\]|[a-z]:[/\\]", re.IGNORECASE)
"""How a text begins that is a path whatever follows: here, at home, on a disk of Windows."""
_ADDRESS = re.compile(
    r"[a-z][\w+.-]+:[/\\]"  # a scheme
    r"|[a-z][\w+.;-]*//"  # one without its colon
    r"|p\w*(?:gr|sq)\w*[/\\].*@"  # a word like postgresql
    r"|[^:]*:.*@"  # somebody and a password
    r"|(?:.*[\s?&;,'\"])?(?:password|sslpassword|passfile|user|host|hostaddr|dbname|service)\s*=",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_an_address(text: str) -> bool:
    """Whether somebody means an address by a text, right or wrong. What is there as a file or folder is none,
    nor what begins as a path; `://` is in no path."""
    text = text.strip()
    if "://" in text:
        return True
    is_path = _PATH.match(text) or not _ADDRESS.match(text)
    return not is_path and not _is_there(os.path.expanduser(text))  # noqa: PTH111 - asked at every start


def _is_there(path: str) -> bool:
    """Whether something is at a path, or may be: its first folder below the root is there."""
    root, _slash, rest = path.partition("/")
    first = rest.partition("/")[0]
    return os.path.lexists(path) or (not root and bool(first) and os.path.lexists(f"/{first}"))


def refuse_an_address(text: str) -> None:
    """Raises WrongUse, which does not repeat it, where a path is meant."""
    if looks_like_an_address(text):
        raise WrongUse(no_path())


def no_path() -> Words:
    return say(
        "This looks like an address and is neither that of a store, such as {store}, nor behind “open” that "
        "of another facilitator's laptop, such as {laptop}. It is not repeated here, as a password may be in "
        "it. A path with such signs begins with ./",
        store=STORE,
        laptop=LAPTOP,
    )


def no_word() -> Words:
    return say(
        "An address is no word of this verb; that of a store stands behind --sessions: cxworkshop --sessions "
        "{store}. It is not repeated here, as a password may be in it.",
        store=STORE,
    )


def may_hold_a_password(text: str) -> bool:
    """Whether a text that cannot be read, of whatever kind, may have an address in it."""
    return "://" in text or (":" in text and "@" in text) or "password" in text.lower()
