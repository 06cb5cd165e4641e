"""Two officers at two reports of one reporter in the same moment: both are done one after the other, or one is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import cast
from xiaobao.docket.actions.merge import merge
from xiaobao.docket.actions.refer import refer
from xiaobao.docket.models import Link, Matter
from xiaobao.home import key
from xiaobao.refusals import Obstacle

FACTS = "补充了同一批次的进货单。"
AWAY = {"within_remit": True, "authority": "思明区市场监督管理局", "words": "发生在思明区。"}


@pytest.fixture
def three(transactional_db, own_home, register):
    """周喆's report of the 11th, and two more, of the 13th and the 18th."""
    key("vault-master-key")
    return [
        register(cast.report(external_id=f"R{day}", received_at=cast.at(f"2026-05-{day}")))
        for day in ("11", "13", "18")
    ]


def at_once(*acts):
    """Do the acts at the same moment, each over a connection of its own; what came of each."""

    def do(one):
        verb, given = one
        try:
            return verb(version=1, at=cast.NOON, **given)
        except Obstacle as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def test_two_mergers_into_one_report_are_both_done_and_the_last_receipt_counts(three, officers):
    first, *others = three
    who = (officers["chensiyuan"], officers["suming"])
    given = [
        {"matter_id": other, "officer": officer, "earlier": first, "new_facts": FACTS}
        for other, officer in zip(others, who, strict=True)
    ]
    done = at_once(*((merge, one) for one in given))
    assert not [one for one in done if isinstance(one, Obstacle)]
    earlier = Matter.objects.get(pk=first)
    restarts = [entry["on"] for entry in earlier.clocks.get(clock="report.check").ledger[1:]]
    assert sorted(restarts) == ["2026-05-13", "2026-05-18"]
    assert (earlier.version, Link.objects.count()) == (3, 2)
    assert earlier.clocks.get(clock="report.check").due_on.isoformat() == "2026-06-08"


def test_what_ends_the_earlier_report_meanwhile_leaves_nothing_to_merge_into(three, officers):
    first, second, _third = three
    merging = {"matter_id": second, "officer": officers["chensiyuan"], "earlier": first, "new_facts": FACTS}
    at_once((merge, merging), (refer, {"matter_id": first, "officer": officers["hemin"], **AWAY}))
    earlier, later = Matter.objects.get(pk=first), Matter.objects.get(pk=second)
    # Whoever came first was done, and the other was told so: the two together never are.
    assert (earlier.state, later.state) in {("referred", "received"), ("received", "merged")}
    assert Link.objects.count() == (1 if later.state == "merged" else 0)
