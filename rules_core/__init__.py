"""The shared rules core: plans' rules evaluated on a roster and a calendar. It knows plans, not files.

from rules_core import Mark, Person, Roster, evaluate

report = evaluate([plan], Roster([Person("01", role="GV", modules={"4": Mark(True)})]), date(2024, 6, 1))
report.plans[0].outcomes, report.plans[0].explain(0).steps
"""

from rules_core.book import BadRules, RuleBook
from rules_core.engine import evaluate
from rules_core.outcomes import Outcome
from rules_core.report import Report
from rules_core.roster import Done, Mark, Person, Problem, Roster

__all__ = ["BadRules", "Done", "Mark", "Outcome", "Person", "Problem", "Report", "Roster", "RuleBook", "evaluate"]
