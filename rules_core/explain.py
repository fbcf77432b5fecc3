"""Why: the steps by which one person's outcome follows, what must be looked at, what is left to do."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rules_core.clauses import Clause, Programme
from rules_core.conditions import EachChosen, EnoughPeriods, Flagged, InRange, Passed, Settled
from rules_core.deadlines import dues_of
from rules_core.frame import outcome_of
from rules_core.logic import All, Always, Any, AtLeast, Contested, Test
from rules_core.outcomes import Flag, Outcome, PersonResult, Step, Todo
from rules_core.roster import Person, Truth
from rules_core.values import Rounded, Score, say_value
from rules_core.words import say_number
from schemas.rules import Exemption, Formula, Grading, PassMark, Prerequisite, Reduction

_MARKS = {True: "đạt", False: "không đạt", None: "chưa đủ dữ liệu"}


def explain(programme: Programme, person: Person, index: int, as_of: date) -> PersonResult:
    """Return a person's outcome under a plan with its reasons."""
    outcome = outcome_of(programme, person)
    steps, flags = [], []
    grade: str | None = None
    average: Fraction | None = None
    words: str | None = None
    for clause in programme.clauses:
        applies = clause.applies.truth(person)
        if applies is False:
            continue
        steps.append(_step(clause, person, applies))
        if clause.number and applies and (value := clause.number.value(person)) is not None:
            average, words = value, say_value(clause.number, value)
        if clause.grades and applies:
            grade = _grade(clause, person)
            flags += _gaps(clause, person, programme)
        flags += _contradictions(clause, person)
    for beaten in programme.superseded:
        if beaten.scope.truth(person) is not False:
            flags.append(Flag("superseded", beaten.why))
    if outcome is Outcome.EXEMPT and programme.concerned.truth(person) and programme.complete.truth(person):
        flags.append(Flag("exempt-complete", "được miễn nhưng đã đủ điều kiện hoàn thành"))
    todo = _todo(programme, person, as_of) if outcome in _OPEN else ()
    told = tuple({flag.message: flag for flag in flags}.values())
    return PersonResult(index, programme.book.label, outcome, grade, average, tuple(steps), told, todo, words)


_OPEN = (Outcome.INCOMPLETE, Outcome.UNKNOWN, Outcome.REDUCED)


def _step(clause: Clause, person: Person, applies: Truth) -> Step:
    answer = clause.test.truth(person)
    evidence = clause.rule.evidence[0]
    values = list(dict.fromkeys(clause.test.told(person)))
    if applies is None:
        values = [*clause.scope.told(person), *values]
    result = _result(clause, person, answer)
    if applies is None:
        result = f"chưa rõ có thuộc diện hay không; nếu có: {result}"
    quote = " … ".join(" ".join(e.text.split()) for e in clause.rule.evidence)
    return Step(
        clause.rule.id, clause.book.label, clause.rule.kind, quote, evidence.page, tuple(values),
        answer if applies else None, result, tuple(clause.notes), clause.part != "inform",
    )  # fmt: skip


def _result(clause: Clause, person: Person, answer: Truth) -> str:
    rule = clause.rule
    match rule:
        case Formula() if clause.number:
            return f"{rule.target} = {say_value(clause.number, clause.number.value(person))}"
        case Exemption():
            return {True: "được miễn", False: "không thuộc diện miễn", None: "chưa rõ có được miễn hay không"}[answer]
        case Reduction():
            less = f"được giảm {rule.amount}" if rule.amount else "được giảm"
            return {True: less, False: "không thuộc diện giảm", None: "chưa rõ có được giảm hay không"}[answer]
        case Grading():
            average = say_value(clause.number, clause.number.value(person)) if clause.number else "chưa có"
            named = _grade(clause, person)
            return f"ĐTB {average}: {named}" if named else f"ĐTB {average}: chưa đủ dữ liệu để xếp loại"
        case Prerequisite():
            first = ", ".join(rule.requires)
            return {
                True: "không vi phạm thứ tự mô đun",
                False: f"có kết quả mô đun sau khi chưa đạt mô đun {first}",
                None: f"chưa đủ dữ liệu về mô đun {first}",
            }[answer]
        case PassMark():
            return f"bài kiểm tra từ {rule.min_score.replace('.', ',')} điểm: {_MARKS[answer]}"
    if clause.part == "inform":
        return {True: "đủ số tiết", False: "chưa đủ số tiết", None: "chưa đủ dữ liệu về số tiết"}[answer]
    return {
        True: "đủ điều kiện hoàn thành",
        False: "không đủ điều kiện hoàn thành",
        None: "chưa đủ dữ liệu để công nhận hoàn thành",
    }[answer]


def _grade(clause: Clause, person: Person) -> str | None:
    """Return the grade; `otherwise` only where every grade is surely missed."""
    answers = [grade.test.truth(person) for grade in clause.grades]
    if True in answers:
        return clause.grades[answers.index(True)].name
    if None in answers:
        return None
    return clause.otherwise or "không xếp loại"


def _gaps(clause: Clause, person: Person, programme: Programme) -> list[Flag]:
    """A scale's gap: the marks are good enough for a grade but too good for it, and too bad for the next."""
    answers = [grade.test.truth(person) for grade in clause.grades]
    if answers.count(True) > 1:
        names = ", ".join(g.name for g, a in zip(clause.grades, answers, strict=True) if a)
        return [Flag("grading-overlap", f"{clause.key}: điểm này thuộc cùng lúc các loại {names}; lấy loại ghi trước")]
    near = [grade.name for grade in clause.grades if grade.minima.truth(person)]
    if True in answers or None in answers or not near:
        return []
    average = say_value(clause.number, clause.number.value(person)) if clause.number else ""
    message = (
        f"{clause.key}: ĐTB {average} và các điểm thành phần đạt mức tối thiểu của loại {', '.join(near)} nhưng không loại nào "
        f"chứa được; theo đúng chữ của quy định là «{clause.otherwise or 'không xếp loại'}». Khoảng trống của thang xếp loại, cần người xét"
    )
    others = [
        other.key for other in programme.clauses
        if other.rule.kind == "completion" and other.applies.truth(person) and other.test.truth(person)
    ]  # fmt: skip
    if others:
        message += f"; trong khi {', '.join(others)} coi là hoàn thành"
    return [Flag("grading-gap", message)]


def _contradictions(clause: Clause, person: Person) -> list[Flag]:
    found = []
    for test in _leaves(clause.test):
        if not isinstance(test, Passed) or test.mark is None:
            continue
        mark = person.modules.get(test.module)
        if (
            mark
            and mark.passed is not None
            and mark.score is not None
            and mark.passed != (Fraction(mark.score) >= test.mark)
        ):
            told = test.told(person)[0]
            found.append(
                Flag("result-contradiction", f"{told}; điểm đạt là {say_number(test.mark)}. Hãy đối chiếu bảng điểm")
            )
    return found


def _leaves(test: Test) -> list[Test]:
    match test:
        case All(tests) | Any(tests) | AtLeast(_, tests, _):
            return [leaf for inner in tests for leaf in _leaves(inner)]
        case Contested(mine, _, theirs):
            return [*_leaves(mine), *_leaves(theirs)]
        case EachChosen(chosen, None, mark):
            return [Passed(key, mark) for key in chosen.modules]
    return [test]


def _todo(programme: Programme, person: Person, as_of: date) -> tuple[Todo, ...]:
    by = tuple(dues_of(programme.book, as_of, person))
    found: dict[str, Todo] = {}
    for clause in programme.clauses:
        if clause.part == "inform" or clause.applies.truth(person) is False:
            continue
        if clause.part in ("exempt", "reduce"):
            if clause.test.truth(person) is None:
                name = "miễn" if clause.part == "exempt" else "giảm"
                words = f"xác nhận có thuộc diện {name} hay không: {', '.join(clause.flags)}"
                found.setdefault(words, Todo(words))
            continue
        missing = lacking(_lowest(clause), person) if clause.test.truth(person) is not True else []
        for words in missing:
            found.setdefault(words, Todo(words, by))
    for words in _unknown_scope(programme, person):
        found.setdefault(words, Todo(words))
    return tuple(found.values())


def _unknown_scope(programme: Programme, person: Person) -> list[str]:
    if programme.concerned.truth(person) is not None:
        return []
    blank = [name for name, value in (("vai trò", person.role), ("cấp học", person.levels)) if not value]
    return [f"ghi {' và '.join(blank)} để biết có thuộc diện của kế hoạch hay không"] if blank else []


def _lowest(clause: Clause) -> Test:
    """The least that completes: of a scale its lowest complete grade, else the test itself."""
    lows = [grade for grade in clause.grades if grade.complete]
    return lows[-1].minima if lows and _falls(clause) else lows[0].minima if lows else clause.test


def _falls(clause: Clause) -> bool:
    assert isinstance(clause.rule, Grading)
    mins = [Fraction(grade.min) for grade in clause.rule.grades if grade.min]
    return mins == sorted(mins, reverse=True)


def lacking(test: Test, person: Person) -> list[str]:
    """Return what a person lacks for a test that does not (yet) hold, as things to do."""
    if test.truth(person) is True:
        return []
    match test:
        case All(tests) | Any(tests):
            return [words for inner in tests for words in lacking(inner, person)]
        case AtLeast():
            return [_lacking_count(test, person)]
        case Passed(module, mark, _):
            found = person.modules.get(module)
            if found and found.entered and test.truth(person) is None:
                return [f"làm rõ kết quả mô đun {module}"]
            at = f" (từ {say_number(mark)} điểm)" if mark is not None else ""
            return [f"hoàn thành mô đun {module}{at}"]
        case EachChosen(chosen, low, mark):
            return _lacking_chosen(test, person, chosen.entered(person), low if low is not None else mark)
        case Settled() | EnoughPeriods():
            return [_MORE_RESULTS]
        case InRange():
            return [_lacking_figure(test, person)]
        case Flagged(name):
            return [name if test.truth(person) is False else f"xác nhận: {name}"]
        case Contested():
            return ["chờ cơ quan ban hành làm rõ hai quy định khác nhau"]
        case Always(None, why) if why:
            return [f"bổ sung: {why}"]
    return []


_MORE_RESULTS = "bổ sung kết quả các mô đun đã đăng ký cho đủ số tiết"


def _lacking_count(test: AtLeast, person: Person) -> str:
    more = test.count - sum(inner.truth(person) is True for inner in test.tests)
    open_ = [inner.module for inner in test.tests if isinstance(inner, Passed) and inner.truth(person) is not True]
    if len(open_) == more:
        return f"hoàn thành mô đun {', '.join(open_)}"
    among = f", trong số các mô đun: {', '.join(open_)}" if open_ else ""
    lost = f"; danh sách còn thiếu cột của {test.unknown} mô đun" if test.unknown else ""
    return f"hoàn thành thêm {more} mô đun{among}{lost}"


def _lacking_figure(test: InRange, person: Person) -> str:
    if isinstance(test.number, Score):
        return f"điểm {test.number.label} từ {say_number(test.low)} trở lên"
    name = "ĐTB" if isinstance(test.number, Rounded) else "điểm trung bình"
    known = test.number.value(person) is not None
    return f"{name} từ {say_number(test.low)} trở lên" if known else f"bổ sung điểm để tính {name}"


def _lacking_chosen(test: EachChosen, person: Person, entered: list[str], low: Fraction | None) -> list[str]:
    at = f" từ {say_number(low)} điểm trở lên" if low is not None else ""
    found = []
    for key in entered:
        mark = person.modules[key]
        failed = mark.passed is False if test.low is None and mark.score is None else (
            mark.score is None or (low is not None and Fraction(mark.score) < low)
        )  # fmt: skip
        if failed:
            found.append(f"mô đun {key} đạt{at}")
    if not test.chosen.settled(person):
        found.append(_MORE_RESULTS)
    return found
