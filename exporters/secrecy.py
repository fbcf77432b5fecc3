"""Documents marked mật go into no export (Luật Bảo vệ bí mật nhà nước 2018; Nghị định 30/2020/NĐ-CP, Điều 22 khoản 4)."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.citing import document_title
from schemas.plan import Plan


class Refused(ValueError):
    """A document bears a mark of secrecy; the message is Vietnamese and says what to do."""


def secret_sources(plans: Sequence[Plan]) -> dict[str, Plan]:
    """Return, by its file's hash, the first plan that is marked mật; what shares a file with it is secret too."""
    found: dict[str, Plan] = {}
    for plan in plans:
        if plan.header.secrecy:
            found.setdefault(plan.source.sha256, plan)
    return found


def refuse_secret(plans: Sequence[Plan]) -> None:
    """Raise `Refused` where any of `plans` is marked mật, tối mật or tuyệt mật."""
    for plan in secret_sources(plans).values():
        raise Refused(
            f"{document_title(plan.header)} mang dấu {(plan.header.secrecy or '').upper()}: không xuất ra tệp nào. "
            "Hãy xử lý văn bản này theo quy định về bảo vệ bí mật nhà nước, ngoài chương trình."
        )
