"""Electronic mail (.eml, .mht): the letter itself and what is attached to it, each a file to read."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from pathlib import PurePosixPath
from typing import cast

from extract.source import Budget, Damaged, Empty, Source

LETTER = "nội dung thư"
_ICON = 30_000  # bytes: a picture no larger inside a letter is a logo or a signature's ornament
_MESSAGE = "Thư điện tử hỏng, không mở được: hãy lưu lại thư từ chương trình thư, hoặc chuyển các tệp đính kèm."


def members(source: Source, budget: Budget) -> Iterator[Source]:
    """The letter's text, where it has any, then its attachments in order. Raises Damaged, Empty or TooLarge."""
    try:
        message = email.message_from_bytes(source.data, policy=email.policy.default)
        found = [*_letter(message), *_attachments(message)]
    except (MessageError, RecursionError, LookupError, ValueError, AttributeError, TypeError) as error:
        raise Damaged(_MESSAGE) from error
    if not found:
        raise Empty("Thư không có nội dung và không có tệp đính kèm: hãy kiểm tra lại thư gốc.")
    for name, data in numbered(found):
        budget.take(len(data))
        yield source.member(name, data)


def numbered(found: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files with names of their own: a second «a.pdf» becomes «a (2).pdf»."""
    seen: Counter[str] = Counter()
    for name, data in found:
        seen[name] += 1
        path = PurePosixPath(name)
        yield (name if seen[name] == 1 else f"{path.stem} ({seen[name]}){path.suffix}"), data


def _letter(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None or body.get_filename():
        return
    data = _text(body)
    if data.strip():
        yield f"{LETTER}.{'html' if body.get_content_type() == 'text/html' else 'txt'}", data


def _text(part: MIMEPart) -> bytes:
    """A text part as UTF-8; in a character set that nobody knows, its bytes as they are."""
    try:
        return str(part.get_content()).encode("utf-8", errors="replace")
    except (LookupError, ValueError):
        return cast("bytes", part.get_payload(decode=True)) or b""


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    body = message.get_body(preferencelist=("plain", "html"))
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        kind = part.get_content_type()
        if kind == "message/rfc822" and part is not message:
            for inner in cast("list[EmailMessage]", part.get_payload()):
                yield f"{_safe(part.get_filename()) or 'thư kèm'}.eml".replace(".eml.eml", ".eml"), inner.as_bytes()
        elif part.is_multipart():
            waiting[:0] = cast("list[EmailMessage]", part.get_payload())
        elif part is not body and (part.get_filename() or not kind.startswith("text/")):
            data = cast("bytes | None", part.get_payload(decode=True)) or b""
            ornament = kind.startswith("image/") and not part.is_attachment() and len(data) <= _ICON
            if data and not ornament:
                yield _safe(part.get_filename()) or f"tệp kèm.{part.get_content_subtype()}", data


def _safe(name: str | None) -> str:
    """The last part of a name from outside."""
    return (name or "").replace("\\", "/").rpartition("/")[2].strip()
