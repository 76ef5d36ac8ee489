"""Values as JSON, for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cxworkshop.documents import Written


def write(values: Mapping[str, object]) -> Written:
    return Written((json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode())
