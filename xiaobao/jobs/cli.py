"""The console script ``xiaobao``.

``--json`` on a command prints one JSON document on stdout and nothing else; messages go to stderr.
Exit codes: 0 done, 1 refused or found problems, 2 wrong usage.
"""

from __future__ import annotations

import os

import click

from xiaobao.jobs.commands import (
    audit,
    calendar,
    cases,
    channels,
    demo,
    evaluate,
    figures,
    handbook,
    handbook_files,
    handlers,
    importing,
    journey,
    law,
    law_texts,
    mine,
    officer,
    official,
    route,
    rules,
    scrub,
    serve,
    start,
    tick,
    vault,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="xiaobao")
def main() -> None:
    """消保：消费投诉举报处置系统的命令行。"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaobao.settings")


for command in (
    start.init,
    demo.demo,
    journey.journey,
    serve.serve,
    importing.import_files,
    cases.cases,
    law.due,
    law.clocks,
    law.check_content,
    calendar.calendar,
    official.official,
    law_texts.law,
    rules.rules,
    route.route,
    figures.figures,
    mine.mine,
    evaluate.evaluate,
    handlers.handlers,
    handbook.handbook,
    channels.channels,
    audit.audit,
    officer.officer,
    vault.vault,
    scrub.scrub,
    tick.tick,
    tick.schedule,
):
    main.add_command(command)
for command in (handbook_files.export, handbook_files.import_files):
    handbook.handbook.add_command(command)
