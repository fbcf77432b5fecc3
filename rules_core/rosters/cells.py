"""What stands in a cell: a mark, a result, a flag, a day. What can't be understood is told, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from rules_core.roster import Mark, Truth
from rules_core.rosters.tables import Cell, Formula
from rules_core.words import fold, table

_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_FIGURE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,6})?)(?![\d.,])")
_SCORE = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)\s*(?:đ|d|điểm|diem)?\s*(?:/\s*(10|100)(?:[.,]0+)?)?", re.IGNORECASE)
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
_SERIAL = (20_000, 60_000)  # Excel's day numbers from 1954 to 2064
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a cell was not understood, and the remedy; `severity` as in `roster.Problem`."""

    code: str
    message: str
    remedy: str
    severity: str = "error"


def blank(value: Cell) -> bool:
    """Tell whether nothing stands in a cell."""
    return value is None or (isinstance(value, str) and not value.strip(" \u00a0\t\r\n"))


def shown(value: Cell) -> str:
    """Return a cell's value as staff see it."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m}/{value.year:04d}"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return " ".join(str(value).split()) if value is not None else ""


def exact(value: float) -> Decimal:
    """Return a spreadsheet's number at its 15 digits, as the sheet itself shows and compares it: 6.949999999999999 is 6.95."""
    return Decimal(f"{value:.15g}")


def _unreadable(value: Cell) -> Doubt | None:
    if isinstance(value, Formula):
        return Doubt(
            "formula_without_value", "ô là công thức chưa được tính.",
            "Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi kiểm tra lại; hoặc dán giá trị thay công thức.",
        )  # fmt: skip
    if isinstance(value, str) and value.strip().upper() in _ERRORS:
        return Doubt("error_cell", "ô chứa lỗi của bảng tính.", "Hãy sửa công thức hoặc nhập giá trị.")
    return None


def read_score(value: Cell) -> tuple[Decimal | None, Doubt | None]:
    """Return a mark: «8,5», «8.5», 8.5, «08», «8,5/10»; a blank is no mark."""
    if blank(value):
        return None, None
    if doubt := _unreadable(value):
        return None, doubt
    if isinstance(value, datetime | date):
        return None, Doubt(
            "score_became_date",
            "ô điểm đã bị bảng tính đổi thành ngày.",
            "Hãy định dạng ô là Văn bản rồi nhập lại điểm (ví dụ 8,5).",
        )
    if isinstance(value, bool):
        return None, _no_score()
    if isinstance(value, int | float):
        return exact(float(value)) if isinstance(value, float) else Decimal(value), None
    words = str(value).strip(" \u00a0'")
    match = _SCORE.fullmatch(words)
    if match and match[2] in (None, "10"):
        return Decimal(match[1].replace(",", ".")), None
    return (None, None) if meaning(words) == "open" else (None, _no_score())


def _no_score() -> Doubt:
    return Doubt(
        "score_unreadable", "không hiểu điểm trong ô.", "Hãy nhập một số, ví dụ 8,5; để trống nếu chưa có điểm."
    )


@cache
def _meanings() -> dict[str, str]:
    return {row["word"]: row["meaning"] for row in table("results.tsv")}


def meaning(words: str) -> str | None:
    """Return what a word in a cell means: yes, no, open, exempt; None where no list knows it."""
    return _meanings().get(fold(words).strip(" .'()"))


def read_result(value: Cell) -> tuple[Mark, Doubt | None]:
    """Return a module's result: «Đạt», «x», «Không đạt», a mark, a day of passing, or several («Đạt 8,5 - 12/3/2024»)."""
    if blank(value):
        return Mark(), None
    if doubt := _unreadable(value):
        return Mark(), doubt
    if isinstance(value, bool):
        return Mark(value), None
    if isinstance(value, datetime | date):
        return Mark(passed=True, on=_date_of(value)), _day_as_result()
    if isinstance(value, int | float):
        return Mark(score=read_score(value)[0]), None
    words = str(value).strip(" \u00a0'")
    told = meaning(words)
    if told in ("yes", "no") and words != "0":
        return Mark(told == "yes"), None
    if told == "open":
        return Mark(), None
    if told == "exempt":
        return Mark(), Doubt(
            "module_exempt", "ô ghi «miễn» cho mô đun; kế hoạch không nói mô đun được miễn tính thế nào, coi là chưa có kết quả.",
            "Hãy ghi kết quả theo quyết định công nhận, hoặc đánh dấu cột miễn của người này.", "warning",
        )  # fmt: skip
    score, _ = read_score(words)
    return (Mark(score=score), None) if score is not None else _mixed(words)


def _mixed(words: str) -> tuple[Mark, Doubt | None]:
    """A result, a mark and a day in one cell, in any order; anything else beside them is not understood."""
    day, rest = _take_day(words)
    figures = _FIGURE.findall(rest)
    score = Decimal(figures[0].replace(",", ".")) if len(figures) == 1 else None
    bare = re.sub(r"[\s,;:()/.–-]+", " ", _FIGURE.sub(" ", rest)) if len(figures) <= 1 else rest
    bare = re.sub(r"\b(?:điểm|đ|diem|ngày|ngay)\b", " ", bare, flags=re.IGNORECASE).strip()
    told = meaning(bare) if bare else None
    if len(figures) > 1 or (bare and told not in ("yes", "no")):
        return Mark(), Doubt(
            "result_unreadable",
            "không hiểu kết quả trong ô.",
            "Hãy nhập Đạt, Không đạt, hoặc điểm (ví dụ 8,5); để trống nếu chưa có.",
        )
    if told is None and score is None and day:
        return Mark(passed=True, on=day), _day_as_result()
    return Mark({"yes": True, "no": False}.get(told or ""), score, day), None


def _day_as_result() -> Doubt:
    return Doubt(
        "day_as_result",
        "ô kết quả chỉ ghi ngày, hiểu là ngày được công nhận đạt.",
        "Nếu không phải, hãy ghi Không đạt.",
        "info",
    )


def read_day(value: Cell) -> tuple[date | None, Doubt | None]:
    """Return a day: a date cell, «12/3/2024», «12.03.24», an Excel day number."""
    if blank(value):
        return None, None
    if doubt := _unreadable(value):
        return None, doubt
    if isinstance(value, datetime | date):
        return _date_of(value), None
    if isinstance(value, int | float) and not isinstance(value, bool) and _SERIAL[0] < value < _SERIAL[1]:
        return _EPOCH + timedelta(days=int(value)), None
    words = str(value).strip()
    if words.isdigit() and _SERIAL[0] < int(words) < _SERIAL[1]:
        return _EPOCH + timedelta(days=int(words)), None
    day, rest = _take_day(words)
    if day and not re.search(r"\w", re.sub(r"ngày|ngay", "", rest, flags=re.IGNORECASE)):
        return day, None
    if meaning(words) == "open":
        return None, None
    return None, Doubt("day_unreadable", "không hiểu ngày trong ô.", "Hãy nhập ngày/tháng/năm, ví dụ 12/03/2024.")


def _take_day(words: str) -> tuple[date | None, str]:
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY, (3, 2, 1))):
        match = pattern.search(words)
        if match:
            year, month, day = (int(match[at]) for at in order)
            try:
                return date(year + 2000 if year < 100 else year, month, day), words[: match.start()] + " " + words[
                    match.end() :
                ]
            except ValueError:
                return None, words
    return None, words


def _date_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def read_flag(value: Cell) -> tuple[Truth | date, Doubt | None]:
    """Return a flag: «x», «có», «không», or a day; None for what is open. A blank is judged by its column."""
    if doubt := _unreadable(value):
        return None, doubt
    if isinstance(value, bool):
        return value, None
    if isinstance(value, datetime | date):
        return _date_of(value), None
    words = shown(value)
    told = {"1": "yes", "0": "no", "-": "no", "–": "no"}.get(words) or meaning(words)
    if told in ("yes", "no"):
        return told == "yes", None
    if told == "open":
        return None, None
    day, _ = read_day(value)
    if day:
        return day, None
    return None, Doubt(
        "flag_unreadable",
        "không hiểu giá trị của cột đánh dấu, coi là chưa rõ.",
        "Hãy nhập x (hoặc có) nếu đúng, không nếu sai.",
    )
