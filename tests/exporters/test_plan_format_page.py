import re
from pathlib import Path

from schemas.plan import Plan

PAGE = Path(__file__).resolve().parents[2] / "docs" / "plan-format.md"


def test_the_page_names_every_public_name():
    schema = Plan.model_json_schema()
    models = [schema, *schema["$defs"].values()]
    names = {name for model in models for name in model.get("properties", {})}
    said = set(re.findall(r"\w+", PAGE.read_text(encoding="utf-8")))
    assert names - said == set()


def test_the_page_names_every_code_of_a_closed_list():
    schema = Plan.model_json_schema()
    codes = {str(code) for model in schema["$defs"].values() for code in model.get("enum", [])}
    said = set(re.findall(r"\w+", PAGE.read_text(encoding="utf-8")))
    assert codes - said == set()
