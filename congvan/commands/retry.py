"""`congvan retry`: files that failed are tried again."""

from __future__ import annotations

import click

from congvan.errors import ExitCode


@click.command()
@click.argument("out", metavar="THƯ_MỤC_KẾT_QUẢ")
@click.argument("names", nargs=-1, metavar="[TỆP…]")
def retry(out: str, names: tuple[str, ...]) -> None:
    """Thử lại các tệp chưa chuyển được (mọi tệp, hoặc những tệp nêu tên).

    THƯ_MỤC_KẾT_QUẢ là thư mục --out của «congvan watch» hoặc «congvan convert». Khi đang có chương trình theo dõi, yêu cầu được chuyển cho
    nó; không thì tệp được thử lại ngay, với các lựa chọn của lần trước.
    """
    import sqlite3

    from congvan.batching import FULL, again, ledger_folder
    from ingest import asked_again
    from ingest.ledger import Busy, Ledger, Newer

    folder = ledger_folder(out)
    if not (folder / ".congvan").is_dir():
        click.echo(
            f"✗ «{out}» không phải thư mục kết quả của «congvan watch» hay «congvan convert --report».", err=True
        )
        raise SystemExit(ExitCode.USAGE)
    try:
        with Ledger(folder, out) as ledger:
            failed = [entry for entry in ledger.entries("failed") if asked_again.meant(entry, names)]
            if not failed:
                click.echo("Không có tệp nào cần thử lại.", err=True)
                raise SystemExit(ExitCode.FAILED if names else ExitCode.OK)
            code = again(ledger, failed)
    except Busy:
        asked_again.ask(folder, names)
        click.echo("Đã yêu cầu chương trình đang theo dõi thử lại; xem TRANG-THAI.html.", err=True)
        raise SystemExit(ExitCode.OK) from None
    except Newer as error:
        click.echo(f"✗ {error}", err=True)
        raise SystemExit(ExitCode.OUTPUT) from error
    except (OSError, sqlite3.OperationalError) as error:
        click.echo(FULL.format(out=out, reason=error), err=True)
        raise SystemExit(ExitCode.OUTPUT) from error
    raise SystemExit(code)
