"""Reading the issuing body of a mention: «của Bộ trưởng Bộ GD&ĐT» is «Bộ Giáo dục và Đào tạo»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.registry.issuers import expand, issuers
from normalize.citation_text import Flat
from normalize.lexicon import any_of, rows
from vietnamese.letters import strip_marks

_LONGEST = 16  # words; the longest names of committees have fewer


@dataclass(frozen=True, slots=True)
class MentionIssuer:
    """The body that a mention names: full name, and where it stands."""

    start: int
    end: int
    name: str


@cache
def _introduction() -> re.Pattern[str]:
    return re.compile(r"(?:[\s,)\]]{0,3}(?:\(\s*)?(?i:cua\s+){1,2}|[\s,]{0,2}(?i:(?P<do>do)\s+))")


@cache
def _office() -> re.Pattern[str]:
    """Who signs for the body: «Bộ trưởng», «Bộ trưởng, Chủ nhiệm», «Chủ tịch»; the document is the body's."""
    one = (
        r"(?:Pho\s+)?(?:Bo\s+truong|Thu\s+truong|Chu\s+nhiem|Thong\s+doc|Tong\s+(?=Thanh\s+tra)|Tong\s+(?=Kiem\s+toan)|"
        r"Chanh\s+an|Vien\s+truong|Tong\s+cuc\s+truong|Cuc\s+truong|Chi\s+cuc\s+truong|Vu\s+truong|Giam\s+doc|"
        r"Tong\s+Giam\s+doc|Hieu\s+truong|Truong\s+phong|Truong\s+(?=Ban\b)|Chu\s+tich(?!\s+nuoc)|Bi\s+thu(?!\s+Tru)|"
        r"Chanh\s+Van\s+phong|Thu\s+truong)"
    )
    return re.compile(rf"(?i:{one}(?:,\s*{one})?\s*)")


@cache
def _heads() -> re.Pattern[str]:
    found = sorted(
        ((strip_marks(row["head"]), row["follow"]) for row in rows("issuer_heads")), key=lambda h: -len(h[0])
    )
    groups: dict[str, list[str]] = {}
    for head, follow in found:
        groups.setdefault(follow, []).append(r"\s+".join(map(re.escape, head.split())))
    # Longest first within a kind; fixed names before general heads.
    kinds = "|".join(f"(?P<{kind}>{'|'.join(groups[kind])})" for kind in ("none", "place", "field", "name"))
    return re.compile(rf"(?i:{kinds})(?![\w&])")


@cache
def heads_pattern() -> str:
    """A pattern, without groups, that matches the first words of an issuing body in stripped text."""
    return re.sub(r"\?P<\w+>", "?:", _heads().pattern)


@cache
def _field() -> tuple[re.Pattern[str], dict[str, str]]:
    """The fields of ministries and departments, blind to «và», «&», «-» and commas, and their full names."""
    full = {}
    for body in issuers():
        if body.kind == "field":
            names = (body.name, *body.codes)
        elif body.kind == "ministry" and body.name.startswith("Bộ "):
            names = (body.name[3:],)
        else:
            continue
        for name in names:
            full[_letters(strip_marks(name))] = body.name[3:] if body.kind == "ministry" else body.name
    spelled = sorted(full, key=len, reverse=True)
    joint = r"(?:\s*(?:,|&|-|–|\bva\b))*\s*"
    one_of = "|".join(joint.join(map(re.escape, s.split())) for s in spelled)
    return re.compile(rf"\s+(?i:{one_of})(?![A-Za-z&])"), full  # a footnote's figure may stick to it


def _capital(flat: Flat, head: re.Match[str]) -> bool:
    """Whether a capital follows a head that is written small («trường THPT A»)."""
    return head.lastgroup == "name" and flat.plain[head.end() + 1 : head.end() + 2].isupper()


def _letters(plain: str) -> str:
    return " ".join(w for w in re.split(r"[\s,&\-–]+", plain.lower()) if w != "va")


@cache
def _place() -> re.Pattern[str]:
    kind = r"(?:(?:cac\s+)?(?:tinh|thanh\s+pho|tp|huyen|quan|thi\s+xa|tx|thi\s+tran|xa|phuong)\b\.?)"
    word = r"(?:[A-Z][\w’'\-]*|\d{1,2}(?![\d/]))"
    subject = r"(?!(?:Ve|V/v|Quy\s+dinh|Ban\s+hanh|Huong\s+dan|Sua\s+doi|Phe\s+duyet|Bo\s+sung|Cong\s+bo)\b)"
    name = rf"{subject}(?!{heads_pattern()}){word}(?:\s+{subject}{word}){{0,4}}"
    return re.compile(rf"(?:\s*,)?\s+(?i:{kind})(?:\s*{name})?|\s+(?:cac\s+cap|{name})")


def read_issuer(flat: Flat, at: int, *, joint: bool = False, bare: bool = False) -> MentionIssuer | None:
    """The body that stands at `at` after «của», or, with `bare`, without it; None where no body is named.

    `joint` tells that the document has several authors; else the body after a comma is not one («Thực hiện Công văn …
    của Bộ A, Sở B yêu cầu …»).
    """
    introduction = _introduction().match(flat.plain, at)
    if introduction is None and not bare:
        return None
    start = introduction.end() if introduction else _skip(flat.plain, at)
    office = _office().match(flat.plain, start)
    body = _body(flat, office.end() if office else start)
    if body is None:
        return None
    begin, end, names = body[0], body[1], [body[2]]
    while following := _joined(joint).match(flat.plain, end):
        office = _office().match(flat.plain, following.end())
        second = _body(flat, office.end() if office else following.end())
        if second is None:
            break
        end = second[1]
        names.append(second[2])
    if introduction and introduction["do"] and not re.compile(r"\s+(?:ban\s+hanh|ky|cap)\b").match(flat.plain, end):
        return None  # «do Sở A ban hành» names the author; «do Sở A tổ chức» does not
    return MentionIssuer(begin, end, " và ".join([", ".join(names[:-1]), names[-1]] if names[:-1] else names))


def _skip(plain: str, at: int) -> int:
    while at < len(plain) and plain[at] in " ,\xa0":
        at += 1
    return at


@cache
def _joined(joint: bool) -> re.Pattern[str]:
    marks = r"(?:,|\bva\b|-|–|;)" if joint else r"\bva\b"
    return re.compile(
        rf"\s*{marks}\s*(?=(?:Bo|Van phong|Thanh tra|Tong|Uy ban|Trung uong|Toa an|Vien|Cong doan|Lien doan|So|UB\w*|Ban)\s)"
    )


def _body(flat: Flat, at: int) -> tuple[int, int, str] | None:
    head = _heads().match(flat.plain, at)
    if head is None or not (flat.content[at].isupper() or head.lastgroup in ("field", "place") or _capital(flat, head)):
        return None
    if _stop().match(flat.content[at : at + 20].lower()):
        return None  # «Ban hành …» is no Ban
    end = head.end()
    known = None
    if head.lastgroup == "field":
        pattern, full = _field()
        field = pattern.match(flat.plain, end)
        if field:
            known, end = full[_letters(field[0].strip())], field.end()
        elif (longer := _words(flat, end)) == end:
            return None
        else:
            end = longer
    if head.lastgroup == "name":
        end = _words(flat, end)
    after = end
    if head.lastgroup != "none":
        place = _place().match(flat.plain, end)
        end = place.end() if place and (known or head.lastgroup == "place") else end
    if known:
        tail = flat.printed(after, end)
        return (
            at,
            end,
            f"{flat.content[at : head.end()].capitalize()} {known}{' ' + tail if tail else ''}".replace(" ,", ","),
        )
    return at, end, _full(flat.printed(at, end))


def _full(name: str) -> str:
    """A name with «TW», «BCH» and the abbreviation after Bộ, Sở, Phòng written out."""
    name = re.sub(r"\b(?:TW|TƯ)\b", "Trung ương", name)
    name = re.sub(r"\bBCHTW\b", "Ban Chấp hành Trung ương", re.sub(r"\bBCH\b", "Ban Chấp hành", name))
    return expand(name)


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rf"{any_of('issuer_stops')}(?!\w)")


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"(?P<joint>\s*[-–&]\s*|\s+va\s+|,\s+|\s{1,3})(?P<word>[A-Za-z](?:[\w&’']|[./-](?=\w))*|\d+)")


def _words(flat: Flat, at: int) -> int:
    """Where the words of a name end that begin at `at`: at a stop word, at punctuation, or after `_LONGEST` words."""
    end = at
    for _ in range(_LONGEST):
        match = _token().match(flat.plain, end)
        if match is None or _stop().match(flat.content, match.start("word")):
            break
        joint, word = match["joint"].strip(), match["word"]
        if joint in (",", "va") and (_heads().match(flat.plain, match.start("word")) or not word[0].isupper()):
            break
        end = match.end("word")
    return end
