"""Settling: terms, money, the consent of everybody bound, and the 调解书 or the record in its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from tests.docket.a_complaint import TERMS, Case
from xiaobao.docket.models import Consent, Document, Enterprise, Mandate, Party
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.identities import Person, keep
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def case(register, officers):
    """A complaint accepted, both sides willing, one session held on site."""
    return Case(register(), officers).ready_to_settle()


def second_complainant(case, **how):
    person = keep(Person(name="周喆", phone="13900000002"))
    return Party.objects.create(
        matter=case.matter, role="complainant", shown_name="周*", identity=person, **how
    )


def agent(case, side="complainant", **how):
    person = keep(Person(name="郑可", phone="13900000003"))
    party = Party.objects.create(matter=case.matter, role="agent", shown_name="郑*", identity=person)
    principal = (
        Party.objects.filter(matter=case.matter, role="complainant").first()
        if side == "complainant"
        else None
    )
    given = {"matters": "代为调解", "special": True, "original_kept": True} | how
    Mandate.objects.create(agent=party, principal=principal, side=side, **given)
    return party.pk


def test_state_money_consents_document_event_and_audit_row_are_written_together(case):
    taken = case.settle(recovered=Decimal("50"))
    complaint = case.complaint
    assert (case.matter.state, case.matter.is_open) == ("settled", True)
    assert (complaint.outcome, complaint.settlement, complaint.terms) == ("settled", "agreement", TERMS)
    assert (complaint.settled, complaint.recovered) == (Decimal("200.00"), Decimal("50.00"))
    assert (complaint.concluded_on, complaint.performed_on) == (cast.TODAY, None)
    rows = Consent.objects.filter(subject="settlement").values_list("side", "party", "given")
    assert list(rows) == [("complainant", case.people[0], True), ("respondent", None, True)]
    document = case.matter.documents.get(series="agreement")
    assert taken.event.data == {
        "settlement": "agreement",
        "on": "2026-05-20",
        "settled": "200.00",
        "recovered": "50",
        "document": document.number,
    }
    assert "退还" not in str(AuditEntry.objects.get(act="matter.settle").detail)


def test_the_clock_of_mediation_stops_on_the_day_of_the_agreement(case):
    case.settle(at=cast.at("2026-06-03"), on=date(2026, 6, 1))
    clock = case.clock("complaint.mediation")
    assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 6, 1))


def test_the_agreement_names_both_sides_with_agents_dispute_terms_and_mediators(case):
    agent(case)
    document = case.settle().documents[0]
    assert (document.title, document.form, document.number) == (
        "投诉调解书",
        "文书式样九",
        "湖市监调解〔2026〕1号",
    )
    assert [(one.side, one.name) for one in document.addressees.all()] == [
        ("complainant", "林**"),
        ("respondent", "厦门青禾生鲜超市有限公司"),
    ]
    text = case.text_of(document)
    for said in (
        "投诉人：林晓禾",
        "联系电话：13900000001",
        "委托代理人：郑可",
        "代理人联系电话：13900000003",
        "被投诉人：厦门青禾生鲜超市有限公司",
        "福建省厦门市湖里区湖里街道虚构路1号",
        "5月16日在该店购买的酸奶已过保质期三天",
        "二、被投诉人另行补偿163.50元。",
        "调解人员：陈思远",
        "第十八条第一款、第二十四条第一款",
    ):
        assert said in text, said


def test_a_phone_in_the_account_of_the_dispute_is_hidden(case):
    assert "联系电话139****0001" in case.text_of(case.settle().documents[0])


def test_under_order_20_the_agreement_rests_on_order_20(register, officers):
    case = Case(register(cast.complaint(received_at=cast.at("2026-04-14"))), officers).ready_to_settle()
    document = case.settle().documents[0]
    assert (document.regulation, document.notice) == ("samr-order-20", "agreement-20")
    assert "第十六条第一款、第二十二条第一款" in case.text_of(document)


def test_what_was_performed_at_once_leaves_a_record_for_the_file_and_nobody_to_serve(case):
    document = case.settle(settlement="performed").documents[0]
    complaint = case.complaint
    assert (complaint.recovered, complaint.performed_on) == (Decimal("200.00"), cast.TODAY)
    assert (document.title, document.addressees.count()) == ("投诉调解协议（履行）记录", 0)
    text = case.text_of(document)
    held = ("林晓禾", "厦门青禾生鲜超市有限公司", "约定金额200.00元，已履行200.00元", case.matter.number)
    # 第二十四条第二款: 未制作调解书的，应当做好调解记录备查.
    for said in (*held, "《市场监督管理投诉举报处理办法》第二十四条第二款"):
        assert said in text, said


def test_without_a_document_by_both_sides_wish_the_wish_is_kept(case):
    with pytest.raises(Refused) as refused:
        case.settle(settlement="no_document")
    assert "如何表示同意不制作调解书" in refused.value.fields["proof"]
    case.settle(settlement="no_document", proof="双方当场表示不需要调解书。")
    kept = Consent.objects.filter(subject="no_document").values_list("side", "given", "proof")
    assert list(kept) == [
        (side, True, "双方当场表示不需要调解书。") for side in ("complainant", "respondent")
    ]


def test_a_wish_recorded_before_is_enough_and_a_refusal_is_in_the_way(case):
    case.consent("complainant", "no_document")
    case.consent("respondent", "no_document", given=False)
    with pytest.raises(Refused) as refused:
        case.settle(settlement="no_document", proof="双方当场表示不需要。")
    assert "被投诉人没有同意不制作调解书" in refused.value.fields["settlement"]
    case.consent("respondent", "no_document")
    case.settle(settlement="no_document")
    assert Consent.objects.filter(subject="no_document").count() == 3


def test_mediated_by_phone_there_is_a_record_and_no_agreement(register, officers):
    case = Case(register(), officers)
    case.accept()
    case.agree_to_mediation()
    case.session(mode="phone")
    with pytest.raises(Refused) as refused:
        case.settle()
    assert "只规定现场调解达成协议的制作调解书" in refused.value.fields["settlement"]
    assert case.settle(settlement="no_document").documents[0].series == "settlement_record"
    assert set(Consent.objects.values_list("subject", flat=True)) == {"mediation", "settlement"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"settlement": "handshake"}, "settlement"),
        ({"terms": " \n"}, "terms"),
        ({"on": None}, "on"),
        ({"on": date(2026, 5, 21)}, "on"),
        ({"on": date(2026, 5, 19)}, "on"),
        ({"settled": None}, "settled"),
        ({"settled": Decimal("-1")}, "settled"),
        ({"settled": Decimal("NaN")}, "settled"),
        ({"settled": Decimal("1E+40")}, "settled"),
        ({"settled": Decimal("0.005")}, "settled"),
        ({"recovered": Decimal("200.01")}, "recovered"),
        ({"settlement": "performed", "recovered": Decimal("199.99")}, "recovered"),
        ({"consented": ()}, "consented"),
        ({"respondent_consents": False}, "respondent_consents"),
    ],
)
def test_each_thing_that_is_missing_is_refused_at_its_field(case, given, field):
    with pytest.raises(Refused) as refused:
        case.settle(**given)
    assert set(refused.value.fields) == {field}
    assert (case.matter.state, Document.objects.count()) == ("accepted", 1)


def test_a_settlement_without_money_is_written_with_nought(case):
    case.settle(settled=Decimal(0))
    assert case.complaint.settled == 0


def test_nobody_settles_who_has_not_agreed_to_be_mediated(register, officers):
    case = Case(register(), officers)
    case.accept()
    case.session()
    case.agree_to_mediation("complainant")
    with pytest.raises(Refused) as refused:
        case.settle()
    assert "还没有记录被投诉人同意调解" in refused.value.sentence
    case.consent("respondent", "mediation", given=False)
    with pytest.raises(Refused) as refused:
        case.settle()
    assert "被投诉人没有同意调解" in refused.value.sentence


def test_every_joint_complainant_must_agree_also_those_who_are_represented(register, officers):
    case = Case(register(), officers)
    Party.objects.filter(matter=case.key).update(representative=True)
    second_complainant(case)
    case.ready_to_settle()
    with pytest.raises(Refused) as refused:
        case.settle(consented=case.people[:1])
    assert "周*同意这一协议" in refused.value.fields["consented"]
    document = case.settle(consented=case.people).documents[0]
    assert "投诉人：林晓禾、周喆" in case.text_of(document)
    assert Consent.objects.filter(subject="settlement", side="complainant").count() == 2


def test_an_agent_agrees_only_by_special_power_within_the_mandate_and_with_its_original(case):
    key = agent(case, special=False, original_kept=False, until=date(2026, 5, 19))
    with pytest.raises(Refused) as refused:
        case.settle(consented=[key])
    said = refused.value.fields["consented"]
    assert "没有载明可以达成协议（特别授权）" in said
    assert "授权委托书原件" in said
    assert "2026年5月19日（星期二）到期" in said
    case.settle(consented=[*case.people])
    assert case.matter.state == "settled"


def test_agents_of_both_sides_may_agree_for_them(case):
    keys = [agent(case), agent(case, side="respondent")]
    case.settle(consented=keys, respondent_consents=False)
    sides = Consent.objects.filter(subject="settlement").values_list("side", "party")
    assert sorted(sides) == [("complainant", keys[0]), ("respondent", keys[1])]


def test_a_masked_name_is_asked_for(register, officers):
    case = Case(
        register(cast.complaint(person_name="林**", decision="accepted", decided_at=cast.NOON)), officers
    )
    case.agree_to_mediation()
    case.session()
    with pytest.raises(Refused) as refused:
        case.settle()
    assert set(refused.value.fields) == {"addressee"}
    assert "投诉人：林晓禾" in case.text_of(case.settle(addressee="林晓禾").documents[0])


def test_a_very_long_account_is_cut_and_the_cut_is_said(case):
    submission = case.matter.submission
    submission.content = "酸" * 9000
    submission.save()
    assert "（其余见投诉材料）" in case.text_of(case.settle().documents[0])


def test_a_double_click_settles_once_and_a_second_officer_is_told(case):
    version = case.matter.version
    case.settle()
    for who in ("chensiyuan", "suming"):
        with pytest.raises(Changed) as changed:
            case.settle(who=who, version=version)
        assert changed.value.what == ("记录达成调解",)
    with pytest.raises(Refused) as refused:
        case.settle()
    assert refused.value.code == "RUL-102"


@pytest.mark.parametrize(
    ("username", "refusal"),
    [("hemin", NotAllowed), ("fangzhou", NotAllowed), ("lian", NotFound), ("admin", NotFound)],
)
def test_only_who_mediates_and_sees_the_matter_settles(case, username, refusal):
    with pytest.raises(refusal):
        case.settle(who=username)


def test_a_complaint_without_a_respondent_on_record_still_has_one_side_each(case):
    case.matter.__class__.objects.filter(pk=case.key).update(respondent=None)
    assert Enterprise.objects.exists()
    assert "被投诉人：被投诉人" in case.text_of(case.settle().documents[0])
