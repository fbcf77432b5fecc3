"""`congvan schema`: the plan format as JSON Schema."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """In JSON Schema của kế hoạch (congvan-plan/1)."""
    import json

    from schemas.plan import Plan

    click.echo(json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=2))
