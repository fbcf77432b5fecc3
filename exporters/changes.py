"""What a dispatch itself does to other documents: repeals, replaces, amends them, told from what it only reports.

«Căn cứ Nghị định số A sửa đổi, bổ sung Nghị định số B» changes nothing: that was A's doing; nor does «kiến nghị sửa đổi Luật …».
A change is the dispatch's own where it says so of itself («Thông tư này thay thế …»), where a line begins with the words of
the change («Điều 1. Sửa đổi, bổ sung …»), or in its title. What is not sure is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.facts import Citation, Role
from schemas.plan import Plan

# Words of a change and its kind, as Akoma Ntoso names it (TextualMods); the last before the document's name counts.
_WORDS = (
    (re.compile(r"bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|hết\s+hiệu\s+lực", re.IGNORECASE), "repeal"),
    (re.compile(r"thay\s+thế|thay\s+cho", re.IGNORECASE), "replacement"),
    (re.compile(r"sửa\s+đổi(?:\s*,\s*bổ\s+sung)?", re.IGNORECASE), "substitution"),
    (re.compile(r"bổ\s+sung", re.IGNORECASE), "insertion"),
)
_ROLES = (Role.REPLACES, Role.AMENDS)
_BASIS = re.compile(r"\W*(?:căn\s+cứ|xét|theo|thực\s+hiện)(?!\w)", re.IGNORECASE)
_NEXT = re.compile(r"[;,]|(?<!\w)(?:và|đồng\s+thời)(?!\w)", re.IGNORECASE)  # the sentence goes on to another object
_BY_OTHERS = re.compile(r"(?<!\w)(?:bởi|theo|tại)(?!\w)", re.IGNORECASE)  # «được sửa đổi, bổ sung tại Thông tư số …»
_SELF = re.compile(r"(?<!\w)này(?!\w)", re.IGNORECASE)
_LATER = re.compile(r"(?<!\w)(?:sẽ|kiến\s+nghị|đề\s+nghị|đề\s+xuất)(?!\w)", re.IGNORECASE)
_LABEL = re.compile(r"\W*(?:(?:điều|khoản|mục)\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-zđ])?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """A document that is changed, and how: `repeal`, `replacement`, `substitution`, `insertion`."""

    citation: Citation
    kind: str


def changes(plan: Plan) -> Iterator[Change]:
    """Yield the changes that a dispatch makes, in its order, each mention by itself."""
    for citation in plan.citations:
        if citation.role in _ROLES and (kind := _kind(plan, citation)):
            yield Change(citation, kind)


def _kind(plan: Plan, citation: Citation) -> str:
    """Return the kind of a change, «» where it is not surely the dispatch's own."""
    text, at = plan.text.content, citation.evidence[0].start
    start = text.rfind("\n", 0, at) + 1
    said = [(m.start(), m.end(), kind) for words, kind in _WORDS for m in words.finditer(text, start, at)]
    said = [one for one in said if not any(a < one[0] < b for a, b, _ in said)]  # «bổ sung» of «sửa đổi, bổ sung»
    if not said or _BASIS.match(text, start):
        return ""
    verb, after, kind = max(said)
    before = re.split(r"[.;]\s", text[start:verb])[-1]
    title = any(e.start <= at < e.end for e in plan.header.evidence)
    if not (title or _SELF.search(before) or _LABEL.fullmatch(text, start, min(said)[0])):
        return ""
    if _LATER.search(before) or _BY_OTHERS.search(text, after, at):
        return ""
    others = (e.end for c in plan.citations for e in c.evidence[:1] if start <= e.start and e.end <= verb)
    subject = max(others, default=None)
    return kind if subject is None or _NEXT.search(text, subject, verb) else ""
