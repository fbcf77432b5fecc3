"""The steps of a procedure («Bước 1. …»): what each is, when, and who acts in it."""

from __future__ import annotations

import re

from normalize import schedule_people as people
from normalize.actors import subject_at
from normalize.part import Part
from normalize.schedule_events import BOUND, Dates, PrintedLine, clauses
from normalize.schedule_places import place_in
from normalize.schedule_times import When, only_time, read_when
from normalize.sentences import label_end
from schemas.facts import ScheduleItem
from schemas.plan import Header

STEP = re.compile(
    r"[\s\-–—+*•]{0,4}(?:\d{1,2}(?:\.\d{1,2})*[.)]\s*)?Bước\s+(?:thứ\s+)?(?P<number>\d{1,2}|[IVX]{1,4}|nhất|hai|ba|tư|năm)\s*(?:[.:)–-]|(?=\())[\s*]*(?=\S)"
)
_UNDER_STEP = frozenset("-+*•○▪·–abcdđe")  # how labels below a step begin
_HEAD = 90  # characters of a step in which its own time may stand
_STEP_LINES = 5  # lines below a step's title in which its actors may stand


def step_item(part: Part, line: PrintedLine, step: re.Match[str], dates: Dates, header: Header) -> ScheduleItem:
    """A step of a procedure, with the time that its own head tells («Bước 1 (từ … đến …): …»)."""
    begin = step.end()
    stop = begin + len(re.split(r":(?!\d)", line.text[begin : begin + _HEAD])[0])
    start, end = line.block.start + begin, line.block.end
    early = [m for m in dates.get(line.block.start, ()) if m.end <= line.block.start + stop]
    when = (
        read_when(line.text[begin:stop], early, start, header)
        if early
        else _after_colon(part, start, end, dates, header)
    )
    place = place_in(part.content[start:end]) if when.start else None
    return ScheduleItem(
        start=when.start, end=when.end, place=place, step=step["number"], content=part.content[start:end],
        responsible=people.labelled(part.content[start:end]) or subjects(part, start, end) or _below(part, line),
        evidence=[part.evidence(start, end, 0.9)],
    )  # fmt: skip


def _after_colon(part: Part, start: int, end: int, dates: Dates, header: Header) -> When:
    """The time that a step tells behind its matter: «Kiểm tra, đánh giá: 05/4/2027 - 16/4/2027. …»."""
    content = part.content
    block = part.block_at(start)
    own = [m for m in dates.get(block.start if block else start, ()) if start <= m.start and m.end <= end]
    for index, mention in enumerate(own):
        lead = content[start : mention.start].rpartition(":")
        if lead[1] and only_time(lead[2]) and not BOUND.search(lead[2]) and not BOUND.match(mention.text):
            joined = [
                mention,
                *(m for m in own[index + 1 :] if content[mention.end : m.start].strip(" ,") in ("", "và")),
            ]
            at = mention.start - len(lead[2])
            return read_when(content[at : joined[-1].end], joined, at, header)
    return When()


def subjects(part: Part, start: int, end: int) -> list[str]:
    """Who the sentences of a stretch say must act, each once."""
    found: list[str] = []
    for at, stop in clauses(part.content, start, end):
        actor = subject_at(part.content, at, stop)
        name = part.content[actor.start : actor.end] if actor else ""
        if name and not any(known.lower().endswith(name.lower()) for known in found):
            found.append(name)  # «Các Phòng GDĐT … ; Phòng GDĐT …» are one
    return found


def _below(part: Part, line: PrintedLine) -> list[str]:
    """Who must act in the lines below a step's title, up to the next step or heading."""
    last = line.block.end
    for block in part.blocks[line.index + 1 : line.index + _STEP_LINES]:
        label = _label_of(part.words(block))
        if block.cell or STEP.match(part.words(block)) or (label and label[0] not in _UNDER_STEP):
            break
        last = block.end
    inside = [b for b in part.blocks[line.index + 1 : line.index + _STEP_LINES] if b.end <= last]
    told = [n for b in inside for n in subjects(part, b.start + len(_label_of(part.words(b), raw=True)), b.end)]
    return list(dict.fromkeys(told))


def _label_of(text: str, *, raw: bool = False) -> str:
    label = text[: label_end(text, 0, len(text))]
    return label if raw else label.strip()
