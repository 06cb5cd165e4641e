"""Several complainants in one dispute (共同投诉): 令121 第十二条; 令20 第十一条."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.law.regulation import Joint
from xiaobao.rules.consent import Way
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121

_JOINT: Mapping[str, str] = MappingProxyType({ORDER_121: "12(1)", ORDER_20: "11(1)"})
_ELECTED: Mapping[str, str] = MappingProxyType({ORDER_121: "12(2)", ORDER_20: "11(2)"})


def check(
    added: Sequence[str],
    *,
    everyone: Sequence[str],
    consented: bool,
    proof: str,
    how: str,
    representatives: Sequence[int],
    mandate: str,
    regulation: str,
    law: Lawbook,
) -> Decision:
    """Check that a complaint can be handled as a joint one.

    ``added`` are the names of those who join; ``everyone`` holds one key a person, alike for the same one,
    those registered before first. ``representatives`` are places in it, ``mandate`` says in what writing they
    were elected, ``how`` is a code of ``consent.Way``. How many make a joint complaint and how many speak for
    them is read from the law.
    """
    joint, elected = (law.cite(regulation, article[regulation]) for article in (_JOINT, _ELECTED))
    rule = law.regulation(regulation).joint
    if rule is None:
        return Decision.check([Reason("该规定没有关于共同投诉的条款。")])
    refusals = (
        *(Reason(text, joint, "people") for text in _people(added, everyone, rule)),
        *(
            Reason(text, joint if field == "consented" else "", field)
            for text, field in _consent(consented, proof, how)
        ),
        *(
            Reason(text, elected, field)
            for text, field in _election(everyone, representatives, mandate, rule)
        ),
    )
    told = Reason("代表人变更、放弃投诉请求或者达成调解协议的，应当经被代表的投诉人同意。", elected)
    return Decision.check(refusals, told)


def _people(added: Sequence[str], everyone: Sequence[str], rule: Joint) -> Iterator[str]:
    if any(not name.strip() for name in added):
        yield "请写明每一位共同投诉人的姓名。"
    if len(everyone) < rule.people:
        yield f"共同投诉应当有{rule.people}名以上投诉人，请登记其他投诉人。"
    if any(count > 1 for count in Counter(everyone).values()):
        yield "同一人只登记一次，请核对姓名和电话。"


def _consent(consented: bool, proof: str, how: str) -> Iterator[tuple[str, str]]:
    if not consented:
        yield "按共同投诉处理须经各投诉人同意；不同意的，请分别登记、分别办理。", "consented"
    if consented and not proof.strip():
        yield "请写明各投诉人同意的依据，如签名的共同投诉书、电话记录的时间（本局要求）。", "proof"
    if how not in tuple(Way):
        yield "请选择各投诉人表示同意的方式。", "how"


def _election(
    everyone: Sequence[str], representatives: Sequence[int], mandate: str, rule: Joint
) -> Iterator[tuple[str, str]]:
    if len(set(representatives)) > rule.representatives:
        yield f"代表人最多推选{rule.representatives}名。", "representatives"
    if any(place not in range(len(everyone)) for place in representatives):
        yield "代表人应当从投诉人中推选，请重新选择。", "representatives"
    if representatives and not mandate.strip():
        yield "代表人应当书面推选，请写明推选书的日期和签名情况。", "mandate"
    if mandate.strip() and not representatives:
        yield "填写了推选书的，请选择代表人。", "representatives"
