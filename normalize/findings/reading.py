"""How well the text was read: pages lost or poor, diacritics restored, letters of an old code left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.findings.base import View, finding, listing, quoted
from schemas.facts import Finding, Severity

LOW_QUALITY = 0.6  # below it a page's text is worth a second look
_LOST = frozenset(
    {"unreadable_page", "no_text_layer", "page_failed", "page_timeout", "finder_failed"}
)  # a page's text is missing
_SAME = {"no_text_layer": "unreadable_page"}
_CODES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
_MANY = {
    "unreadable_page": "Không đọc được {pages}; phải xem bản gốc.",
    "page_failed": "Đọc {pages} gặp lỗi; phải xem bản gốc.",
    "page_timeout": "Đọc {pages} quá thời gian cho phép; phải xem bản gốc.",
    "low_quality_text": "Chữ đọc được ở {pages} kém; hãy đối chiếu với bản gốc.",
    "legacy_encoding": "Chữ ở {pages} dùng bảng mã cũ, đã chuyển sang Unicode; hãy đối chiếu nếu thấy chữ lạ.",
}


def find_reading_faults(view: View) -> Iterator[Finding]:
    """Find `unreadable_page`, `low_quality_text`, `legacy_encoding`, `restored_text` and what else befell pages."""
    yield from _problems(view)
    yield from _restored(view)
    yield from _old_code(view)


def _problems(view: View) -> Iterator[Finding]:
    """One finding a kind of problem, however many pages it befell."""
    told: dict[str, list[tuple[int | None, str]]] = {}
    for problem in view.part.problems:
        told.setdefault(_SAME.get(problem.code, problem.code), []).append((problem.page, problem.message))
    for page in view.plan.text.pages:
        if page.quality < LOW_QUALITY and page.end > page.start:
            known = told.setdefault("low_quality_text", [])
            if page.page not in [number for number, _ in known]:
                known.append((page.page, _MANY["low_quality_text"].format(pages=f"trang {page.page}")))
    for code, cases in told.items():
        severity = Severity.ERROR if code in _LOST else Severity.INFO if code == "legacy_encoding" else Severity.WARNING
        pages = sorted({number for number, _ in cases if number is not None})
        subject = f"text.pages[{pages[0]}]" if pages else "text"
        if len(pages) < 2:
            message = cases[0][1]
        elif code in _MANY:
            message = _MANY[code].format(pages=f"các trang {_ranges(pages)}")
        else:
            message = f"{cases[0][1]} (và ở các trang {_ranges(pages[1:])})"
        yield finding(code, message, subject, severity=severity)


def _ranges(pages: list[int]) -> str:
    """«1–4, 7»."""
    groups: list[list[int]] = []
    for page in pages:
        if groups and page == groups[-1][-1] + 1:
            groups[-1].append(page)
        else:
            groups.append([page])
    return ", ".join(str(g[0]) if len(g) == 1 else f"{g[0]}–{g[-1]}" for g in groups)


def _restored(view: View) -> Iterator[Finding]:
    if not view.plan.text.restored:
        return
    mended = [piece for piece in view.part.text.pieces if piece.raw is not None]
    letters = sum(piece.end - piece.start for piece in mended)
    sure = sum(piece.confidence * (piece.end - piece.start) for piece in mended) / max(letters, 1)
    yield finding(
        "restored_text",
        f"Văn bản mất dấu: {len(mended)} dòng đã được khôi phục dấu tự động, mức tin cậy trung bình {sure:.0%}; "
        "hãy đối chiếu số, ngày và tên với bản gốc.",
        "text",
    )


@cache
def _eth() -> re.Pattern[str]:
    return re.compile(r"\w*[ðÐ]\w*")


def _old_code(view: View) -> Iterator[Finding]:
    """The code in which the file was typed, where it is an old one; else eth (ð, Ð) that an old font left for đ, Đ."""
    encoding = view.plan.text.encoding
    if any(problem.code == "legacy_encoding" for problem in view.part.problems):
        return
    if encoding != "unicode":
        name = _CODES.get(encoding, encoding.upper())
        message = f"Văn bản soạn bằng bảng mã cũ {name}, đã chuyển sang Unicode; hãy đối chiếu nếu thấy chữ lạ."
        yield finding("legacy_encoding", message, "text.encoding")
        return
    if view.plan.text.method == "ocr":
        return  # an eth that a recogniser saw tells of no font
    words: dict[str, int] = {}
    for piece in view.part.text.pieces:
        source = piece.raw if piece.raw is not None else view.part.content[piece.start : piece.end]
        if "ð" in source or "Ð" in source:
            for match in _eth().finditer(source):
                words.setdefault(match.group(), piece.start)
    if words:
        block = view.part.block_at(min(words.values()))
        where = [view.part.evidence(block.start, block.end)] if block else []
        shown = listing([quoted(word) for word in words], 3)
        yield finding("legacy_encoding", f"Còn sót chữ của bảng mã cũ (ð thay cho đ): {shown}.", "text", where)
