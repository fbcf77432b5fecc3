"""When a fact of a plan equals a fact of the gold; written once, so that every figure means the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from vietnamese.letters import fold
from vietnamese.numbers import parse_figure

Fact = dict[str, Any]
_SAME = (
    ("uy ban nhan dan", "ubnd"),
    ("&", " va "),
    ("giao duc va dao tao", "gddt"),
    ("gd va dt", "gddt"),
    ("thuong xuyen", "tx"),
    ("co so giao duc mam non", "co so gdmn"),
    ("can bo quan li", "cbql"),
    ("can bo quan ly", "cbql"),
    ("giao vien", "gv"),
)


def key(text: str | None) -> str:
    """Return `text` for comparison: blind to case, marks, punctuation, «&»/«và» and UBND written out."""
    folded = fold(text or "")
    for long, short in _SAME:
        folded = folded.replace(long, short)
    return re.sub(r"[\W_]+", " ", folded).strip()


@dataclass
class Score:
    """Counts of one kind of fact; `unsure` gold entries are counted neither way.

    `verdicts` says of each sure gold fact, named by its own words, None where it was found, else how it was missed.
    """

    right: int = 0
    found: int = 0
    wanted: int = 0
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)
    verdicts: dict[str, str | None] = field(default_factory=dict)

    def judge(self, name: str, miss: str | None) -> None:
        """Note that the gold fact `name` was found (`miss` is None) or how it was missed; like names are numbered."""
        again = sum(1 for known in self.verdicts if known == name or known.startswith(f"{name} #"))
        self.verdicts[f"{name} #{again + 1}" if again else name] = miss
        if miss is not None:
            self.misses.append(miss)

    def add(self, other: Score) -> None:
        """Add another document's counts."""
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted
        self.misses += other.misses
        self.extras += other.extras
        self.verdicts |= other.verdicts

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pair(
    found: Sequence[Fact],
    gold: Sequence[Fact],
    same: Callable[[Fact, Fact], bool],
    show: Callable[[Fact], str],
    like: Callable[[Fact, Fact], bool] | None = None,
) -> tuple[Score, list[tuple[Fact, Fact]]]:
    """Pair found facts with gold ones, each once, sure gold first; a found fact that meets unsure gold is not scored.

    `like` says when a found fact speaks of the same words as unsure gold, however it reads them.
    """
    score = Score()
    left = list(found)
    pairs = []
    for wanted in sorted(gold, key=lambda g: bool(g.get("unsure"))):
        match = next((f for f in left if same(f, wanted)), None)
        if match is None and like is not None and wanted.get("unsure"):
            match = next((f for f in left if like(f, wanted)), None)
        if match is not None:
            left.remove(match)
            pairs.append((match, wanted))
        if wanted.get("unsure"):
            continue
        score.wanted += 1
        score.right += match is not None
        score.found += match is not None
        score.judge(show(wanted), None if match is not None else show(wanted))
    score.found += len(left)
    score.extras += [show(f) for f in left]
    return score, pairs


def same_citation(found: Fact, gold: Fact) -> bool:
    """Same document and, where this mention prints one, same date."""
    if gold.get("number_symbol"):
        identity = found["number_symbol"] == gold["number_symbol"]
    else:
        identity = not found["number_symbol"] and key(found["name"]) == key(gold.get("name"))
    dated = found["issued_on"] == gold.get("issued_on") or (
        (gold.get("short") or found["short"]) and not gold.get("issued_on")
    )
    return bool(identity and dated)


def same_deadline(found: Fact, gold: Fact) -> bool:
    """Same time (date, recurrence, or offset), read from words that overlap."""
    if not like_deadline(found, gold):
        return False
    for name in ("date", "recurrence", "offset"):
        if gold.get(name) or found[name]:
            told, wanted = (
                (found[name] or "").lstrip("-"),
                (gold.get(name) or "").lstrip("-"),
            )  # «trước» is told by bound or sign
            return bool(told == wanted or (name == "date" and found[name] == gold.get("date_alt", "")))
    return True


def like_deadline(found: Fact, gold: Fact) -> bool:
    """Read from words that overlap."""
    a, b = key(found["text"]), key(gold["text"])
    return a in b or b in a or bool(fuzz.partial_ratio(a, b) >= 80)


def same_name(a: str | None, b: str | None) -> bool:
    """Same office or person: one name is the other, or holds it, up to small differences."""
    x, y = key(a), key(b)
    if not x or not y:
        return x == y
    return x == y or x in y or y in x or fuzz.token_sort_ratio(x, y) >= 85


def whole_name(a: str | None, b: str | None) -> bool:
    """Same office or person, neither cut nor run on: the names are alike from end to end, short forms written out."""
    x, y = key(a), key(b)
    return x == y or fuzz.ratio(x, y) >= 80


def same_start(found: Fact, gold: Fact, name: str) -> bool:
    """The found fact's words begin with (or soon come to) the gold's first words."""
    wanted = _words(gold["starts"])
    return wanted in _words(found[name])[: len(wanted) + 90]


def same_module(found: Fact, gold: Fact) -> bool:
    """Same code or number, no other audience, and a title that is alike where the gold has one."""
    if (gold.get("code") and key(found["code"]) != key(gold["code"])) or _number(found) != _number(gold):
        return False
    if gold.get("audience") and found["audience"] and not set(found["audience"]) & set(gold["audience"]):
        return False
    return not gold.get("title") or fuzz.ratio(key(found["title"]), key(gold["title"])) >= 95


def _number(module: Fact) -> str:
    """A module's number without leading zeros: «GVPT 05» is number 5 in one hand and 05 in another."""
    return str(module["number"] or "").lstrip("0")


def same_row(found: Fact, gold: Fact) -> bool:
    """Same first day (and hour, where both have one) of a schedule row, and the gold's first words in it.

    Where the hour is the same too, the words may stand anywhere in the row; else soon after its beginning.
    """
    if found["start"] != gold.get("start") or (gold.get("time") and found["time"] not in (None, gold["time"])):
        return False
    if gold.get("time") and found["time"]:
        return _words(gold["starts"]) in _words(found["content"])
    return same_start(found, gold, "content")


def same_contact(found: Fact, gold: Fact) -> bool:
    """Same kind and value; of private numbers, however they are spaced, the gold does not keep the last digits."""
    if found["kind"] != gold["kind"]:
        return False
    if "xxx" in gold["value"]:
        return _digits(found["value"]).startswith(_digits(gold["value"]))
    return key(found["value"]) == key(gold["value"])


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_ONE_CODE = {"missing_total": "missing_value"}  # a blank total is a blank cell that follows from the others


def same_finding(found: Fact, gold: Fact, facts: Fact) -> bool:
    """Same code, about the same fact: the words of the fact that the gold's `about` points at, or the name it gives."""
    if _ONE_CODE.get(found["code"], found["code"]) != gold["code"]:
        return False
    told = key(" ".join([found["message"], *(e["text"] for e in found["evidence"])]))
    figure = re.search(r"= (\d[\d.]*\d|\d)", gold["about"])  # the value that follows: a finding names it
    if figure and gold["code"] in ("total_mismatch", "missing_value"):
        words = " | ".join([found["message"], *(e["text"] for e in found["evidence"])])
        said = re.findall(r"\d{1,3}(?:[., ]\d{3})+(?!\d)|\d+", words)
        return re.sub(r"\D", "", figure[1]) in {re.sub(r"\D", "", each) for each in said}
    if annex := re.match(r"(Phụ lục|Mẫu|biểu mẫu) (\w+)$", gold["about"]):
        return key(annex[1]) in told and key(annex[2]) in told.split()
    abouts = _words_about(gold["about"], facts)
    return not abouts or any(about in told or fuzz.partial_ratio(about, told) >= 80 for about in abouts)


def spread_findings(found: Sequence[Fact], gold: Sequence[Fact], facts: Fact) -> list[Fact]:
    """Return found findings as often as they name a fact of the gold: several annexes, several numbers in one sentence."""
    grouped = ("annex_missing", "personal_data")
    named = [
        sum(same_finding(f, g, facts) for g in gold if not g.get("unsure")) if f["code"] in grouped else 1
        for f in found
    ]
    return [f for f, times in zip(found, named, strict=True) for _ in range(max(times, 1))]


def _words_about(about: str, facts: Fact) -> list[str]:
    """Return the words to look for, any of which will do: a symbol, a deadline's words or day, a module's code, a name."""
    pointed = re.match(r"(deadlines|citations|modules)\[(\d+)\]", about)
    if pointed and int(pointed[2]) < len(facts.get(pointed[1], [])):
        fact = facts[pointed[1]][int(pointed[2])]
        days = [".".join(reversed(fact[n].split("-"))) for n in ("date", "due") if len(fact.get(n) or "") == 10]
        words = fact.get("number_symbol") or fact.get("text") or fact.get("code") or fact.get("title")
        return [key(words), *map(key, days)]
    return [key(about)] if about.startswith(("Phụ lục", "Mẫu", "Mục")) else []


def same_total(found: Fact, gold: Fact) -> bool:
    """Same stated value, the same parts whatever their order, and the same verdict; the gold's figures are as printed."""
    parts = sorted(Decimal(p["value"]) for p in found["parts"])
    same = Decimal(found["stated"]) == parse_figure(gold["stated"]) and found["holds"] == gold["holds"]
    return same and parts == sorted(parse_figure(p) or Decimal(0) for p in gold["parts"])


def same_rule(found: Fact, gold: Fact) -> bool:
    """Same kind, and the gold's values that a rule of this kind carries as figures or lists."""
    if found["kind"] != gold["kind"]:
        return False
    values = gold["values"]
    return all(_same_value(name, found, wanted) for name, wanted in values.items() if wanted is not None)


_COMPARED = {">": "more_than", ">=": "at_least", "=": "exactly", "<": "less_than", "<=": "at_most"}


def _same_value(name: str, found: Fact, wanted: Any) -> bool:
    if name == "comparison":
        return bool(found[name] == _COMPARED.get(wanted, wanted))
    if name in ("requires", "unlocks"):
        return bool([re.sub(r"\D", "", str(x)) or x for x in found[name]] == wanted)
    if name == "conditions_count":
        return bool(len(found["conditions"]) == wanted)
    if name == "grades":
        return [_bounds(g) for g in found["grades"]] == [_bounds(g) for g in wanted]
    if name in ("percent", "min_score", "scale"):
        return bool(found[name] is not None and Decimal(found[name]) == Decimal(str(wanted)))
    if name == "each":
        return found[name] is not None and Decimal(str(found[name])) == Decimal(str(wanted))
    if name in ("periods", "per", "block", "days", "min_modules", "units", "total"):
        return bool(found[name] == wanted)
    if name in ("parts", "exceptions"):
        return sorted(map(_numbers, found[name])) == sorted(map(_numbers, wanted))
    if name == "who":
        return any(fuzz.partial_ratio(key(found["who"]), key(w)) >= 70 for w in wanted)
    return True  # words (of, what, target, otherwise) and what the model does not carry are read, not compared


def _bounds(grade: Fact) -> list[Decimal | None]:
    return [
        Decimal(str(grade[k])) if grade.get(k) is not None else None for k in ("min", "below", "max", "component_min")
    ]


def _numbers(item: Fact) -> list[int]:
    return sorted(v for v in item.values() if isinstance(v, int))


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()
