"""Who governs a stretch of a dispatch: the actor of a heading, or of the sentence that leads a list in.

«4. Các Phòng GDĐT» gives its bullets their actor, as do «Giao Sở Tài chính:» and «Hiệu trưởng các trường có trách nhiệm:».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.actors import Subject, carriers, heading_actor, match_name, ordered, subject_at
from normalize.actors import actor as describe
from normalize.part import Block, Part
from normalize.sentences import label_end, sentences
from normalize.task_sentences import LEAD_IN, opens_with_document
from normalize.task_subjects import subject_of
from schemas.plan import Section

# Sections that say why, for whom or on what principle, not what to do.
_PURPOSE = re.compile(
    r"(?:mục\s+đích|mục\s+tiêu|chỉ\s+tiêu|đặc\s+điểm|yêu\s+cầu|nguyên\s+tắc|quan\s+điểm|đối\s+tượng|phạm\s+vi|căn\s+cứ|thực\s+trạng|đánh\s+giá\s+chung|"
    r"kết\s+quả|tình\s+hình|thuận\s+lợi|khó\s+khăn|ý\s+nghĩa|giải\s+thích)",
    re.IGNORECASE,
)
# Sections that name who takes part: their bullets are people.
_PARTICIPANTS = re.compile(r"(?:thành\s+phần|đối\s+tượng|danh\s+sách|số\s+lượng)(?!\w)", re.IGNORECASE)
# Sections that describe: only a sentence that names who acts is an obligation there.
_DESCRIPTION = re.compile(r"(?:kinh\s+phí|thời\s+gian|địa\s+điểm|thành\s+phần|hình\s+thức|nội\s+dung)", re.IGNORECASE)
# Sections whose every bullet is an obligation, whoever it falls on.
_EXECUTION = re.compile(
    r"tổ\s+chức\s+thực\s+hiện|phân\s+công|trách\s+nhiệm|nhiệm\s+vụ|giải\s+pháp|biện\s+pháp|tiến\s+độ|điều\s+khoản\s+thi\s+hành",
    re.IGNORECASE,
)
_CONCERNING = re.compile(r"(?:đối\s+với|về\s+phía)\s", re.IGNORECASE)
_HEADS = re.compile(r"[ )]*(?:\([^()]*\))?\s*:")  # «Đối với giáo viên mới (do …): …»
_PLURAL = re.compile(r"^(?:các|những|tất\s+cả)\s+", re.IGNORECASE)
# The end of a paragraph that leads a list in; «… trên địa bàn có trách nhiệm» may lack its colon.
_LEADS = re.compile(r"(?::|(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ)\s*$")
_GUIDANCE = re.compile(
    r"(?<!\w)(?:hướng\s+dẫn|chỉ\s+đạo|thông\s+báo(?:\s+(?:tới|đến|cho))?|triển\s+khai\s+(?:tới|đến))\s+", re.IGNORECASE
)
_SHORTEST = 20  # characters of a bullet that says what to do


@dataclass(frozen=True, slots=True)
class Governor:
    """Who governs a stretch of text: an actor's name, where it stands, and how the text says so."""

    name: str
    scope_end: int
    confidence: float
    parent: str | None = None
    heading: bool = True
    concerned: bool = False  # «Đối với giáo viên:» tells whom something concerns, not who does it


def open_scopes(
    part: Part,
    block: Block,
    start: int,
    path: Sequence[Section],
    governors: list[Governor],
    body_end: int,
    *,
    timed: bool,
) -> int:
    """Note whom this paragraph puts in charge of what follows; return where its own obligation begins.

    `timed`: it holds a deadline, so that it is no bare heading («Giáo viên vào sổ điểm trước ngày …»).
    """
    text = part.content
    labelled = (
        bool(path) and path[-1].start == block.start and start > block.start
    )  # an annex opens with its letterhead
    section = path[-1] if labelled else None
    scope_end = section.end if section else (path[-1].end if path else body_end)
    heading = heading_actor(text, start, block.end)
    if heading and ((timed and text.find(":", heading[1], block.end) < 0) or carriers(text, start, block.end)):
        heading = None
    if heading and (section or _HEADS.match(text, heading[1], block.end)):
        parent = next((g.name for g in reversed(governors) if g.heading), None)
        name = text[heading[0] : heading[1]]
        colon = text.find(":", heading[1], block.end)
        follows = colon >= 0 and text[colon + 1 : block.end].strip()
        person = describe(_PLURAL.sub("", name)).kind == "person"
        if follows and person and _CONCERNING.match(text, start):  # «Đối với giáo viên: Tổ chức bồi dưỡng …»
            governors.append(Governor(name, block.end, 0.9, parent, heading=False, concerned=True))
        else:
            governors.append(Governor(name, scope_end, 0.9, parent))
        return _bare(text, colon + 1, block.end) if colon >= 0 else block.end
    if _LEADS.search(text, start, block.end):
        led_end = section.end if section else _list_end(part, block)
        if led_end > block.end:
            # «b) Các cơ sở giáo dục tổ chức rà soát …:», «d) Giao Ban Quản lý … có trách nhiệm:» and the bullets below
            last = max((at for at, _ in sentences(text, start, block.end)), default=start)
            order = ordered(text, last, block.end)
            inside = section or (path and text[block.end :].lstrip()[:1] in "-–+•*")
            said = subject_of(text, last, block.end) if inside else None
            leads = order if order and order.order != "phân công" else said
            if leads:
                governors.append(Governor(text[leads.start : leads.end], led_end, 0.8, heading=False))
                if section:
                    return start
    if LEAD_IN.search(text, start, block.end):
        order = ordered(text, start, block.end) or _guided(text, start, block.end)
        if order:
            enclosing = path[-1].end if path else body_end
            governors.append(Governor(text[order.start : order.end], enclosing, 0.8, heading=False))
    return start


def _list_end(part: Part, block: Block) -> int:
    """The end of the list that follows a paragraph: of the labelled paragraphs right below it."""
    end = block.end
    below = part.block_at(end + 1)
    while below and below.cell is None and label_end(part.content, below.start, below.end) > below.start:
        end = below.end
        below = part.block_at(end + 1)
    return end


def _bare(text: str, start: int, end: int) -> int:
    """Return `start`, past the white space there."""
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _guided(text: str, start: int, end: int) -> Subject | None:
    """Find whom a guidance addresses: «… hướng dẫn các đơn vị trực thuộc thực hiện nhiệm vụ … như sau:»."""
    for match in _GUIDANCE.finditer(text, start, end):
        found = subject_at(text, match.end(), end)
        if found:
            return found
    return None


def expectations(
    path: Sequence[Section], governor: Governor | None, at: int, *, asks: bool = False
) -> tuple[bool, bool]:
    """Tell whether bullets here are obligations by themselves, and whether sentences that name an actor are.

    Both hold under an actor's heading and in sections on execution; the second alone in sections that describe; neither
    where a section tells purposes or principles. `asks`: the dispatch is a letter or an order, whose items ask for something.
    """
    above = [section for section in path if section.start != at]  # the paragraph itself is not what it stands under
    participants = next((section for section in reversed(above) if _PARTICIPANTS.match(section.title)), None)
    inner = (
        governor is not None and governor.heading and participants is not None and governor.scope_end < participants.end
    )
    if participants and not (inner and participants.title[:1].lower() == "đ"):  # «Đối tượng» may hold a duty's heading
        return False, True
    if governor is not None and governor.heading:
        return True, True
    for section in reversed(above):
        if _PURPOSE.match(section.title):
            return False, False
        if _EXECUTION.search(section.title):
            return True, True
        if _DESCRIPTION.match(section.title):
            return False, True
    led = (governor is not None and not governor.concerned) or (asks and 0 < len(path) <= 2)
    return led, led or bool(path)


def governed(governor: Governor | None, path: Sequence[Section], text: str, at: int, end: int) -> bool:
    """Tell whether a bullet is an obligation whatever it begins with: under an actor's heading, but not in a section that describes."""
    if governor is None or not governor.heading or end - at < _SHORTEST or text[at:end].rstrip().endswith(":"):
        return False
    if opens_with_document(text, at) or match_name(text, at) or text[at].isdigit():
        return False  # what is told of others, how many there are
    for section in reversed(path[:-1]):
        if _EXECUTION.match(section.title):
            return True
        if _PURPOSE.match(section.title) or _DESCRIPTION.match(section.title) or section.label.startswith("Điều"):
            return False
    return len(path) > 1
