"""Which of two rules goes before the other: the more special, then the newer of the same or a higher office.

Where neither can be told, both are asked, and the outcome is known only where they agree. Every such pair is reported. The order
of documents of one office by their day, of different offices by their rank, follows Điều 156 khoản 2 and 3 of the Law on the
promulgation of legal documents (80/2015/QH13; since 2025 Điều 58 of 64/2025/QH15), taken by analogy for plans; a plan that
replaces another («thay thế») does so for the levels that its sentence names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rules_core.book import Book
from rules_core.clauses import Beaten, Clause, Programme
from rules_core.conditions import AtLevel
from rules_core.logic import All, Always, Contested, Test
from rules_core.regimes import is_regular_training, years_of
from rules_core.units import levels_of, rank_of
from rules_core.words import fold, module_key
from schemas.facts import Role
from schemas.rules import Completion, Duration, Grading, PassMark, Prerequisite, Quota, Rule, Target

Kind = Literal["special", "newer", "replaced", "unresolved"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules that differ for the same people. `winner` is None where the plans must be clarified by who issued them."""

    kind: Kind
    one: str
    other: str
    winner: str | None
    message: str
    quotes: tuple[str, ...] = ()


def settle(programmes: list[Programme]) -> list[Conflict]:
    """Find rules that differ for the same people; mark what is beaten, contest what can't be settled; return the pairs."""
    conflicts = [c for new in programmes for old in programmes if new is not old for c in _replace(new, old)]
    clauses = [clause for programme in programmes for clause in programme.clauses]
    seen: set[frozenset[str]] = set()
    for mine in clauses:
        for theirs in clauses:
            pair = frozenset((mine.key, theirs.key))
            if mine is theirs or len(pair) < 2 or pair in seen or not _rivals(mine, theirs, programmes):
                continue
            seen.add(pair)
            conflicts.append(_settle_pair(mine, theirs, programmes))
    return conflicts + _between_units(programmes)


def _replace(new: Programme, old: Programme) -> list[Conflict]:
    """A plan that says it replaces another: for the levels of that sentence, else for all."""
    for citation in new.book.citations:
        if (
            citation.role != Role.REPLACES
            or not citation.number_symbol
            or citation.number_symbol != old.book.number_symbol
        ):
            continue
        if citation.issued_on and old.book.issued_on and citation.issued_on != old.book.issued_on:
            continue
        sentence = _sentence(new.book, citation.evidence[0].start, citation.evidence[0].end)
        levels = levels_of(sentence.replace(citation.evidence[0].text, ""))
        scope: Test = AtLevel(levels) if levels else Always(True)
        for_whom = f" đối với cấp {', '.join(levels)}" if levels else ""
        message = f"{new.book.label} thay thế {old.book.label}{for_whom}; phần còn lại vẫn theo {old.book.label}"
        old.superseded.append(Beaten(scope, new.book.label, message))
        return [Conflict("replaced", old.book.label, new.book.label, new.book.label, message, (sentence,))]
    return []


def _sentence(book: Book, start: int, end: int) -> str:
    text = book.text
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    stops = [at for mark in ("\n", ". ") if (at := text.find(mark, end)) >= 0]
    return " ".join(text[first : min(stops, default=len(text))].split())


def _slot(clause: Clause) -> tuple[object, object] | None:
    """Return what a rule rules on, and what it says; None for what can stand beside others of its kind."""
    rule = clause.rule
    if rule.kind in ("exemption", "reduction"):
        return ("release", frozenset(clause.flags)), rule.kind
    return _rule_slot(rule)


def _rule_slot(rule: Rule) -> tuple[object, object] | None:
    match rule:
        case Completion(min_modules=count, modules=modules) if count or modules:
            return ("completion",), (count, frozenset(modules))
        case PassMark():
            return ("pass_mark",), (rule.min_score, rule.scale)
        case Grading():
            return ("grading",), tuple((fold(g.name), g.min, g.below, g.max, g.component_min) for g in rule.grades)
        case Prerequisite():
            unlocked = frozenset(module_key(words) or words for words in rule.unlocks)
            return ("prerequisite", unlocked), frozenset(module_key(words) or words for words in rule.requires)
        case Duration(periods=periods) if periods:
            return ("duration", rule.per, rule.block), periods
        case Target():
            return ("target", fold(rule.what or "")), (rule.percent, rule.comparison)
        case Quota():
            return ("quota", fold(rule.unit), _cap(rule)), (
                rule.each,
                tuple((fold(x.unit), x.each) for x in rule.exceptions),
            )
    return None


def _cap(rule: Quota) -> str:
    found = re.search(r"cấp\s+(MN|TH|THCS|THPT|GDTX)\b", " ".join(e.text for e in rule.evidence))
    return found[1] if found else ""


def _rivals(mine: Clause, theirs: Clause, programmes: list[Programme]) -> bool:
    a, b = _slot(mine), _slot(theirs)
    if not a or not b or a[0] != b[0] or a[1] == b[1] or not _overlap(mine.rule, theirs.rule):
        return False
    if mine.book is theirs.book:
        same_people = (set(mine.rule.audience), set(mine.rule.levels)) == (
            set(theirs.rule.audience),
            set(theirs.rule.levels),
        )
        return mine.rule.kind != theirs.rule.kind or not same_people
    by_book = {id(p.book): p for p in programmes}
    one, other = by_book.get(id(mine.book)), by_book.get(id(theirs.book))
    return one is not None and other is not None and same_matter(one.book, other.book)


def same_matter(one: Book, other: Book) -> bool:
    """Tell whether two plans rule on the same thing: the same school year, both on regular training or of one title."""
    if not set(years_of(one)) & set(years_of(other)):
        return False
    return (is_regular_training(one) and is_regular_training(other)) or fold(one.title) == fold(other.title)


def _overlap(one: Rule, other: Rule) -> bool:
    return all(
        not a or not b or set(a) & set(b) for a, b in ((one.audience, other.audience), (one.levels, other.levels))
    )


def _settle_pair(mine: Clause, theirs: Clause, programmes: list[Programme]) -> Conflict:
    winner, kind, why = which(mine.rule, mine.book, theirs.rule, theirs.book)
    quotes = tuple(clause.rule.evidence[0].text for clause in (mine, theirs))
    if winner is None:
        message = f"{mine.key} và {theirs.key} quy định khác nhau; {why}. Cần cơ quan ban hành làm rõ"
        mine.test, theirs.test = _contested(mine, theirs), _contested(theirs, mine)
        for clause in (mine, theirs):
            clause.notes.append(message)
        return Conflict("unresolved", mine.key, theirs.key, None, message, quotes)
    first, second = (mine, theirs) if winner is mine.rule else (theirs, mine)
    message = f"{first.key} được áp dụng trước {second.key}: {why}"
    first.notes.append(message)
    second.beaten.append(Beaten(first.scope, first.key, message))
    for programme in programmes:  # in the loser's plan, the winner is what its people are asked
        if programme.book is second.book and first not in programme.clauses:
            programme.clauses.append(first)
    return Conflict(kind, mine.key, theirs.key, first.key, message, quotes)


def _contested(mine: Clause, theirs: Clause) -> Test:
    if mine.part != theirs.part:  # the same people exempt here and only eased there: neither is sure
        return All((mine.test, Always(None)))
    return Contested(mine.test, theirs.scope, theirs.test)


def which(mine: Rule, my_book: Book, theirs: Rule, their_book: Book) -> tuple[Rule | None, Kind, str]:
    """Return which rule goes first, by what, and why in words; None where it can't be told."""
    narrower, wider = _narrower(mine, theirs), _narrower(theirs, mine)
    if narrower != wider:
        special = mine if narrower else theirs
        return special, "special", "quy định riêng cho đối tượng hẹp hơn được áp dụng trước quy định chung"
    if my_book is their_book:
        return None, "unresolved", "cùng một văn bản, cùng phạm vi"
    mine_on, theirs_on = my_book.issued_on or "", their_book.issued_on or ""
    if not mine_on or not theirs_on or mine_on.startswith(theirs_on) or theirs_on.startswith(mine_on):
        return None, "unresolved", "không rõ văn bản nào ban hành sau"
    new, new_book, old_book = (mine, my_book, their_book) if mine_on > theirs_on else (theirs, their_book, my_book)
    high, low = rank_of(new_book.issuer), rank_of(old_book.issuer)
    if high is not None and low is not None and high < low:
        return None, "unresolved", "văn bản ban hành sau là của cơ quan cấp dưới"
    return new, "newer", f"ban hành sau ({new_book.issued_on} so với {old_book.issued_on})"


def _narrower(one: Rule, other: Rule) -> bool:
    """Whether `one` is meant for fewer people than `other`, and for none that `other` does not mean."""
    pairs = ((one.audience, other.audience), (one.levels, other.levels))
    within = all(not b or (a and set(a) <= set(b)) for a, b in pairs)
    return within and any((a and not b) or (a and b and set(a) < set(b)) for a, b in pairs)


def _between_units(programmes: list[Programme]) -> list[Conflict]:
    """Targets and quotas that differ between plans on the same matter: reported; each plan is counted by its own."""
    found = []
    for at, one in enumerate(programmes):
        for other in programmes[at + 1 :]:
            if not same_matter(one.book, other.book):
                continue
            for mine in one.book.rules:
                for theirs in other.book.rules:
                    if mine.kind != theirs.kind or mine.kind not in ("target", "quota") or not _overlap(mine, theirs):
                        continue
                    a, b = _rule_slot(mine), _rule_slot(theirs)
                    if a and b and a[0] == b[0] and a[1] != b[1]:
                        winner, kind, why = which(mine, one.book, theirs, other.book)
                        names = f"{mine.id} ({one.book.label})", f"{theirs.id} ({other.book.label})"
                        first = None if winner is None else names[0] if winner is mine else names[1]
                        told = f"{first} được ưu tiên: {why}" if first else f"{why}; cần cơ quan ban hành làm rõ"
                        message = (
                            f"{names[0]} và {names[1]} đặt chỉ tiêu khác nhau; {told}. Báo cáo tính theo từng kế hoạch"
                        )
                        found.append(
                            Conflict(kind, *names, first, message, (mine.evidence[0].text, theirs.evidence[0].text))
                        )
    return found
