"""Form by form: every field of the official set is on the page, and what is missing refuses the form."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.documents.documents_cast import BUREAU, CONTENT, MATTER, RULES, SHOP
from tests.documents.documents_facts import FACTS
from xiaobao.documents import notices, render
from xiaobao.documents.errors import BadFact, MissingFact, UnknownFact

NOTICES = notices.load(CONTENT)
SEAL = f"{BUREAU}（印章）"

# What the official forms ask for: the words printed and the facts of the example beside them.
FIELDS = {
    "complaint-form": (
        *(
            "登记单位：湖里市场监督管理所",
            "编号：湖市监投登〔2026〕31号",
            "投诉人",
            "姓名　林晓禾",
            "联系电话　13900000001",
        ),
        *("证件类型　居民身份证", "证件号码　350206199001010015", "联系地址　厦门市湖里区示例路1号501室"),
        *("是否同意公示投诉信息　☑是　□否", "是否同意委托调解　□是　☑否"),
        *(
            f"被投诉人　名称（姓名）　{SHOP}",
            "联系人　周喆",
            "地址　厦门市湖里区示例路9号",
            "联系电话　0592-1111111",
        ),
        *(
            "消费者权益争议事实依据　2026年4月18日",
            "投诉请求　退还货款25.80元",
            "投诉人（签字）：",
            "年　　月　　日",
        ),
        *(
            "经办人（签字）：",
            "何敏　2026年4月20日",
            "电话、信函、上门",
            "无须签字",
            "时间、地点、内容、涉及金额",
            "相应证明材料",
        ),
        "修理、重作、更换、退货、补足商品数量、退还货款和服务费用、赔偿损失",
    ),
    "report-form": (
        *(
            "登记单位：湖里市场监督管理所",
            "编号：湖市监举登〔2026〕8号",
            "举报人　姓名　周喆",
            "联系电话　13900000002",
        ),
        *("联系地址　厦门市湖里区示例路2号", "身份证件号码　350206199001010023"),
        *(f"被举报人　名称（姓名）　{SHOP}", "地址　厦门市湖里区示例路9号"),
        *(
            "涉嫌违反市场监督管理法律、法规、规章的具体线索和相应的事实依据　该超市",
            "举报人（签字）：",
            "经办人（签字）：",
            "何敏　2026年4月20日",
        ),
        *("可以匿名举报", "对举报内容的真实性负责", "真实的身份信息", "无须签字"),
    ),
    "distribution": (
        *(
            "湖市监分送〔2026〕5号",
            "厦门市思明区市场监督管理局：",
            "现转去林晓禾于2026年4月20日提出的",
            MATTER,
            "的投诉",
        ),
        *(
            "依法予以处理",
            "于2026年6月30日前将处理结果报告我局",
            "相关材料3份，共12页",
            SEAL,
            "2026年4月29日",
        ),
    ),
    "identity-request": (
        *(
            "湖市监身份〔2026〕2号",
            "林晓禾：",
            "《中华人民共和国消费者权益保护法实施条例》第四十六条第一款",
            "应当提供真实身份信息等材料",
        ),
        *(
            "请你在2026年5月8日前向我局提供以下身份证明材料",
            "1.居民身份证正反面复印件",
            "逾期未提供",
            "联系电话：0592-0000000",
        ),
        *("通信地址：厦门市湖里区（示例地址）", SEAL, "2026年4月29日"),
    ),
    "complaint-acceptance": (
        *(
            "湖市监投受〔2026〕12号",
            "林晓禾：",
            "我局于2026年4月20日收到你关于",
            MATTER,
            "规定的受理条件",
            "我局决定受理",
        ),
        *("联系人：陈思远", "联系电话：0592-0000000", "特此告知", SEAL, "2026年4月29日"),
    ),
    "complaint-decline": (
        *(
            "湖市监投不受〔2026〕3号",
            "林晓禾：",
            "我局于2026年4月20日收到你关于",
            MATTER,
            "以下第〔三〕项情形",
            "我局决定不予受理",
        ),
        *("（一）", "（六）", "不予受理的理由", "明显超出家庭食用所需", "订单截图四份"),
        *(
            "《中华人民共和国消费者权益保护法》第三十九条",
            "其他途径解决消费者权益争议",
            "特此告知",
            SEAL,
            "2026年4月29日",
        ),
    ),
    "mediation-notice": (
        *(
            "湖市监调通〔2026〕4号",
            "林晓禾：",
            MATTER,
            "我局已经受理",
            "组织双方当事人进行现场调解",
            "请于2026年6月3日上午9时30分到",
        ),
        *(
            "湖里市场监督管理所二楼调解室参加调解",
            "无正当理由不参加调解的",
            "终止调解",
            "1.身份证明材料；2.购物小票、商品实物等证据材料",
        ),
        *(
            "近亲属或者有其他利害关系，可能影响公正处理投诉",
            "自收到本通知书之日起3日内对调解人员提出回避申请",
        ),
        *("调解人员：陈思远、苏明", "联系电话：0592-0000000", "特此通知", SEAL, "2026年4月29日"),
    ),
    "terminate": (
        *(
            "湖市监终调〔2026〕6号",
            "林晓禾：",
            MATTER,
            "调解过程中出现以下第〔三〕项情形",
            "我局决定终止调解",
            "（一）",
            "（七）",
        ),
        *("双方明确表示无法达成协议", "投诉调解记录两份", "《中华人民共和国消费者权益保护法》第三十九条"),
        *("通过民事诉讼、仲裁等其他途径解决消费者权益争议", "特此告知", SEAL, "2026年4月29日"),
    ),
    "agreement": (
        *(
            "湖市监调解〔2026〕7号",
            "投诉人：林晓禾",
            "联系电话：13900000001",
            "联系地址：厦门市湖里区示例路1号501室",
        ),
        *(
            "委托代理人：苏明禾",
            "代理人联系电话：13900000003",
            "代理人联系地址：厦门市湖里区示例路3号",
            f"被投诉人：{SHOP}",
        ),
        *("法定代表人（负责人）：周喆", "联系电话：0592-1111111", "地址（经营场所）：厦门市湖里区示例路9号"),
        *("委托代理人：许青禾", "代理人联系电话：13900000004", "代理人联系地址：厦门市湖里区示例路10号"),
        *(
            "投诉内容及投诉请求：投诉人于2026年4月18日",
            "双方自愿达成如下协议",
            "退还投诉人货款25.80元",
            "600元",
        ),
        *(
            "经双方当事人签字或者盖章后生效",
            "一方当事人未履行的",
            "第三十九条",
            "通过民事诉讼、仲裁等其他途径",
        ),
        *(
            "各执一份",
            "我局留存一份归档",
            "投诉人（签名）：",
            "被投诉人（签名）：",
            "调解人员（签名）：",
            SEAL,
            "2026年6月3日",
        ),
        *("授权委托书和身份证明", "委托事项、权限和期限，并由委托人签名"),
    ),
    "report-result": (
        *(
            "湖市监举结〔2026〕1号",
            "周喆：",
            MATTER,
            "的举报，我局已依法处理",
            "《中华人民共和国广告法》第五十三条第一款",
        ),
        *("现将处理结果告知如下", "我局已责令停止发布", "特此告知", SEAL, "2026年4月29日"),
    ),
}
ONLY_20 = {
    "filing-notice-20": (
        "湖市监立告〔2026〕1号",
        "周喆：",
        "2026年4月20日",
        MATTER,
        "我局决定立案",
        "第三十一条第二款",
        "联系人：陈思远",
        "0592-0000000",
        SEAL,
    ),
    "not-filing-notice-20": (
        "湖市监不立告〔2026〕1号",
        "周喆：",
        "2026年4月20日",
        MATTER,
        "我局决定不予立案",
        "第三十一条第二款",
        "不予立案的理由：经现场检查",
        "联系人：陈思远",
        SEAL,
    ),
    "distribution-notice-20": (
        "湖市监分告〔2026〕1号",
        "林晓禾：",
        "2026年4月2日",
        MATTER,
        "分送厦门市思明区市场监督管理局处理",
        "联系电话：0592-2222222",
        SEAL,
    ),
    "result-report-20": (
        "湖市监分报〔2026〕1号",
        "厦门市市场监督管理局：",
        "厦市监分送〔2026〕88号",
        "现将处理结果报告如下",
        "达成调解协议",
        "附件：投诉调解书一份",
        SEAL,
    ),
}
LOCAL = [name for name, notice in NOTICES.items() if notice.regulation == "both"]


def text(name, /, **changes):
    facts = {**FACTS[name], **changes}
    return render.render(
        NOTICES[name], {key: value for key, value in facts.items() if value is not None}
    ).text


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("form", FIELDS)
def test_every_field_of_the_ten_forms_is_on_the_page(form, rule):
    page = text(f"{form}-{rule}")
    assert [field for field in FIELDS[form] if field not in page] == []


@pytest.mark.parametrize("name", ONLY_20)
def test_every_field_of_the_forms_only_order_20_has_is_on_the_page(name):
    page = text(name)
    assert [field for field in ONLY_20[name] if field not in page] == []


@pytest.mark.parametrize("name", LOCAL)
def test_a_form_of_our_own_prints_every_fact_it_is_given(name):
    page = "".join(text(name).split())
    flat = {key: "".join(value.split()) for key, value in FACTS[name].items() if key in NOTICES[name].names}
    assert [key for key, value in flat.items() if value not in page] == []


@pytest.mark.parametrize("name", FACTS)
def test_a_notice_comes_out_with_only_what_it_cannot_do_without(name):
    notice = NOTICES[name]
    page = render.render(notice, {key: FACTS[name][key] for key in notice.needs}).text
    assert page.startswith(notice.title)
    assert "{" not in page


@pytest.mark.parametrize("name", FACTS)
def test_a_missing_fact_refuses_every_notice(name):
    for lacking in NOTICES[name].needs:
        with pytest.raises(MissingFact) as refusal:
            text(name, **{lacking: None})
        assert refusal.value.facts == (lacking,)


@pytest.mark.parametrize("name", FACTS)
def test_an_unknown_fact_refuses_every_notice(name):
    with pytest.raises(UnknownFact, match="DOC-011 文书没有这些栏目：seal"):
        text(name, seal="印章")


def test_what_the_bureau_says_of_every_matter_may_be_given_to_a_form_without_a_place_for_it():
    assert "0592-0000000" not in text(
        "service-receipt", contact="陈思远", contact_phone="0592-0000000", matter="酸奶"
    )


@pytest.mark.parametrize(
    ("publication", "boxes"), [("是", "☑是　□否"), ("否", "□是　☑否"), ("", "□是　□否"), (None, "□是　□否")]
)
def test_a_choice_is_ticked_and_an_open_one_leaves_both_boxes_empty(publication, boxes):
    assert f"是否同意公示投诉信息　{boxes}" in text("complaint-form-121", publication=publication)


@pytest.mark.parametrize(
    ("name", "fact", "value"),
    [
        ("complaint-form-121", "publication", "也许"),
        ("complaint-form-121", "on_site", "对"),
        ("distribution-121", "copies", "三"),
        ("distribution-121", "pages", "0"),
        ("mediation-notice-121", "recusal_days", "3日"),
    ],
)
def test_a_choice_a_flag_and_a_count_are_written_in_their_form(name, fact, value):
    with pytest.raises(BadFact) as refusal:
        text(name, **{fact: value})
    assert refusal.value.facts == (fact,)


@pytest.mark.parametrize("on_site", ["否", "", None])
def test_who_did_not_come_in_person_need_not_sign(on_site):
    assert "非现场提出，无须签字" in text("complaint-form-121", on_site=on_site)
    assert "非现场提出，无须签字" not in text("complaint-form-121")


def test_a_reporter_may_stay_unnamed():
    assert "举报人　姓名　匿名　联系电话　／" in text("report-form-121", name=None, phone=None)


def test_the_agreement_leaves_out_agents_nobody_appointed():
    agents = [name for name in NOTICES["agreement-121"].names if "agent" in name]
    assert "代理人：" not in text("agreement-121", **dict.fromkeys(agents))


@pytest.mark.parametrize(("rule", "article"), [("121", "第二十条第二款"), ("20", "第十八条第二款")])
def test_the_mediation_notice_cites_telling_and_asks_of_both_sides_only_what_the_form_asks(rule, article):
    page = text(f"mediation-notice-{rule}")
    assert article in page
    # 第十一条 (令20 第十条), with its 原件, is about who complains for another and not about the respondent.
    assert "另带授权委托书、受托人身份证明" in page
    assert "原件" not in page


def test_declining_under_order_20_names_what_the_reasons_are_owed_by_once_that_is_law():
    duty = "《中华人民共和国消费者权益保护法实施条例》第四十六条第二款"
    assert f"依据该办法第十四条、{duty}，现将" in text("complaint-decline-20", duty=duty)
    assert "依据该办法第十四条，现将" in text("complaint-decline-20")
    assert "实施条例" not in text("complaint-decline-20")


@pytest.mark.parametrize("name", ["feedback", "withdrawal"])
def test_what_only_follows_an_article_by_analogy_says_so(name):
    assert f"参照{FACTS[name]['basis']}的规定" in text(name)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("form", ["mediation-notice", "identity-request"])
def test_a_letter_with_ordinary_facts_fits_on_one_page(form, rule):
    name = f"{form}-{rule}"
    made = render.render(NOTICES[name], FACTS[name])
    assert len(PdfReader(io.BytesIO(made.pdf)).pages) == 1


def test_only_order_121_gives_a_remedy_article_of_its_own():
    assert "该办法第二十五条和《中华人民共和国消费者权益保护法》第三十九条" in text("terminate-121")
    assert "第二十五条" not in text("terminate-20")
    assert "《中华人民共和国消费者权益保护法》第三十九条" in text("terminate-20")


def test_the_identity_request_threatens_only_what_the_rule_in_force_says():
    assert "该办法第十条、第十六条的规定，对你的投诉依法不予受理" in text("identity-request-121")
    assert "第十五条的规定，依法作出是否受理的决定" in text("identity-request-20")
