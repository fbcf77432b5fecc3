"""What the rule finders share: the stretch that a rule is read from, word lists, figures as exact decimal strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from normalize.lexicon import rows, spaced
from normalize.part import Block, Part
from normalize.sentences import label_end, sentences
from normalize.total_expressions import plain
from schemas.facts import Evidence
from vietnamese.numbers import parse_figure

NUMBER = r"(?<![\w.,/])\d{1,3}(?:,\d{1,2}|\.\d(?!\d{2}))?(?![\w%]|[.,]\d)"
"""A mark, a count of periods or days: «5», «05», «9,0», «6.5»."""

_OF_YEAR = r"(?:bồi\s+dưỡng\s+thường\s+xuyên|bồi\s+dưỡng|BDTX|BD|\(\s*CTBD\s*\)|\(\s*CT\s*\))"
BLOCK = re.compile(
    rf"(?P<kind>nội\s+dung|chương\s+trình|khối\s+kiến\s+thức|CTBD|(?-i:ND|CT)(?=\s?(?:BDTX\s|BD\s)?0?[123](?!\d)))\s*(?:{_OF_YEAR}(?:\s*\(CTBD\))?\s*(?:số\s+)?0?(?P<number>[123])(?!\d)"
    r"|(?:số\s+)?0?(?P<bare>[123])(?!\d)(?=\s*\)?\s*[:,–-]?\s*(?:là|có|gồm|khoảng)?\s*\(?\s*(?:khoảng\s+)?(?:\d{1,3}\s*tiết|\d{1,2}\s*tuần)))",
    re.IGNORECASE,
)
"""A block of the yearly training: «nội dung bồi dưỡng 1» (Thông tư 26/2012), «Chương trình bồi dưỡng 03» (19/2019)."""
_OF_MODULES = re.compile(
    r"(?:m[ôo]\s?-?đun|mo[đd]ule?s?)\s+(?:thuộc|của|trong)\s+(?P<kind>nội\s+dung|chương\s+trình)\s+(?:bồi\s+dưỡng|BDTX)\s+0?(?P<number>[123])(?!\d)(?P<bare>)",
    re.IGNORECASE,
)


def block_name(match: re.Match[str]) -> str:
    """«ND1» for a match of nội dung bồi dưỡng 1, «03» for one of Chương trình bồi dưỡng 03."""
    number = match["number"] or match["bare"]
    return f"ND{number}" if match["kind"].lower().startswith("n") else f"0{number}"


_ITEMS = 16  # paragraphs below a sentence that ends with a colon


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a paragraph: `text` with its place in the part; `index` is the paragraph's among `Scene.blocks`."""

    text: str
    start: int
    index: int
    first: bool

    @property
    def end(self) -> int:
        """Where the stretch ends in the part."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Scene:
    """A part's paragraphs that may hold rules, in reading order."""

    part: Part
    blocks: tuple[Block, ...]

    @cached_property
    def module_block(self) -> str | None:
        """The block to which the dispatch says that modules belong («các mô đun thuộc nội dung bồi dưỡng 3»)."""
        found = {block_name(m) for m in _OF_MODULES.finditer(self.part.content)}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def scale(self) -> str | None:
        """The scale of marks that the part names, where it names only one."""
        found = {m["scale"] for pattern in (SCALE, OF_SCALE) for m in pattern.finditer(self.part.content)}
        return found.pop() if len(found) == 1 else None

    def text(self, index: int) -> str:
        """The words of a paragraph; empty beyond the last."""
        return self.part.words(self.blocks[index]) if 0 <= index < len(self.blocks) else ""

    def evidence(self, stretch: Stretch, confidence: float = 0.85) -> list[Evidence]:
        """A stretch as the evidence of a rule."""
        return [self.part.evidence(stretch.start, stretch.end, confidence)]

    def stretches(self, index: int) -> Iterator[Stretch]:
        """The sentences of a paragraph without its label; a semicolon ends none."""
        block = self.blocks[index]
        content = self.part.content
        begin: int | None = None
        first = True
        limit = block.start + len(self.part.words(block).rstrip())
        for start, end in sentences(content, label_end(content, block.start, limit), limit):
            begin = start if begin is None else begin
            if content[:end].endswith(";") and end < limit:
                continue
            text = content[begin:end].strip()
            at = content.find(text, begin)
            yield Stretch(text, at, index, first)
            begin, first = None, False


_PARTED = re.compile(
    r";\s+|(?<![Mm]iễn),\s+(?=(?:trong\s+đó|giảm|miễn)\s|(?:(?:trên|ít\s+nhất|tối\s+thiểu|không\s+dưới|không\s+quá|dưới)\s+)?\d{1,3}(?:,\d{1,2})?\s*%\s+[^\W\d_])"
)


def clauses(stretch: Stretch) -> Iterator[Stretch]:
    """The clauses of a sentence that each lay down a rule of their own: «miễn … đối với …; giảm … đối với …»."""
    at, first = 0, stretch.first
    for match in [*_PARTED.finditer(stretch.text), None]:
        end = match.start() if match else len(stretch.text)
        text = stretch.text[at:end].strip()
        if text:
            yield Stretch(text, stretch.start + stretch.text.index(text, at), stretch.index, first)
        at, first = match.end() if match else end, False


def listed(scene: Scene, stretch: Stretch) -> list[str]:
    """What the labelled paragraphs right below a sentence list, of one kind of label; lists inside the items are theirs.

    Where no paragraph bears a label (automatic numbering is lost in plain text), the paragraphs that end with a semicolon
    and the one behind them are the items.
    """
    found: list[str] = []
    kind: str | None = None
    last = ""
    own = _label(scene.text(stretch.index))[0]
    for index in range(stretch.index + 1, stretch.index + 1 + _ITEMS):
        text = scene.text(index)
        mark, name, at = _label(text)
        kind = mark if kind is None else kind
        if not text or (mark == own and mark and mark != kind):
            break
        if mark != kind:
            if mark in ("-", "+") and kind in ("a", "0"):  # a list inside an item
                continue
            break
        if mark in ("a", "0") and found and not _follows(last, name):
            break
        if mark == "" and not (text.rstrip().endswith(";") or (found and scene.text(index - 1).rstrip().endswith(";"))):
            break
        found.append(" ".join(text[at:].split()).strip(" ;,."))
        last = name
    return found


def _label(text: str) -> tuple[str, str, int]:
    """The kind of a paragraph's label («a», «0» for figures, the sign itself, «» for none), the label, where it ends."""
    at = label_end(text, 0, len(text))
    name = text[:at].strip(" .)(/")
    mark = name[:1]
    return ("0" if mark.isdigit() else "a" if mark.isalpha() else mark), name, at


_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def _follows(last: str, name: str) -> bool:
    """Whether a label may follow another in one list: «b» after «a», «10» after «9», «2.3» after «2.2»."""
    if last.lower() in _ALPHABET and name.lower() in _ALPHABET:
        return 0 < _ALPHABET.index(name.lower()) - _ALPHABET.index(last.lower()) <= 3
    old, new = (re.findall(r"\d+", label) for label in (last, name))
    return not old or not new or 0 < int(new[-1]) - int(old[-1]) <= 2


@cache
def any_word(name: str) -> str:
    """An alternation of a list of `data/rule_words.tsv`, the longest first."""
    row = next(r for r in rows("rule_words") if r["list"] == name)
    words = sorted(row["words"].split("|"), key=len, reverse=True)
    return "(?:" + "|".join(spaced(w) if "\\" not in w else w for w in words) + ")"


def decimal(figure: str) -> str:
    """A mark as an exact decimal string: «05» is 5, «9,0» is 9, «6.5» is 6.5."""
    value = parse_figure(figure.replace(".", ",") if re.fullmatch(r"\d+\.\d{1,2}", figure) else figure)
    return plain(value) if value is not None else figure


SCALE = re.compile(
    r"(?:thang(?:\s+(?:điểm|điểm\s+đánh\s+giá|đo))?\s*(?:là\s+)?(?:từ\s+0\s*(?:đến|-|–)\s*)?|điểm\s+tối\s+đa\s*(?:là\s+|:\s*)?)(?P<scale>10{1,3}|4|20|30|40|50)(?!\d)",
    re.IGNORECASE,
)
"""The highest mark that can be given: «thang điểm 10», «thang điểm từ 0 đến 10», «điểm tối đa là 100»."""


OF_SCALE = re.compile(r"\d\s*/\s*(?P<scale>10{1,3}|4|20|30|40|50)(?!\d)")
"""A mark with its scale: «70/100»."""


def near_scale(scene: Scene, index: int) -> str | None:
    """The scale that a paragraph itself or the one before it names, else the only one that the whole part names."""
    match = SCALE.search(scene.text(index)) or SCALE.search(scene.text(index - 1))
    return match["scale"] if match else scene.scale
