"""JSON: the plan itself (`congvan-plan/1`), for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from schemas.plan import Plan


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi") -> bytes:
    """Return one plan as a JSON object, several as an array; a plan is whole whatever `unit` and `lang` say."""
    data = [plan.model_dump(mode="json") for plan in plans]
    text = json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2)
    return (text + "\n").encode()
