"""Several complainants, one dispute: everybody agrees, and at most two speak for all."""

from __future__ import annotations

import pytest

from xiaobao import law as law_room
from xiaobao.rules import joint

# 杨柳 and 许诺 join 林晓禾.
THREE = {
    "added": ["杨柳", "许诺"],
    "everyone": ["lin", "yang", "xu"],
    "consented": True,
    "proof": "三人签名的共同投诉书，2026年5月18日",
    "how": "in_person",
    "representatives": (0, 2),
    "mandate": "推选书，2026年5月18日，三人签名",
}


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def check(law, regulation="samr-order-121", **changes):
    given = THREE | changes
    return joint.check(given.pop("added"), regulation=regulation, law=law, **given)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"representatives": (1,)},
        {"representatives": (), "mandate": ""},
        {"added": ["杨柳"], "everyone": ["lin", "yang"], "representatives": (0, 1)},
        {"added": [], "everyone": ["lin", "yang"], "representatives": (0,)},
    ],
)
def test_two_or_more_who_agree_complain_jointly(law, changes):
    assert check(law, **changes).outcome == "allowed"


@pytest.mark.parametrize(
    ("changes", "field", "paragraph"),
    [
        ({"added": ["杨柳", " "]}, "people", "第一款"),
        ({"added": [], "everyone": ["lin"], "representatives": (0,)}, "people", "第一款"),
        ({"everyone": ["lin", "yang", "lin"]}, "people", "第一款"),
        ({"consented": False}, "consented", "第一款"),
        ({"proof": " "}, "proof", ""),
        ({"how": "telepathy"}, "how", ""),
        ({"representatives": (0, 1, 2)}, "representatives", "第二款"),
        ({"representatives": (3,)}, "representatives", "第二款"),
        ({"representatives": (-1,)}, "representatives", "第二款"),
        ({"mandate": ""}, "mandate", "第二款"),
        ({"representatives": ()}, "representatives", "第二款"),
    ],
)
def test_what_is_missing_is_said_at_its_field(law, changes, field, paragraph):
    for regulation, article in (("samr-order-121", "第十二条"), ("samr-order-20", "第十一条")):
        decision = check(law, regulation, **changes)
        assert decision.outcome == "refused"
        assert [(reason.field, reason.citation.partition("》")[2]) for reason in decision.reasons] == [
            (field, article + paragraph if paragraph else "")
        ]
