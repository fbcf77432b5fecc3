"""Plans for tests of findings: the codes that an invented dispatch is given, and the one finding of a code."""

from normalize.parse import parse
from schemas.document import Document, Line, Page, Paragraph, Table
from tests.normalize.parts import HEAD, TAIL, plan
from tests.normalize.tables import table

__all__ = ["HEAD", "TAIL", "codes", "finding", "of_blocks", "plan", "table"]


def codes(body: str, head: str = HEAD) -> list[str]:
    """The codes of an invented dispatch's findings, in their order."""
    return [found.code for found in plan(body, head).findings]


def finding(code: str, body: str, head: str = HEAD):
    """The one finding of `code`."""
    (found,) = [f for f in plan(body, head).findings if f.code == code]
    return found


def of_blocks(*blocks: str | Table):
    """The plan of a dispatch whose body holds tables."""
    made: list[Paragraph | Table] = []
    for block in (HEAD, *blocks, TAIL):
        made += [block] if isinstance(block, Table) else [Paragraph((Line(x),)) for x in block.split("\n") if x.strip()]
    document = Document("kế hoạch.txt", "0" * 64, "text/plain", (Page(1, tuple(made)),), paged=False)
    (found,) = parse(document)
    return found
