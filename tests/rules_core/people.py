"""Rules and rosters for tests of the rules core: invented offices, few lines."""

from datetime import date
from decimal import Decimal

from rules_core import Mark, Person, Roster, evaluate

AS_OF = date(2024, 6, 1)
YES, NO, OPEN = Mark(True), Mark(False), Mark()


def score(figure):
    return Mark(score=Decimal(figure))


def rule(kind, quote="Quy định mẫu.", page=1, **fields):
    return {"kind": kind, "id": fields.pop("id", kind), "evidence": [{"text": quote, "page": page}], **fields}


def book(*rules, **fields):
    named = [{**r, "id": r["id"] if r["id"] != r["kind"] else f"r{n}"} for n, r in enumerate(rules, start=1)]
    return {"format": "congvan-rules/1", "id": "mau", "title": "Kế hoạch mẫu", "rules": named, **fields}


def person(identity="a", role="GV", levels=("THPT",), unit="Trường THPT Sông Hương", **fields):
    return Person(identity, f"Người {identity}", unit, role, levels, **fields)


def check(plans, *persons, as_of=AS_OF, engine="auto", **fields):
    return evaluate(
        plans if isinstance(plans, list) else [plans], Roster(list(persons), **fields), as_of, engine=engine
    )


def outcomes(report):
    return [outcome.value for outcome in report.plans[0].outcomes]
