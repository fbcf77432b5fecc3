"""What stands around a temporal phrase: its sentence, its label, its table column; and the words that tell its role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from normalize.date_lexer import Kind
from normalize.date_phrases import Phrase
from normalize.lexicon import rows, spaced
from normalize.patterns import compiled, named

_NEAR = 90  # characters: about a line of print
_LINE = 130  # characters: a line and a half
_FAR = 900  # characters: no sentence of a dispatch says more that matters
_PATTERNS = "deadline_patterns"


@dataclass(frozen=True, slots=True)
class Given:
    """What the dispatch tells of itself: its date, the day it arrived, the year in which its school year begins."""

    issued_on: date | None = None
    received_on: date | None = None
    school_year: int | None = None
    general: bool = False  # a rule for all years (Thông tư, Nghị định …): no year of its own is meant


@cache
def _words(kind: str, lost: bool) -> re.Pattern[str]:
    """The words of a kind; `not_after` names words after which one is part of another («trình» in «chương trình»)."""
    found = []
    for row in sorted((r for r in rows("deadline_words") if r["kind"] == kind), key=lambda r: -len(r["phrase"])):
        guard = "".join(rf"(?<!{re.escape(word)}\s)" for word in (row["not_after"] or "").split("|") if word)
        found.append(guard + spaced(row["phrase"]))
    return compiled(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", lost=lost)


@cache
def _at_end(name: str, lost: bool) -> re.Pattern[str]:
    return re.compile(rf"(?:{named(_PATTERNS, name, lost).pattern})\s*[:(]?\s*$")


def _unlabelled(text: str) -> str:
    """Without a bullet or a label of a list: «a) », «2.1. », «- »."""
    return re.sub(r"^\s*[a-zđ]\d?[.)]\s", "", text).lstrip(" -+*•0123456789.)")


@dataclass(frozen=True)
class Scene:
    """A phrase in its paragraph.

    `text` is canonical; `start` and `end` bound the phrase's sentence; `column` is the canonical head of the table column it
    stands in, where it stands in one.
    """

    text: str
    phrase: Phrase
    start: int
    end: int
    given: Given
    column: str | None = None
    lost: bool = False
    in_cell: bool = False
    shouted: bool = False  # in capitals: a title or a heading

    @cached_property
    def left(self) -> str:
        """The sentence up to the phrase, back to a semicolon."""
        return self.text[max(self.start, self.phrase.start - _FAR) : self.phrase.start].rsplit(";", 1)[-1]

    @cached_property
    def right(self) -> str:
        """The sentence after the phrase, up to a semicolon."""
        return self.text[self.phrase.end : min(self.end, self.phrase.end + _FAR)].split(";", 1)[0]

    @cached_property
    def clause(self) -> str:
        """What stands before the phrase in its clause: back to the last comma, colon or bracket."""
        return re.split(r"[,:()]", self.left.rstrip(" ,:("))[-1]

    @cached_property
    def label(self) -> str | None:
        """The words before a colon that stands right before the phrase: «thời gian nộp bài: ngày …»."""
        left = self.left.rstrip(" *")
        if not left.endswith(":"):
            return None
        return re.split(r"[.;:()]\s", left[:-1])[-1].strip(" -+*")

    @property
    def alone(self) -> bool:
        """Whether the paragraph or cell holds nothing beside the phrase."""
        around = self.text[max(self.phrase.start - _NEAR, 0) : self.phrase.start] + self.text[self.phrase.end :][:_NEAR]
        return not re.search(r"\w", around)

    @cached_property
    def opens(self) -> bool:
        """Whether the phrase opens its sentence or clause: only a label or a bullet stands before it."""
        clause = _unlabelled(re.split(r"[,;:(]", self.left)[-1])
        return not re.search(r"\w", clause) or self.finds("twin", clause)  # «Cuối học kỳ I và cuối năm học, …»

    @cached_property
    def opens_sentence(self) -> bool:
        """Whether nothing but a label or a bullet stands before the phrase in its sentence."""
        return not re.search(r"\w", _unlabelled(self.left.rsplit(":", 1)[-1]))

    @cached_property
    def opens_clause(self) -> bool:
        """As `opens`, or right after «thì», «và»: «… thì trong thời hạn 03 ngày làm việc phải …»."""
        return self.opens or bool(re.search(r"(?<!\w)(?:thì|và|thi|va)\s*$", self.left))

    @cached_property
    def sentence(self) -> str:
        """The whole sentence around the phrase, without it."""
        return f"{self.left} … {self.right}"

    @property
    def words(self) -> str:
        """The phrase's own words."""
        return self.text[self.phrase.start : self.phrase.end]

    def has(self, kind: str, where: str) -> bool:
        """Whether `where` holds a word of this kind (`data/deadline_words.tsv`)."""
        return bool(_words(kind, self.lost).search(where))

    def starts(self, kind: str) -> bool:
        """Whether a word of this kind stands right after the phrase."""
        match = _words(kind, self.lost).search(self.right)
        return match is not None and not self.right[: match.start()].strip()

    def finds(self, name: str, where: str) -> bool:
        """Whether the pattern of this name (`data/deadline_patterns.tsv`) occurs in `where`."""
        return bool(named(_PATTERNS, name, self.lost).search(where))

    def ends(self, name: str) -> bool:
        """Whether the pattern of this name ends right before the phrase."""
        return bool(_at_end(name, self.lost).search(self.left[-_NEAR:]))

    @property
    def acts(self) -> bool:
        """Whether the sentence tells of doing or handing in something."""
        return self.has("deliver", self.sentence) or self.has("duty", self.sentence)

    @cached_property
    def conditional(self) -> bool:
        """Whether the phrase belongs to a case: «nếu nộp sau ngày …, …», «đối với hồ sơ nhận trước ngày … thì …»."""
        case = self.finds("case_open", self.left) and self.finds("case_end", self.right)
        about = self.finds("about_open", self.left) and self.finds("about_end", self.right)
        # «Trường hợp cá nhân nhận được …, trước ngày … từ … thì …»: what stands before «thì» is the case
        told = self.finds("case_start", self.left) and self.finds("then_later", self.right)
        return case or about or told or self.finds("then", self.right)

    @cached_property
    def of_persons(self) -> bool:
        """Whether the day says who counts: «giáo viên nghỉ hưu trước ngày …», «người tuyển dụng sau ngày …», «chứng chỉ cấp trước …»."""
        if self.phrase.moment is None or self.phrase.length is not None:
            return False
        clause = self.clause[-_LINE:]
        if self.finds("person_leaves", clause) or self.finds("person_after", self.right):
            return True
        entitled = named(_PATTERNS, "entitled_left", self.lost).search(self.left)
        if entitled is not None and not self.has("deliver", self.left[: entitled.start()]):
            return True  # «người hưởng lương hưu, trợ cấp hằng tháng trước ngày …»
        joins = named(_PATTERNS, "person_joins", self.lost).search(clause)
        return joins is not None and not self.has("deliver", clause[: joins.start()])  # «báo cáo số giáo viên tuyển …»

    @cached_property
    def attended(self) -> bool:
        """Whether the phrase is the time of a gathering: «tập huấn từ ngày …»; not of «nộp bài dự thi từ ngày …»."""
        near = re.sub(
            r"^[\W\d]*(?:trong|sau|trước|nhân|khi)\s[^,]{1,60},", "", self.left[-_LINE:]
        )  # «Trong thời gian nghỉ, …»
        gathering = named(_PATTERNS, "gathering", self.lost).search(near)
        if gathering is None:
            return False
        asked = _words("deliver", self.lost).search(near)
        received = named(_PATTERNS, "window_verb", self.lost).search(near)
        first = min((m.start() for m in (asked, received) if m), default=len(near))
        return first > gathering.start()

    @cached_property
    def tells(self) -> bool:
        """Whether the clause tells of what was or of who counts, instead of asking: «đã được cấp trước ngày …»."""
        clause = self.clause[-110:]
        past = named(_PATTERNS, "told", self.lost).search(clause)
        if past is not None:  # «nộp báo cáo đã hoàn thiện trước ngày …» asks all the same
            before = clause[: past.start()]
            if not (self.has("deliver", before) or self.has("duty", before)):
                return True
        counted = named(_PATTERNS, "statistics", self.lost).search(clause)
        window = Kind.FROM in self.phrase.binds
        asked = "" if counted is None or window else self.left[: len(self.left) - len(clause) + counted.start()]
        if counted is not None and not (
            self.finds("handed", clause[: counted.start()]) or self.has("deliver", asked) or self.has("duty", asked)
        ):
            return True  # «số liệu từ ngày … đến ngày …», but not «nhập số liệu trước ngày …»
        if self.phrase.moment is not None and self.finds(
            "must", self.left
        ):  # «phải hoàn tất thủ tục để dự thi tốt nghiệp trước 20/06/2018»
            return self.finds("told_after", self.right)
        return self.finds("state_end", clause) or self.finds("told_after", self.right)
