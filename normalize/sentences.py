"""Cutting a paragraph into sentences and finding where its label ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

# «TP. HCM», «P. KGVX», «Th.S», «ThS.», «tr.», «GS.», «TM.»: a full stop after these ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|P|Q|TX|TT|ThS|Th|TS|GS|PGS|BS|KT|TM|TL|TUQ|tr|ĐT|Đ|Mr|Ms|VD|v\.v|Tr|H)|^\d{1,2})$"
)
_BOUNDARY = re.compile(
    r"(?P<mark>[.;!?…])(?P<close>[)”\"»]?)(?:\s+(?=[A-ZĐÀ-Ỹ“\"«(\-–+]|\d{1,2}[.)]\s)"
    r"|(?<=[a-zà-ỹ0-9]{2}\.)(?=[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s))"  # «… năm học 2017-2018.Các tổ trưởng …»
)
_LABEL = re.compile(
    r"\s*(?:[-–—+*•·○▪]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[ivx]{1,5}|[IVXLC]{1,5})[.)/]{1,2}(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)"
    r"|(?:Điều|Bước|Mục|Phần)\s+\w{1,4}\s*[.:])\s*"
)


def label_end(text: str, start: int, end: int) -> int:
    """Return where the label of the paragraph `text[start:end]` ends («- », «1.2. », «a) », «Bước 3: »)."""
    at = start
    for _ in range(2):  # «1. - Chỉ đạo …»
        match = _LABEL.match(text, at, end)
        if not match or match.end() >= end:
            break
        at = match.end()
    return at


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text[start:end]`; a semicolon before a capital or a dash ends one too."""
    at = start
    for match in _BOUNDARY.finditer(text, start, end):
        if match.group("mark") == "." and _ABBREVIATION.search(text[max(at, match.start() - 6) : match.start()]):
            continue
        if text.count("(", at, match.start()) > text.count(")", at, match.end("close")):
            continue
        stop = match.end("close")
        if text[at:stop].strip():
            yield at, stop
        at = match.end()
    if text[at:end].strip():
        yield at, end
