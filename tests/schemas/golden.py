"""Write the golden JSON Schema anew after a change that is meant: `python -m tests.schemas.golden`."""

import json
from pathlib import Path

from schemas.plan import Plan

if __name__ == "__main__":
    schema = json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    Path(__file__).with_name("congvan-plan-1.schema.json").write_text(schema, encoding="utf-8")
