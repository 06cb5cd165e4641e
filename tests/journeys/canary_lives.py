"""Whole lives of reports, each step by the screens: every officer who writes anything writes who reported."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast, exports
from tests.desk.report_acts import TO_FILE
from tests.docket import rule_cast
from tests.docket.checking_cast import FILED, FOUND, NOT_FILED, REASON
from tests.documents.outward import planted, planted_office
from tests.journeys.canary import EXPORTED, INSIDER, MIXED, NAMED, NAMELESS, Bird
from tests.journeys.canary_house import House, Talkative
from tests.journeys.conftest import QINGHE, Walk
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.check import check
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.file import file
from xiaobao.docket.actions.not_file import not_file
from xiaobao.docket.actions.propose import propose
from xiaobao.docket.actions.propose_rules import propose_rules
from xiaobao.docket.actions.review import review
from xiaobao.docket.actions.run_import import run as run_import
from xiaobao.docket.actions.take_in import open_batch, take_in
from xiaobao.docket.models import Attachment, ImportBatch, Link, Matter, SupervisionOrder
from xiaobao.docket.rulebook import current
from xiaobao.rules.workflow import Act

LETTER = "该店冷柜里有十余盒酸奶超过保质期仍在销售，店长说卖完为止。"
HALF = "后仓第三排货架改贴生产日期"
"""What only the report half of the mixed letter says."""


def live_all(house: House) -> None:
    """Have every life lived."""
    filed(house)
    not_filed(house)
    referred(house)
    divided(house)
    exported(house)
    under_order_20(house)
    ruled_otherwise(house)


def arrives(house: House, life: str, bird: Bird, *, unnamed: bool = False, **more: Any) -> Talkative:
    """Have 何敏 write a report down at the counter, with files that tell on their maker."""
    before = set(Matter.objects.values_list("pk", flat=True))
    person = {} if unnamed else {
        "person_name": bird.name, "person_phone": bird.phone, "person_postal": bird.postal,
        "person_id_kind": "居民身份证", "person_id_number": bird.id_number,
    }  # fmt: skip
    typed = {
        "key": str(uuid4()), "kind": "report", "channel": "post", "received_at": "2026-05-18T09:30",
        "respondent_name": "厦门青禾生鲜超市有限公司", "respondent_address": "福建省厦门市湖里区湖里街道虚构路1号",
        "content": f"{LETTER}{bird.said}", "category": "食品", "files": files(bird), **person, **more,
    }  # fmt: skip
    hints = house.client("hemin").post("/register/hints/", {**typed, "files": []})
    assert hints.status_code == 200
    answer = house.client("hemin").post("/register/", typed)
    assert answer.status_code == 302, answer.content.decode()
    (house.lives[life],) = set(Matter.objects.values_list("pk", flat=True)) - before
    return house.at(life, bird)


def files(bird: Bird) -> list[SimpleUploadedFile]:
    """Return what comes along: each file named after the reporter and made by the reporter's device."""
    made = {
        "jpg": planted.jpeg(), "png": planted.png(), "pdf": planted_office.pdf(),
        "docx": planted_office.word(), "xlsx": planted_office.sheet(), "mp3": planted.mp3(),
    }  # fmt: skip
    made["txt"] = f"{LETTER}{bird.said}".encode("gb18030")
    return [SimpleUploadedFile(f"{bird.name}拍摄.{ending}", data) for ending, data in made.items()]


def filed(house: House) -> None:
    """The named report, through every step of a case, with another merged into it and one that repeats it."""
    one = arrives(house, "filed", NAMED)
    _arrival(one)
    again = arrives(house, "merged", NAMED, content=f"补充：冷冻柜里也有。{NAMED.said}")
    again.do(Act.MERGE, "luyiheng", earlier=str(one.matter))
    same = arrives(house, "repeated", NAMED)
    same.do(Act.REPEAT, "luyiheng", earlier=str(one.matter))
    _checked(one)
    _supervised(one)
    for step in (
        (Act.PROPOSE, TO_FILE),
        Act.REVIEW,
        Act.SEND_BACK,
        (Act.PROPOSE, TO_FILE),
        Act.REVIEW,
        Act.FILE,
    ):
        one.do(step)
    _case(one)
    rewarded(house)
    one.do("serve all")
    for event in ("penalty.served", "penalty.paid", "penalty.performed"):
        one.do(Act.MILESTONE, event=event)
    one.do(Act.CLOSE, closing="1")


def _arrival(one: Talkative) -> None:
    one.do(Act.CLASSIFY, "hemin")
    one.do(Act.PLACE, "hemin")
    one.do(Act.DISPUTE)
    one.do(Act.END_DISPUTE)
    one.do(Act.ASSIGN, "hemin")
    one.do(Act.HAND_BACK)
    one.do(Act.ASSIGN, "hemin")
    one.do(Act.ENTRUST, "suming")
    one.do(Act.ENTRUST, "suming", handler="chensiyuan")
    note = {"text": f"已经电话联系。{one.bird.said}"}
    assert one.client("chensiyuan").post(f"/matters/{one.matter}/notes/", note).status_code == 302
    one.do(Act.ATTACH, "chensiyuan", what=f"{one.bird.noted}拍的照片", files=files(one.bird)[:1])


def _checked(one: Talkative) -> None:
    for step in (Act.CHECK, Act.LEAVE_OUT, Act.COUNT_AGAIN, Act.EXTEND, Act.ANSWER):
        one.do(step)
    one.do(Act.VOID)
    one.do(Act.ANSWER)


def _supervised(one: Talkative) -> None:
    """A leader's order on the report, with all that can be done to it."""
    said = {"words": f"承办人外出。{one.bird.said}"}
    given = {
        "origin": "leader",
        "requirement": f"请说明。{one.bird.said}",
        "owner": "",
        "reply_due": "2026-05-21",
    }
    issued = one.client("fangzhou").post(f"/matters/{one.matter}/orders/new/", given)
    assert issued.status_code == 302, issued.content.decode()
    for who, act, more in (
        ("suming", "ask-extension", {"until": "2026-05-25"}),
        ("luyiheng", "decide-extension", {"grant": "yes"}),
        ("suming", "appeal", {}),
        ("fangzhou", "decide-appeal", {"stands": "yes"}),
        ("suming", "reply", {"measures": f"今日办结。{one.bird.said}"}),
        ("luyiheng", "review", {"accept": "no"}),
        ("suming", "reply", {"measures": f"今日办结。{one.bird.said}"}),
        ("luyiheng", "review", {"accept": "yes"}),
        ("luyiheng", "lift", {"score": "0"}),
    ):
        order = SupervisionOrder.objects.get(matter=one.matter)
        draft = {
            "form": f"order_{act}",
            "subject": str(order.pk),
            "fields": json.dumps({"words": [said["words"]]}),
        }
        assert one.client(who).post("/drafts/", draft).status_code == 200
        typed = said | more | {"version": str(order.version)}
        answer = one.client(who).post(f"/orders/{order.pk}/{act}/", typed)
        assert answer.status_code == 302, answer.content.decode()


def _case(one: Talkative) -> None:
    for step in (
        Act.MILESTONE,
        Act.PROLONG,
        Act.HALT,
        Act.GO_ON,
        Act.SUSPECT,
        Act.HAND_TO_POLICE,
        Act.TRANSFER,
    ):
        one.do(step)
    penalty = {
        "outcome": "1",
        "fined": "200000",
        "confiscated": "128",
        "collective": "yes",
        "published": "no",
        "words": "责令整改后不公示。",
    }
    one.do(Act.DECIDE, **penalty)
    one.do(Act.ANSWER)


def rewarded(house: House) -> None:
    """A reward for the named report: proposed, approved, looked at, the notice laid out, paid."""
    case, clerk, approver = house.lives["filed"], house.confirmed("xuan"), house.confirmed("guning")
    why = {"natural_person": "yes", "serious": "5", "level": "1", "reason": f"有直接关系。{NAMED.said}"}
    answer = clerk.post(
        f"/rewards/cases/{case}/", {**why, "party_id": str(house.party("filed")), "once": "a"}
    )
    assert answer.status_code == 302, answer.content.decode()
    decided = {"approve": "yes", "words": f"同意。{NAMED.said}", "once": "b"}
    assert approver.post("/rewards/1/decide/", decided).status_code == 200


def not_filed(house: House) -> None:
    """The insider's report, guarded from the counter on: not filed, answered, closed."""
    one = arrives(house, "insider", INSIDER, insider="on")
    one.do(Act.ASSIGN, "luyiheng")
    for step in (
        Act.CLASSIFY,
        Act.PLACE,
        Act.CHECK,
        Act.PROPOSE,
        Act.REVIEW,
        Act.NOT_FILE,
        Act.ANSWER,
        "serve all",
    ):
        one.do((step, {"insider": "on"}) if step is Act.CLASSIFY else step)
    asked = {"purpose": "contact", "words": f"需要核实批次。{INSIDER.said}"}
    party = f"/matters/{one.matter}/people/{house.party('insider')}/"
    assert one.client("chensiyuan").post(f"{party}release/", asked).status_code == 302
    one.do(Act.CLOSE, closing="", closable_on="")


def referred(house: House) -> None:
    """The report without a name whose words give it away, handed over with its letter."""
    one = arrives(house, "nameless", NAMELESS, unnamed=True, content=f"{LETTER}我叫石桑榆。{NAMELESS.said}")
    one.do(Act.REFER, "hemin")
    back = arrives(house, "redirected", NAMED)
    back.do(Act.REDIRECT, "hemin")
    sent = arrives(house, "returned", NAMED)
    sent.do("sent down")
    sent.do(Act.RETURN, "hemin")


def divided(house: House) -> None:
    """The letter of both kinds, registered as a complaint, then parted; the halves go to two stations."""
    words = f"买到过期酸奶，要求退货。{HALF}，请查处。{MIXED.said}"
    one = arrives(
        house, "complaint", MIXED, kind="complaint", content=words, requests=["退货"], office="jiangtou"
    )
    report = {
        "words_here": "买到过期酸奶，要求退货。",
        "words_other": f"{HALF}，请查处。",
    }
    papers = [str(key) for key in Attachment.objects.filter(matter=one.matter).values_list("pk", flat=True)]
    parted = {"files_here": papers[:2], "files_other": papers[1:]}
    one.do(Act.SPLIT, "luyiheng", **report, **parted, requests=["退货"])
    link = Link.objects.get(earlier=one.matter, kind="split")
    house.lives["half"] = link.later_id
    half = house.at("half", MIXED)
    half.do(Act.HAND_BACK, "luyiheng")
    half.do(Act.ASSIGN, "hemin")


def exported(house: House) -> None:
    """Rows of two exports that name the reporter in every column, one refused, one told differently later."""
    who, clerk = EXPORTED, house.client("hemin")
    report = exports.platform(
        类型="举报", 提供方姓名=who.name, 提供方联系方式=who.phone, 具体问题=f"{LETTER}{who.said}", 诉求内容="",
        备注=who.said, 家庭住址=who.postal, 电子邮箱=who.email, 事发地=f"湖里街道{who.name}家附近",
    )  # fmt: skip
    order = exports.hotline(
        诉求人=who.name, 联系电话=who.phone, 诉求内容=who.said, 诉求标题=f"{who.name}反映酸奶过期",
        是否督办="是", 督办要求=f"请尽快联系。{who.said}",
    )  # fmt: skip
    later = report | {"具体问题": f"又去看过一次。{who.said}", "登记时间": "2026-05-17 09:30:00"}
    refused = report | {"登记编号": "E9", "登记时间": f"前天{who.name}"}
    for place, rows in enumerate(([report, refused], [order], [later])):
        file = exports.write(house.home / f"{who.name}{place}.xlsx", *rows)
        sent = SimpleUploadedFile(f"{who.name}举报{place}.xlsx", file.read_bytes())
        file.unlink()
        assert clerk.post("/imports/", {"uploads": sent}).status_code == 302
        run_import(ImportBatch.objects.latest("pk").pk)
    settled = exports.platform(
        登记编号="E3", 提供方姓名=who.name, 提供方联系方式=who.phone, **exports.SETTLED
    )
    file = exports.write(house.home / "settled.xlsx", settled)
    take_in(file, batch=open_batch(file, by=None, at=cast.NOON), rulebook=current(), at=cast.NOON)
    file.unlink()
    sample = {"since": "2026-05-01", "until": "2026-05-20", "size": "1", "seed": "7"}
    assert house.client("luyiheng").post("/samples/", sample).status_code == 302
    house.lives["exported"] = Matter.objects.get(source="platform_12315", kind="report").pk


def under_order_20(house: House) -> None:
    """A report of March, filed, and one not filed: the reporter is told of either decision."""
    for life, what in (("old", FILED), ("old too", NOT_FILED)):
        walk = Walk(house.officers, "2026-03-02")
        walk.arrives(
            kind="report", person=NAMED.person, content=f"{LETTER}{NAMED.said}", requests=(), respondent=QINGHE,
            key=f"canary {life}",
        )  # fmt: skip
        house.lives[life] = walk.matter_id
        walk.do(assign, who="hemin", office="huli", handler="chensiyuan", words=NAMED.said)
        walk.do(classify, subjects=("food",), evidenced=True, words=NAMED.said)
        seen = {"officers": ["陈思远", "温岚"], "way": "on_site", "place": "湖里街道", "found": NAMED.said}
        walk.do(check, on=walk.day, **seen)
        walk.do(propose, **what | {"facts": f"{FOUND}{NAMED.said}", "reason": f"{REASON}{NAMED.said}"})
        walk.do(review, who="suming", agree=True, words=NAMED.said)
        done = walk.do(file if what is FILED else not_file, who="fangzhou", words=NAMED.said)
        for document in done.documents:
            if document.addressees.exists():
                walk.serves(document)
    house.at("old", NAMED).do(Act.ABANDON)


def ruled_otherwise(house: House) -> None:
    """A ladder that would warn of every report anew, and a notice: proposed, and waiting for a signature."""
    for changed in (rule_cast.ladder(("left: 3\n", "left: 5\n")), rule_cast.notice()):
        propose_rules(file=changed, reason="早些提醒。", officer=house.officers["fangzhou"], at=cast.NOON)
