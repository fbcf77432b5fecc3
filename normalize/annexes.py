"""Heads of annexes: «PHỤ LỤC 1», «Mẫu số 02», «DANH SÁCH …» (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III)."""

from __future__ import annotations

import re
from functools import cache

from normalize.marks import is_caps
from normalize.rows import Row, match_key


@cache
def _heads() -> re.Pattern[str]:
    words = r"phu\s?luc|bieu mau|mau bieu|bieu so|bieu(?= \d)|mau so|mau(?= ?\d)|mau phieu|danh sach|danh muc"
    number = r"\s*(?:so)?\s*[:.]?\s*(?:\d{1,3}(?:[a-z]|[.-]\d+)?|[ivx]{1,5})"
    return re.compile(rf"\W{{0,3}}(?:{words})(?P<number>(?:{number})?)(?!\w)")


@cache
def _issued() -> re.Pattern[str]:
    words = (
        r"quy che|quy dinh|chuong trinh|noi quy|dieu le|ke hoach|phuong an|de an|the le|de cuong|lich|bang|huong dan"
    )
    return re.compile(rf"\W{{0,3}}(?:{words})(?!\w)")


def annex_head(row: Row) -> bool:
    """Whether a line heads an annex: short, at a paragraph's beginning, not within a sentence or a ruled table."""
    text = row.text.strip(' \t*_"“(')
    if not row.first or len(text) > 120 or not text[:1].isupper() or row.ruled:
        return False
    found = _heads().match(row.key)
    if not found:
        return False
    if is_caps(text[: max(found.end(), 8)]):
        return True
    rest = row.text[found.end() :].strip(" :.-–*_)\t")
    labelled = bool(found["number"].strip(" :."))
    return labelled and (not rest or rest[0].isupper() or rest[0] == "(") and not rest.endswith((";", "."))


def annex_label(row: Row) -> str | None:
    """The label of an annex («Phụ lục 1», «Mẫu số 02») as printed, or None where the line carries none."""
    found = _heads().match(row.key)
    if not found or match_key(row.text.strip())[:4] == "danh":
        return None
    return row.text[: found.end()].strip(' \t*_:.("“')


def annex_title(row: Row) -> bool:
    """Whether a line in capitals names what is issued with a dispatch: «QUY CHẾ», «CHƯƠNG TRÌNH …»."""
    return is_caps(row.text) and len(row.text) <= 120 and bool(_issued().match(row.key))
