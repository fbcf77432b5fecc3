"""The header block of a dispatch as data: `find_header`. Form: Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from corpus.registry.document_types import type_by_code
from corpus.registry.issuers import nearest_issuer
from normalize.header_dates import cut_date, edtf, fill_date, fill_number, place_name, school_year
from normalize.header_issuer import find_offices, issuer_of_symbol
from normalize.lexicon import words
from normalize.marks import DateMark, Fragment, NumberMark, date_mark, number_mark
from normalize.part import Part
from normalize.rows import Row, match_key
from normalize.stamps import stamp_of_annotations
from normalize.structure import Zones
from normalize.symbols import NumberSymbol, parse_number_symbol
from schemas.facts import Evidence
from schemas.plan import Header, Received
from vietnamese.letters import mark_density

_HEAD_OF_ANNEX = 700  # characters in which an annex says with what it was issued
_TOP = 40  # lines of a page in which a letterhead stands
_LOST = 0.08  # share of marked letters below which a text has lost its marks
_SECRET = frozenset({"mat", "toi mat", "tuyet mat"})


def find_header(part: Part, zones: Zones) -> Header:
    """The header block. What is not printed is None; stamped figures fill blanks; nothing is guessed."""
    return _Finder(part, zones).find()


class _Finder:
    """Reads one field after the other from the letterhead's stretches and keeps where each was read."""

    def __init__(self, part: Part, zones: Zones) -> None:
        self.part, self.zones, self.head, self.rows = part, zones, zones.head, zones.rows
        self.evidence: list[Evidence] = []
        self.lost = mark_density(part.content[:3000]) < _LOST

    def find(self) -> Header:
        number = self._number_mark()
        value, date = self._number(number), self._date()
        value, date = self._by_annex(value, date)
        issuer, parent = self._issuer(number)
        code, type_name = self._type(value)
        urgency, secrecy = self._notices()
        subject = self._subject()
        return Header(
            issuer=issuer,
            issuer_parent=parent,
            number=value.number if value else None,
            year=value.year if value else None,
            symbol=value.symbol if value else None,
            number_symbol=value.number_symbol if value else None,
            place=place_name(date.place, lost=self.lost) if date else None,
            issued_on=edtf(date.day, date.month, date.year) if date else None,
            doc_type=code,
            doc_type_name=type_name,
            subject=subject,
            to=self._to(),
            urgency=urgency,
            secrecy=secrecy,
            received=self._received(),
            school_year=school_year(match_key(subject or ""), self._body_key()),
            evidence=self.evidence,
        )

    def _saw(self, fragments: Iterable[Fragment], confidence: float = 1.0) -> None:
        """Keep the stretch from the first to the last of `fragments` as evidence, one a line where others lie between."""
        for piece in fragments:
            row = self.rows[piece.row]
            start, end = row.start + piece.start, row.start + piece.end
            if start < end:
                self.evidence.append(self.part.evidence(start, end, confidence))

    def _text(self, piece: Fragment) -> str:
        return " ".join(self.rows[piece.row].text[piece.start : piece.end].split())

    def _number_mark(self) -> NumberMark | None:
        if self.head.number is None:
            return None
        row = self.rows[self.head.number.row]
        return number_mark(row.text, row.key)

    def _number(self, mark: NumberMark | None) -> NumberSymbol | None:
        if mark is None or self.head.number is None:
            return None
        filled = fill_number(mark, self.rows[self.head.number.row], self.part.annotations)
        self._saw([self.head.number], 0.9 if filled.stamped else 1.0)
        return filled.number

    def _date(self) -> DateMark | None:
        """The place and date of the letterhead; where it has none, those above the signature."""
        piece, row, mark = self.head.date, None, None
        if piece is not None:
            row = self.rows[piece.row]
            mark = date_mark(row.text, row.key)
        if mark is None or not mark.year:
            cut = cut_date(self.rows[: self.head.end or _TOP])
            if cut is not None:
                self.evidence.extend(self.part.evidence(r.start, r.end) for r in cut[1:])
                return cut[0]
        if piece is None:
            piece, row, mark = self._closing_date()
        if piece is None or row is None or mark is None:
            return self._adopted_on()
        filled = fill_date(mark, row, self.part.annotations)
        self._saw([piece], 0.9 if filled.stamped else 1.0)
        return filled.date

    def _by_annex(
        self, value: NumberSymbol | None, date: DateMark | None
    ) -> tuple[NumberSymbol | None, DateMark | None]:
        """What a lost or blank number line leaves open, from the annex: «(Kèm theo Quyết định số 77/QĐ-… ngày …)»."""
        if (value and value.number) or not self.zones.annexes or self.zones.annexes[0].start < self.zones.body[1]:
            return value, date
        start = self.zones.annexes[0].start
        found = _issued_with().search(self.part.content, start, start + _HEAD_OF_ANNEX)
        if found is None or self.part.doubtful(found.start(), found.end()):
            return value, date
        told = parse_number_symbol(found["symbol"])
        day = DateMark(0, 0, date.place if date else "", 0, found["day"], found["month"], found["year"])
        other = date and edtf(date.day, date.month, date.year)
        issued = edtf(day.day, day.month, day.year)
        if told is None or told.number is None or issued is None or (value and value.symbol != told.symbol):
            return value, date
        if other and not issued.startswith(other):  # another decision's annex
            return value, date
        self.evidence.append(self.part.evidence(found.start(), found.end(), 0.9))
        return told, day

    def _closing_date(self) -> tuple[Fragment | None, Row | None, DateMark | None]:
        from normalize.marks import Mark

        start, end = self.zones.closing
        for i, row in enumerate(self.rows):
            if start <= row.start < end or (row.end <= start and start - row.end < 3):
                mark = date_mark(row.text, row.key)
                if mark and mark.place and mark.year:
                    return Fragment(Mark.DATE, i, mark.start, mark.end), row, mark
        return None, None, None

    def _adopted_on(self) -> DateMark | None:
        """The day on which a law without a dated letterhead was passed: «… thông qua ngày 14 tháng 6 năm 2019»."""
        key = match_key(self.part.content)
        tail = max(self.zones.closing[0] - 1500, 0)
        found = _adopted().search(key, tail)
        number = self._number_mark()
        if found is None or number is None or number.value.issuer not in ("QH", "UBTVQH"):
            return None
        self.evidence.append(self.part.evidence(found.start(), found.end()))
        return DateMark(0, 0, "", 0, found[1], found[2], found[3])

    def _issuer(self, number: NumberMark | None) -> tuple[str | None, str | None]:
        offices, used = find_offices(self.rows, self.head, lost=self.lost)
        if offices:
            last = self.rows[used[-1].row]
            near = nearest_issuer(offices[-1]) if self.part.doubtful(last.start, last.end) else None
            self._saw(used, near[1] if near else 1.0)
            return near[0].name if near else offices[-1], offices[-2] if len(offices) > 1 else None
        start, end = self.zones.letterhead[1], self.zones.closing[0]
        return issuer_of_symbol(number, self.part.content[start : min(end, start + 4000)]), None

    def _type(self, value: NumberSymbol | None) -> tuple[str | None, str | None]:
        if self.head.kind:
            index, line = self.head.kind
            row = self.rows[index]
            at = len(row.text) - len(row.text.lstrip())
            self.evidence.append(self.part.evidence(row.start + at, row.start + line.end))
            return line.code or None, line.name
        code = None
        if self.head.about:
            code = "CV"
        elif value:
            code = value.doc_type
        elif self.head.to:
            code = "CV"
        else:
            code = self._type_in_words()
        known = type_by_code(code) if code else None
        return code, known.name if known else None

    def _type_in_words(self) -> str | None:
        """The type that a dispatch without a title gives itself: «Trên đây là Kế hoạch …», «xây dựng kế hoạch … như sau:»."""
        start, end = self.zones.body
        key = match_key(self.part.content[start:end])
        found = _self_naming().search(key[-2500:]) or _self_naming().search(key[:4000])
        return _type_codes()[found["a"] or found["b"]] if found else None

    def _subject(self) -> str | None:
        pieces = list(self.head.subject)
        if not pieces:
            return None
        self._saw(pieces)
        text = " ".join(self._text(p) for p in pieces)
        text = re.sub(r"^[vV]\s?/\s?[vV]\s*:?\s*", "", text) if not self.head.about else text
        return text.strip(" :;.,-–*_") or None

    def _to(self) -> list[str]:
        found: list[str] = []
        for pieces in self.head.to:
            text = " ".join(self._text(p) for p in pieces).strip()
            parts = [t.strip(" .,;:-–") for t in text.split(";")]
            found.extend(t for t in parts if t)
            self._saw(pieces)
        return found

    def _notices(self) -> tuple[str | None, str | None]:
        urgency = secrecy = None
        for piece in self.head.notices:
            text = self._text(piece).strip(" .*-–").upper()
            self._saw([piece])
            if match_key(text) in _SECRET:
                secrecy = secrecy or text
            else:
                urgency = urgency or text
        for note in self.part.annotations:
            text = (note.text or "").strip(" .*-–")
            if text.isupper() and match_key(text) in {match_key(w) for w in words("notices")}:
                secrecy, urgency = (
                    (secrecy or text, urgency) if match_key(text) in _SECRET else (secrecy, urgency or text)
                )
        return urgency, secrecy

    def _received(self) -> Received | None:
        stamp = self.head.stamp or stamp_of_annotations(self.part.annotations)
        if stamp is None:
            return None
        covered = [self.rows[i] for i in stamp.rows]
        if covered:
            self.evidence.append(self.part.evidence(covered[0].start, covered[-1].end))
        return Received(number=stamp.number, date=stamp.date)

    def _body_key(self) -> str:
        start, end = self.zones.letterhead[1], self.zones.closing[0]
        return match_key(self.part.content[start:end])


@cache
def _issued_with() -> re.Pattern[str]:
    types = r"Quyết định|Nghị quyết|Thông tư|Công văn|Kế hoạch|Hướng dẫn|Thông báo|Tờ trình|Báo cáo|Chỉ thị"
    day = r"ngày\s+(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>(?:19|20)\d\d)"
    return re.compile(
        rf"\(\s*(?:Ban hành\s+)?[Kk]èm\s+theo\s+(?:{types})\s+số\s*:?\s*(?P<symbol>\d[\w/&-]+)\s*,?\s+{day}"
    )


@cache
def _type_codes() -> dict[str, str]:
    from normalize.lexicon import rows

    return {match_key(r["name"]): r["code"] for r in rows("type_lines") if r["code"]}


@cache
def _adopted() -> re.Pattern[str]:
    return re.compile(r"thong qua\s+ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")


@cache
def _self_naming() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _type_codes()), key=len, reverse=True))
    here = rf"(?:tren day la|day la) (?:noi dung |ban |toan bo )?(?P<a>{names})(?!\w)"
    follows = rf"(?:xay dung|ban hanh|lap) (?P<b>{names})(?!\w)[^.:]{{0,200}}nhu sau"
    return re.compile(f"{here}|{follows}")
