"""``xiaobao scrub``: what an earlier version left open is masked, and told in figures."""

from __future__ import annotations

import json

from click.testing import CliRunner

from tests import cast
from xiaobao.docket.models import Submission
from xiaobao.jobs.cli import main


def test_it_says_how_many_were_looked_at_and_how_many_masked(own_home, register):
    key = register(cast.report())
    Submission.objects.filter(pk=key).update(content="周喆说该店回收过期奶。")
    found = CliRunner().invoke(main, ["scrub", "--json"])
    assert (found.exit_code, json.loads(found.stdout)) == (0, {"looked": 1, "masked": 1})
    assert Submission.objects.get(pk=key).content == "周**说该店回收过期奶。"
    again = CliRunner().invoke(main, ["scrub"])
    assert again.stdout.strip() == "查看来件 1 件，遮盖 0 件，原文已封存。"
