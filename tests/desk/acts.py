"""What an officer types for each act, and what must have happened before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

from tests.docket.settling_cast import market
from xiaobao.docket.models import Addressee, Document, Matter, Partner, Party
from xiaobao.rules.workflow import Act

REASON = "当事人提交了新的收款凭证，原来的认定与事实不符。"
GIVEN: dict[Act, dict[str, Any]] = {
    Act.SPLIT: {
        "words_here": "购买的酸奶过期，请求退货并赔偿。",
        "requests": ["退货", "赔偿损失"],
        "words_other": "该店货架上仍有过期酸奶在售。",
    },
    Act.JOIN: {
        "people-name": ["沈一帆", ""],
        "people-phone": ["13900000011", ""],
        "people-postal": ["", ""],
        "people-id_kind": ["", ""],
        "people-id_number": ["", ""],
        "consented": "on",
        "how": "in_person",
        "proof": "共同签名的投诉书",
        "representatives": ["0", "1"],
        "mandate": "推选书，2026年5月19日，两人签名",
    },
    Act.APPOINT_AGENT: {
        "side": "complainant",
        "name": "许知行",
        "phone": "13900000012",
        "id_kind": "居民身份证",
        "id_number": "350206199001010000",
        "matters": "代为参加调解",
        "special": "on",
        "original": "on",
    },
    Act.ASK_MATERIAL: {"items": ["投诉人通讯地址", "购物小票"], "due_on": "2026-05-25"},
    Act.VERIFY_IDENTITY: {"items": ["居民身份证复印件"], "due_on": "2026-05-25"},
    Act.SUPPLEMENT: {
        "kind": "material",
        "on": "2026-05-20",
        "received": ["购物小票"],
        "complete": "yes",
        "postal": "湖里区虚构路2号",
    },
    Act.PLACE: {
        "respondent_kind": "ordinary",
        "actual_here": "yes",
        "domicile_here": "yes",
        "within_duties": "yes",
    },
    Act.ASSIGN: {"office": "huli", "handler": "chensiyuan", "words": "店在湖里街道。"},
    Act.ENTRUST: {"handler": "wenlan", "words": "陈思远休假。"},
    Act.HAND_BACK: {"words": "店在江头街道，不在本所辖区。"},
    Act.RETURN: {"words": "被投诉人住所地在思明区，本局没有处理权限。"},
    Act.DISPUTE: {"with_whom": "思明区市场监督管理局", "arose_on": "2026-05-20"},
    Act.END_DISPUTE: {"outcome": "agreed", "ours": "yes", "on": "2026-05-20"},
    Act.REDIRECT: {"nature": "consultation", "route": ""},
    Act.WITHDRAW: {"on": "2026-05-20", "how": "phone"},
    Act.SETTLE_FIRST: {"way": "odr", "how": "phone", "words": "5月20日来电同意。"},
    Act.RECALL: {"words": "涉及食品安全，由本局处理。"},
    Act.CONFIRM: {"how": "phone", "terms": "退款36.50元。", "settled": "36.50", "satisfaction": "5"},
    Act.CONSENT: {
        "side": "complainant",
        "subject": "mediation",
        "given": "yes",
        "how": "phone",
        "on": "2026-05-20",
        "proof": "录音0520-1",
    },
    Act.DELEGATE: {"body": "湖里区消费者权益保护委员会", "due_on": "2026-06-05"},
    Act.TAKE_BACK: {"outcome": "failed", "on": "2026-05-20"},
    Act.INVITE: {
        "mode": "on_site",
        "held_at": "2026-06-03T09:30",
        "place": "湖里所调解室",
        "mediators": ["陈思远", ""],
        "bring": "购物小票",
        "recusal_days": "3",
    },
    Act.MEDIATE: {
        "mode": "on_site",
        "held_at": "2026-05-20T10:00",
        "place": "湖里所调解室",
        "mediators": ["陈思远", ""],
        "complainant_present": "yes",
        "respondent_present": "yes",
        "minutes": "双方核对了小票和生产日期，店方承认漏检，双方各退一步。",
        "result": "agreed",
    },
    Act.RECUSE: {
        "side": "complainant",
        "against": "陈思远",
        "ground": "interest",
        "on": "2026-05-20",
        "words": "听说与店长相识。",
    },
    Act.DECIDE_RECUSAL: {"upheld": "yes", "replacement": "苏明", "words": "确与店长有亲属关系，予以回避。"},
    Act.APPRAISE: {
        "kind": "testing",
        "subject": "酸奶一盒，菌落总数",
        "body": "虚构检测有限公司",
        "chosen": "agreed",
        "cost": "由店方先行垫付",
        "began_on": "2026-05-20",
        "proof": "受理单第1号",
    },
    Act.FINISH_APPRAISAL: {"ended_on": "2026-05-20", "result": "不合格", "proof": "报告第1号"},
    Act.SETTLE: {
        "settlement": "agreement",
        "terms": "一、店方退货款36.50元。\n二、双方各退一步，不再追究。",
        "on": "2026-05-20",
        "settled": "36.50",
        "respondent_consents": "on",
    },
    Act.PERFORM: {"recovered": "36.50", "on": "2026-05-20"},
    Act.TERMINATE: {
        "ground": "3",
        "evidence": ["2026年5月20日调解记录"],
        "words": "经现场调解，店方明确表示不接受投诉人提出的赔偿方案，双方无法达成协议。",
    },
    Act.CLOSE: {"words": "当事人均已知悉结果，材料齐备，予以归档。"},
    Act.REOPEN: {"words": REASON},
    Act.RESUME: {"words": REASON},
    Act.SERVE: {
        "channel": "phone",
        "sent_at": "2026-05-20T12:00",
        "served_at": "2026-05-20T12:00",
        "proof": "本人接听，确认知悉",
    },
    Act.VOID: {"words": "收件日期有误，重新制作。"},
    Act.ATTACH: {},
    Act.VISIT: {
        "side": "complainant",
        "on": "2026-05-20",
        "channel": "phone",
        "reached": "yes",
        "satisfaction": "content",
    },
    Act.LEAD: {"discovered_on": "2026-05-20", "words": "店内冷柜中有多批次过期酸奶，标签日期被涂改。"},
    Act.TRANSFER: {
        "body": "厦门市公安局湖里分局",
        "suspicion": "swapped",
        "facts": "同一人在三家店以同一盒过期酸奶索赔。",
        "materials": ["三家店的监控截图"],
    },
    Act.EXTEND: {"clock": "report.check", "words": "涉案批次多，需要向生产企业所在地核查。"},
}
DECLINED = {
    "ground": "3",
    "evidence": ["同一投诉人近三个月投诉记录12件", ""],
    "words": "购买数量明显超出生活消费需要，不能证明存在消费者权益争议。",
}
_TALKED = (Act.ACCEPT, Act.CONSENT, (Act.CONSENT, {"side": "respondent"}))
_MET = (*_TALKED, Act.MEDIATE)
_TERMINATED = (*_MET, Act.TERMINATE)
_CLOSED = (*_TERMINATED, "serve all", Act.CLOSE)
Step = Act | str | tuple[Act, dict[str, Any]]
CHAINS: dict[Act, tuple[tuple[Step, ...], str, dict[str, Any]]] = {
    Act.SPLIT: ((), "luyiheng", {}),
    Act.JOIN: ((), "luyiheng", {}),
    Act.APPOINT_AGENT: ((), "luyiheng", {}),
    Act.ASK_MATERIAL: ((), "chensiyuan", {}),
    Act.VERIFY_IDENTITY: ((), "chensiyuan", {}),
    Act.SUPPLEMENT: ((Act.ASK_MATERIAL,), "chensiyuan", {}),
    Act.PLACE: ((), "chensiyuan", {}),
    Act.ASSIGN: ((), "hemin", {"office_name": ""}),
    Act.HAND_BACK: ((), "chensiyuan", {}),
    Act.RETURN: ((), "luyiheng", {"office_name": ""}),
    Act.DISPUTE: ((), "luyiheng", {}),
    Act.END_DISPUTE: ((Act.DISPUTE,), "luyiheng", {}),
    Act.REDIRECT: ((), "chensiyuan", {}),
    Act.WITHDRAW: ((), "chensiyuan", {}),
    Act.SETTLE_FIRST: ((), "chensiyuan", {}),
    Act.RECALL: ((Act.SETTLE_FIRST,), "chensiyuan", {}),
    Act.CONFIRM: ((Act.SETTLE_FIRST,), "chensiyuan", {}),
    Act.CONSENT: ((Act.ACCEPT,), "chensiyuan", {}),
    Act.DELEGATE: (
        (
            Act.ACCEPT,
            (Act.CONSENT, {"subject": "delegation"}),
            (Act.CONSENT, {"subject": "delegation", "side": "respondent"}),
        ),
        "chensiyuan",
        {},
    ),
    Act.INVITE: (_TALKED, "chensiyuan", {}),
    Act.MEDIATE: (_TALKED, "chensiyuan", {}),
    Act.RECUSE: (_MET, "chensiyuan", {}),
    Act.DECIDE_RECUSAL: ((*_MET, Act.RECUSE), "suming", {}),
    Act.APPRAISE: ((Act.ACCEPT,), "chensiyuan", {}),
    Act.FINISH_APPRAISAL: ((Act.ACCEPT, Act.APPRAISE), "chensiyuan", {}),
    Act.SETTLE: (_MET, "chensiyuan", {}),
    Act.PERFORM: ((*_MET, Act.SETTLE), "chensiyuan", {}),
    Act.TERMINATE: (_MET, "chensiyuan", {}),
    Act.CLOSE: ((*_TERMINATED, "serve all"), "chensiyuan", {}),
    Act.REOPEN: (("decline", "serve all", Act.CLOSE), "suming", {}),
    Act.RESUME: (_CLOSED, "suming", {}),
    Act.SERVE: ((Act.ACCEPT,), "chensiyuan", {}),
    Act.VOID: ((Act.ACCEPT,), "suming", {}),
    Act.VISIT: (_TERMINATED, "chensiyuan", {}),
    Act.LEAD: ((Act.ACCEPT,), "chensiyuan", {}),
    Act.TRANSFER: ((Act.ACCEPT,), "suming", {}),
    Act.EXTEND: ((), "fangzhou", {"kind": "report"}),
}
"""What comes before each act, who does it, and what the row registered says otherwise."""
CHAINS[Act.TAKE_BACK] = ((*CHAINS[Act.DELEGATE][0], Act.DELEGATE), "chensiyuan", {})
_USUAL = {act: officer for act, (_chain, officer, _changes) in CHAINS.items()}


class Doing:
    """Officers at work on one matter, through the web."""

    def __init__(self, matter: int, sign_in: Callable[[str], Client]) -> None:
        self.matter, self._sign_in = matter, sign_in
        self._clients: dict[str, Client] = {}

    def client(self, officer: str) -> Client:
        """Return the browser of an officer."""
        return self._clients.setdefault(officer, self._sign_in(officer))

    def version(self) -> int:
        """Return the version of the matter now."""
        return Matter.objects.get(pk=self.matter).version

    def accept(self) -> None:
        """Accept the complaint."""
        data = {"version": str(self.version())}
        assert self.client("chensiyuan").post(f"/matters/{self.matter}/accept/", data).status_code == 302

    def decline(self) -> None:
        """Decline the complaint."""
        data = {"version": str(self.version()), **DECLINED}
        assert self.client("chensiyuan").post(f"/matters/{self.matter}/decline/", data).status_code == 302

    def page(self, act: Act, officer: str = "") -> str:
        """Return the page of an act."""
        answer = self.client(officer or _USUAL[act]).get(f"/matters/{self.matter}/acts/{act.value}/")
        assert answer.status_code == 200
        return answer.content.decode()

    def post(self, act: Act, officer: str, data: dict[str, Any], version: int | None = None) -> Any:
        """Send the form of an act."""
        sent = {"version": str(version or self.version()), **data}
        return self.client(officer).post(f"/matters/{self.matter}/acts/{act.value}/", sent)

    def do(self, step: Step, officer: str = "", **changes: Any) -> None:
        """Do an act with what is usually typed; fails with what the page said."""
        if step == "serve all":
            for _one in self.untold():
                self.do(Act.SERVE)
            return
        if step == "decline":
            self.decline()
            return
        act, more = step if isinstance(step, tuple) else (Act(step), {})
        if act is Act.ACCEPT:
            self.accept()
            return
        answer = self.post(
            act, officer or _USUAL[act], {**GIVEN.get(act, {}), **self._usual(act), **more, **changes}
        )
        assert answer.status_code == 302, _said(answer.content.decode())

    def untold(self) -> Iterator[Addressee]:
        """Yield those still to be served, as they are when asked for."""
        while found := self._waiting():
            yield found

    def _waiting(self) -> Addressee | None:
        waiting = Addressee.objects.filter(document__matter=self.matter, services=None)
        return waiting.filter(document__voided_at=None).first()

    def _usual(self, act: Act) -> dict[str, Any]:
        if act is Act.SERVE:
            one = self._waiting()
            return {"to": f"{one.document_id}-{one.pk}" if one else ""}
        if act is Act.VOID:
            return {"document_id": str(Document.objects.filter(matter=self.matter).latest("pk").pk)}
        if act is Act.SETTLE_FIRST:
            return {"partner": str(_partner().pk)}
        people = Party.objects.filter(matter=self.matter, role="complainant").order_by("pk")
        if act is Act.APPOINT_AGENT:
            return {"principal_id": str(people[0].pk)}
        if act is Act.SETTLE:
            return {"consented": [str(one.pk) for one in people]}
        return {}


def _partner() -> Partner:
    """Return the ODR enterprise of the examples, with an open account."""
    return Partner.objects.filter(code="qinghe").first() or market()


def key_of(document: Document) -> str:
    """Return document and first addressee as the form of service chooses them."""
    return f"{document.pk}-{document.addressees.first().pk}"  # type: ignore[union-attr]


def _said(page: str) -> str:
    summary = re.search(r'id="summary".*?</div></div>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", summary[0]) if summary else page[:2000]
