"""How a command answers: JSON for programs on stdout, words for people on stderr, exit codes for both."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from xiaobao.home import home

T = TypeVar("T")

json_option = click.option("--json", "as_json", is_flag=True, help="在标准输出打印一份 JSON。")


def say(sentence: str) -> None:
    """Tell a person something, on stderr."""
    click.echo(sentence, err=True)


def put(document: Any, *, as_json: bool, words: str) -> None:
    """Answer: the document as JSON on stdout, or the words."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain) if as_json else words)


def refuse(code: str, sentence: str, *, as_json: bool) -> NoReturn:
    """Refuse with a code and a sentence, exit 1."""
    if as_json:
        click.echo(json.dumps({"error": {"code": code, "message": sentence}}, ensure_ascii=False))
    say(f"{code} {sentence}")
    sys.exit(1)


def with_django(command: Callable[..., T]) -> Callable[..., T]:
    """Set Django up only for commands that need the database, so that the others start at once."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> T:
        import django  # the import is what costs; deferring it is the point
        from django.core.exceptions import ImproperlyConfigured

        try:
            django.setup()
        except ImproperlyConfigured as error:
            refuse("JOB-004", str(error), as_json=bool(kwargs.get("as_json")))
        from xiaobao.vault.audit import run_by

        with run_by(f"命令行（{_account()}）"):
            return command(*args, **kwargs)

    return wrapped


def in_a_home(command: Callable[..., T]) -> Callable[..., T]:
    """Set Django up and refuse politely where ``xiaobao init`` has not made a home, or an older one."""

    @with_django
    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> T:
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            sentence = f"{home()} 还没有建好或者来自旧版本，请先运行 xiaobao init。"
            refuse("JOB-001", sentence, as_json=bool(kwargs.get("as_json")))
        return command(*args, **kwargs)

    return wrapped


def _account() -> str:
    """Return the account of the machine a command runs under; its number where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
