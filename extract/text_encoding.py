"""From bytes to text: which encoding a file without a label is in, told by trial."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from schemas.document import Problem
from vietnamese.letters import is_marked, nfc

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WINDOWS_SIGNS: Final = {
    b: bytes([b]).decode("cp1252") for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_SAMPLE: Final = 1 << 16  # bytes looked at where a share decides
_BREAKS: Final = re.compile("\r\n?|[\x0b\u2028\u2029]|(?<![\xba\xbb\xc3-\xc6])\x85")
# 0B is Word's line break in pasted text; 85 after those letters is a piece of misread UTF-8 (ễ)


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text, its lines parted by line feeds; `encoding` as in a plan's `text.encoding`, problems for staff."""

    content: str
    encoding: str = "unicode"
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, stated: str | None = None) -> Text:
    """`data` as text. Never fails: what cannot be read becomes U+FFFD and a problem says so.

    `stated` is the encoding that the file itself names (HTML's `<meta charset>`); a byte order mark overrules it, and
    so does text that is plain UTF-8.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _read(data[len(mark) :], name)
    if (wide := _wide(data[:_SAMPLE])) is not None:
        return _read(data, wide)
    try:
        return Text(_lines(data.decode("utf-8")))
    except UnicodeDecodeError:
        pass
    if stated is not None and stated.lower().replace("_", "-") not in ("utf-8", "utf8"):
        try:
            return Text(_lines(nfc(data.decode(stated))))
        except (LookupError, UnicodeDecodeError):
            pass
    if _mostly_utf8(data[:_SAMPLE]):
        return _read(data, "utf-8")
    return _one_byte(data)


def _read(data: bytes, name: str) -> Text:
    text = _lines(data.decode(name, errors="replace"))
    lost = text.count("\ufffd")
    if not lost:
        return Text(text)
    message = f"Có {lost} chỗ trong tệp không đọc được chữ: hãy đối chiếu với bản gốc."
    return Text(text, problems=(Problem("decode_errors", message),))


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero there."""
    if len(sample) < 4 or 0 not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.2 * half and odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.2 * half and even > 4 * odd else None


def _mostly_utf8(sample: bytes) -> bool:
    """UTF-8 with a few broken letters: most of its bytes above 7F make whole characters."""
    text = sample.decode("utf-8", errors="replace")
    return sum(c > "\x7f" and c != "\ufffd" for c in text) > 4 * text.count("\ufffd")


def _one_byte(data: bytes) -> Text:
    """Windows-1258 (the old Vietnamese code page) where words come out well; else letters as Windows-1252 has them."""
    text = nfc(data.decode("cp1258", errors="replace"))
    if _reads_well(text[:_SAMPLE]):
        return Text(_lines(text), encoding="cp1258")
    problem = Problem(
        "legacy_encoding",
        "Tệp dùng bảng mã tiếng Việt cũ (như TCVN3 hoặc VNI) chưa chuyển được: hãy lưu tệp theo bảng mã Unicode (UTF-8).",
    )
    # No byte is lost: those that Windows-1252 has no character for stay as they are. `normalize.encodings` tells the letters.
    text = data.decode("latin-1").translate(_WINDOWS_SIGNS)
    return Text(_lines(text), encoding="unknown", problems=(problem,))


def _reads_well(text: str) -> bool:
    """Whether nearly all words with letters beyond ASCII hold Vietnamese letters only, and no capital inside."""
    words = [word for word in _words().findall(text) if not word.isascii()]
    good = sum(
        all(c.isascii() or is_marked(c) for c in word) and (word[1:].islower() or word.isupper() or len(word) == 1)
        for word in words
    )
    return bool(good > 0.9 * len(words))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


def _lines(text: str) -> str:
    return _BREAKS.sub("\n", text)
