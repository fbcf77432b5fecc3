"""Personal data: private telephones, identity numbers, days of birth, private mail; what must be masked before it is spread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.findings.base import View, finding, listing
from schemas.facts import Evidence, Finding
from vietnamese.letters import fold

_NEAR = 40  # characters before a telephone within which it is called one
_PRIVATE_MAIL = ("gmail.", "yahoo.", "hotmail.", "outlook.", "icloud.")


def find_people(view: View) -> Iterator[Finding]:
    """Find `personal_data`, told once a dispatch with what kinds there are; the message repeats none of it."""
    kinds: list[tuple[str, list[Evidence]]] = [
        ("số điện thoại di động", list(_mobiles(view))),
        ("thư điện tử cá nhân", list(_mails(view))),
        ("số căn cước hoặc chứng minh nhân dân", list(_spots(view, _identity()))),
        ("ngày sinh", list(_spots(view, _birth()))),
    ]
    told = [(name, places) for name, places in kinds if places]
    if told:
        counts = listing([f"{len(places)} {name}" for name, places in told])
        yield finding(
            "personal_data",
            f"Văn bản có dữ liệu cá nhân ({counts}); hãy che trước khi chia sẻ ra ngoài.",
            "contacts",
            [evidence for _, places in told for evidence in places[:3]],
        )


def _mobiles(view: View) -> Iterator[Evidence]:
    for contact in view.plan.contacts:
        digits = re.sub(r"^84", "0", re.sub(r"\D", "", contact.value))
        if contact.kind == "phone" and re.fullmatch(r"0[35789]\d{8}|01\d{9}", digits):
            where = contact.evidence[0]
            before = view.part.content[max(where.start - _NEAR, 0) : where.start]
            if view.readable or _call().search(fold(before)):  # ten figures in a bad text may be anything
                yield where


@cache
def _call() -> re.Pattern[str]:
    return re.compile(r"\b(?:dt|sdt|dtdd|dien thoai|di dong|zalo|lien he)\b")


def _mails(view: View) -> Iterator[Evidence]:
    for contact in view.plan.contacts:
        if contact.kind == "email" and contact.value.rpartition("@")[2].lower().startswith(_PRIVATE_MAIL):
            yield contact.evidence[0]


@cache
def _identity() -> re.Pattern[str]:
    named = r"CCCD|CMND|[Cc]ăn cước(?: công dân)?|[Cc]hứng minh nhân dân|(?:[Mm]ã|[Ss]ố) định danh(?: cá nhân)?"
    return re.compile(rf"(?:{named})\s*(?:số)?\s*:?\s*(\d{{9}}|\d{{12}})(?!\d)")


@cache
def _birth() -> re.Pattern[str]:
    day = r"\d{1,2}\s?(?:[/.-]|tháng)\s?\d{1,2}\s?(?:[/.-]|năm)\s?(?:19|20)\d\d"
    return re.compile(rf"(?:[Ss]inh ngày|[Nn]gày,? ?(?:tháng,? ?năm )?sinh)\s*:?\s*({day})")


def _spots(view: View, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    for match in pattern.finditer(view.part.content):
        yield view.part.evidence(match.start(1), match.end(1))
