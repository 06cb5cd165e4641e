"""``xiaobao audit verify``: whether the trail is whole."""

from __future__ import annotations

import sys

import click

from xiaobao.jobs.answer import in_a_home, json_option, put


@click.group()
def audit() -> None:
    """审计记录。"""


@audit.command()
@json_option
@in_a_home
def verify(as_json: bool) -> None:
    """逐条核对审计链，指出被改动、删除、插入或调换之处。"""
    from xiaobao.vault.audit import verify as flaws_of
    from xiaobao.vault.models import AuditEntry

    flaws = [{"entry": flaw.entry, "reason": flaw.reason} for flaw in flaws_of()]
    document = {"entries": AuditEntry.objects.count(), "flaws": flaws}
    words = "\n".join(f"第 {flaw['entry']} 条：{flaw['reason']}" for flaw in flaws)
    put(document, as_json=as_json, words=words or f"审计链完整，共 {document['entries']} 条。")
    sys.exit(1 if flaws else 0)
