"""`congvan restore`: text without diacritics gets them back."""

from __future__ import annotations

import sys
from typing import IO

import click


@click.command()
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE]")
@click.option("--explain", is_flag=True, help="In từng chỗ sửa cạnh chữ gốc, thay vì cả văn bản.")
def restore(file: IO[bytes], explain: bool) -> None:
    """Trả lại dấu tiếng Việt cho văn bản đã mất dấu (tệp văn bản UTF-8, hoặc đầu vào chuẩn).

    Chỗ không chắc thì giữ nguyên; chữ đã có dấu và tiếng nước khác không bị sửa.
    """
    from normalize.restore import stream

    text = file.read().decode("utf-8", "surrogateescape")  # bytes that are no UTF-8 come out as they went in
    for part in stream(text, explain=explain):
        sys.stdout.buffer.write(part.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()
