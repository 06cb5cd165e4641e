"""The screens of rules: what is in service, a ladder put together without YAML, files, and two persons."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast, notices_2027
from tests.desk.rules_cast import WHY, text
from tests.docket import rule_cast
from xiaobao.desk.forms.ladder_changes import data_of
from xiaobao.docket.models import Clock, Matter, RuleChange
from xiaobao.docket.rulebook import current
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def leader(own_home, signed_in):
    """方舟, who leads the bureau and signs."""
    return signed_in("fangzhou")


@pytest.fixture
def section(own_home, signed_in):
    """陆一恒, who leads the consumer section and proposes."""
    return signed_in("luyiheng")


@pytest.fixture
def filled():
    """The form as it is shown, with some fields put otherwise."""

    def fill(wish="propose", **changes):
        data = data_of(current().ladder)
        data["reason"] = WHY
        data["do"] = wish
        for name, value in changes.items():
            data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
        return dict(data.lists())

    return fill


@pytest.fixture
def proposed(section, register, filled):
    """A reminder a day earlier, proposed while one complaint waits."""
    register()
    section.post("/rules/new/", filled(g0__s0__days="4"))
    return RuleChange.objects.get()


class TestInService:
    """What holds now, in words."""

    def test_the_ladder_is_a_table_for_each_group_of_clocks(self, leader) -> None:
        said = text(leader.get("/rules/"))
        assert "一般期限 没有另列的期限" in said
        assert "较长期限 投诉调解、行政处罚案件办理" in said
        assert (
            "提醒 剩3个工作日 承办人 — 电子邮件、短信 不发 〔来件编号〕的“〔期限〕”还剩〔剩余工作日〕个工作日"
            in said
        )
        assert "红牌 逾期1个工作日 局领导 消保科负责人、所长（单位负责人）、承办人" in said

    def test_the_calendar_says_which_year_is_missing(self, leader) -> None:
        said = text(leader.get("/rules/"))
        assert "2027 年以前的节假日安排都已载入；2027 年的还没有" in said
        assert "2006 " in said

    def test_who_neither_proposes_nor_signs_is_turned_away(self, own_home, signed_in) -> None:
        for address in ("/rules/", "/rules/new/", "/rules/provisional/"):
            assert signed_in("chensiyuan").get(address).status_code == 403

    @pytest.mark.parametrize(("who", "there"), [("fangzhou", True), ("admin", True), ("suming", False)])
    def test_the_way_there_is_in_the_menu_of_who_may(self, own_home, signed_in, who, there) -> None:
        assert ('href="/rules/"' in signed_in(who).get("/").content.decode()) is there

    def test_who_proposes_is_offered_the_forms(self, section) -> None:
        page = section.get("/rules/").content.decode()
        assert 'href="/rules/new/"' in page
        assert 'href="/rules/new/?what=file&amp;of=regulation/samr-order-121.yaml"' in page


class TestProvisional:
    """Clocks nobody can know the end of."""

    @pytest.fixture
    def three(self, register, own_home):
        """One that waits for 2027, one whose start nobody gives, one that is firm."""
        register(cast.complaint(external_id="E1", received_at=cast.at("2026-12-25")))
        register(cast.complaint(external_id="E2", decision="accepted"))
        register(cast.complaint(external_id="E3"))

    def test_they_are_counted_by_what_they_wait_for(self, three, leader) -> None:
        said = text(leader.get("/rules/"))
        assert "正在计时、届满日还不能确定的期限共 2 个" in said
        assert "等 2027 年节假日安排的 1 个" in said
        assert "因其他原因的 1 个" in said

    def test_each_is_listed_with_the_reason(self, three, leader) -> None:
        said = text(leader.get("/rules/provisional/"))
        assert "投诉受理决定 2026-12-25 2027-01-04 所涉年份的节假日安排还没有载入（2027）" in said
        assert "来源没有载明起算之日，暂从收到之日起算" in said

    def test_an_administrator_sees_the_count_and_no_matter(self, three, signed_in) -> None:
        page = signed_in("admin").get("/rules/provisional/")
        assert "下面只列出您可以查看的来件" in text(page)
        assert "/matters/" not in page.content.decode().partition("<main")[2]

    def test_loading_the_notice_recomputes_exactly_those_that_wait_for_it(
        self, three, leader, section
    ) -> None:
        before = dict(Clock.objects.values_list("pk", "due_earliest"))
        file = SimpleUploadedFile("2027.yaml", notices_2027.INVENTED.encode())
        section.post(
            "/rules/new/?what=file", {"upload": file, "reason": "国务院办公厅通知已经发布。", "do": "propose"}
        )
        change = RuleChange.objects.get()
        leader.post(f"/rules/{change.pk}/decide/", {"do": "sign", "shown": change.moves_digest})
        after = dict(Clock.objects.values_list("pk", "due_earliest"))
        assert [key for key in before if before[key] != after[key]] == [
            Clock.objects.get(started_on="2026-12-25").pk
        ]
        assert "等 2027 年节假日安排" not in text(leader.get("/rules/"))


class TestTheLadderAsAForm:
    """No officer writes YAML."""

    def test_it_shows_what_is_in_service(self, section) -> None:
        said = text(section.get("/rules/new/"))
        assert "提醒 剩3个工作日" in said
        assert "〔来件编号〕的“〔期限〕”还剩〔剩余工作日〕个工作日" in said

    def test_sent_as_it_is_there_is_nothing_to_change(self, section, filled) -> None:
        answer = section.post("/rules/new/", filled())
        assert answer.status_code == 422
        assert "与现行的完全相同，没有需要变更的内容" in text(answer)
        assert RuleChange.objects.count() == 0

    def test_boxes_sent_in_the_order_of_the_page_are_no_change(self, section, filled) -> None:
        copies = ["handler", "unit_head", "section_head"]
        answer = section.post(
            "/rules/new/", filled(g0__s3__copies=copies, g1__clocks=["case.decision", "complaint.mediation"])
        )
        assert "与现行的完全相同" in text(answer)

    def test_another_day_is_proposed_and_reads_back(self, section, register, filled) -> None:
        register()
        answer = section.post("/rules/new/", filled(g0__s0__days="4"), follow=True)
        change = RuleChange.objects.get()
        assert answer.redirect_chain[-1][0] == f"/rules/{change.pk}/"
        assert (change.kind, change.name, change.reason, change.counts["earlier"]) == (
            "ladder",
            "huli.yaml",
            WHY,
            1,
        )
        said = text(answer)
        assert "【一般期限】提醒（1）：剩3个工作日" in said
        assert "【一般期限】提醒（1）：剩4个工作日" in said
        assert "提前 2026-05-22 09:00 2026-05-21 09:00" in said
        assert "您提出的变更，要由另一个人签署" in said

    def test_a_look_shows_what_would_move_and_writes_nothing(self, section, register, filled) -> None:
        register()
        before = AuditEntry.objects.count()
        answer = section.post("/rules/new/", filled("look", g0__s0__days="5"))
        said = text(answer)
        assert answer.status_code == 200
        assert "还没有提出，没有任何改动" in said
        assert "提醒（剩5个工作日） 立即发出 2026-05-22 09:00 2026-05-20 09:00" in said
        assert 'value="5"' in answer.content.decode()
        assert (RuleChange.objects.count(), AuditEntry.objects.count()) == (0, before)

    def test_a_stage_is_added_and_everything_typed_stays(self, section, filled) -> None:
        answer = section.post("/rules/new/", filled("add-stage:g0", g0__s0__days="6"))
        page = answer.content.decode()
        assert 'name="g0-s4-grade"' in page
        assert 'value="6"' in page
        assert "没有办理" not in text(answer)

    def test_the_added_stage_is_sorted_in_by_its_day(self, section, filled) -> None:
        data = filled(
            g0__stages=["s0", "s1", "s2", "s3", "s4"],
            g0__s4__grade="remind",
            g0__s4__when="left",
            g0__s4__days="5",
            g0__s4__to="handler",
            g0__s4__wording="〔来件编号〕的“〔期限〕”〔届满日〕届满。",
        )
        assert section.post("/rules/new/", data).status_code == 302
        text_ = RuleChange.objects.get().text
        assert text_.index("id: remind_a\n") < text_.index("id: remind\n")
        assert "{number}的“{clock}”{due_on}届满。" in text_

    def test_a_stage_is_taken_away(self, section, filled) -> None:
        page = section.post("/rules/new/", filled("drop-stage:g0-s0")).content.decode()
        assert 'name="g0-s0-grade"' not in page
        assert 'name="g0-s1-grade"' in page

    def test_a_ladder_of_its_own_for_one_clock(self, section, filled) -> None:
        page = section.post("/rules/new/", filled("add-ladder")).content.decode()
        assert 'name="g2-name"' in page
        assert 'name="g2-s0-days"' in page
        data = filled(
            groups=["g0", "g1", "g2"],
            g2__name="核查期限",
            g2__clocks="report.check",
            g2__stages="s0",
            g2__s0__grade="urge",
            g2__s0__when="left",
            g2__s0__days="2",
            g2__s0__to="unit_head",
            g2__s0__wording="请抓紧核查。",
        )
        assert section.post("/rules/new/", data).status_code == 302
        assert "id: steps\n  name: 核查期限\n  clocks: [report.check]" in RuleChange.objects.get().text

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"g0__s0__days": "1"}, "“一般期限”的各级应当按时间先后排列，且不在同一天"),
            ({"g0__s0__grade": "red"}, "“一般期限”的各级应当由轻到重"),
            ({"g0__s0__days": ""}, "请填写“工作日数”。"),
            ({"g0__s0__to": []}, "请选择“告知”。"),
            ({"g0__s0__wording": "〔投诉人〕请抓紧"}, "用语里的“〔投诉人〕”不能替换成实际内容。"),
            ({"g0__s0__wording": "{name}请抓紧"}, "用语里的“{name}”不能替换成实际内容。"),
            ({"g0__s0__wording": "{请抓紧"}, "不能替换成实际内容"),
            ({"g0__s2__within": ""}, "发督办单的，请填写几个工作日内回复。"),
            ({"g0__s3__days": "0"}, "逾期至少1个工作日"),
            ({"g0__clocks": "report.check"}, "应当有且只有一个不列期限的阶梯"),
            ({"opens": "18:00"}, "上班时间应当早于下班时间"),
            ({"opens": "早上"}, "请按 09:00 的样子填写时间。"),
            ({"reason": ""}, "请写明为什么要变更"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, section, filled, changes, said) -> None:
        changes = {"g0__s1__wording": "请〔期限〕负责人尽快办理。", "g1__s0__days": "12"} | changes
        answer = section.post("/rules/new/", filled(**changes))
        assert answer.status_code == 422
        assert said in text(answer)
        page = answer.content.decode()
        assert "请〔期限〕负责人尽快办理。" in page
        assert 'value="12"' in page
        assert RuleChange.objects.count() == 0


class TestTwoPersons:
    """The one who proposes sees no button to sign."""

    def test_the_second_person_signs_what_the_page_shows(self, proposed, leader) -> None:
        page = leader.get(f"/rules/{proposed.pk}/")
        assert f'name="shown" value="{proposed.moves_digest}"' in page.content.decode()
        answer = leader.post(
            f"/rules/{proposed.pk}/decide/",
            {"do": "sign", "shown": proposed.moves_digest, "words": "同意。"},
            follow=True,
        )
        assert "已签署并生效。" in text(answer)
        assert current().ladder.of("report.check").stages[0].left == 4
        said = text(leader.get("/rules/"))
        assert "提醒 剩4个工作日" in said
        assert "陆一恒" in said

    def test_who_proposed_is_offered_to_withdraw_and_not_to_sign(self, proposed, section) -> None:
        said = text(section.get(f"/rules/{proposed.pk}/"))
        assert "撤回" in said
        assert "签署并生效" not in said
        answer = section.post(f"/rules/{proposed.pk}/decide/", {"do": "withdraw"}, follow=True)
        assert "已撤回" in text(answer)

    def test_a_list_that_no_longer_holds_is_shown_anew_with_what_was_written(
        self, proposed, leader, register
    ) -> None:
        register(cast.complaint(external_id="E2"))
        answer = leader.post(
            f"/rules/{proposed.pk}/decide/",
            {"do": "sign", "shown": proposed.moves_digest, "words": "同意提前。"},
        )
        said = text(answer)
        assert answer.status_code == 422
        assert "您看到的清单不再是会发生的情况，没有签署。已按现在的情况重新列出" in said
        assert "同意提前。" in said
        fresh = RuleChange.objects.get()
        assert f'name="shown" value="{fresh.moves_digest}"' in answer.content.decode()
        assert fresh.state == "proposed"

    def test_signed_by_another_meanwhile_it_says_who(self, proposed, leader) -> None:
        data = {"do": "sign", "shown": proposed.moves_digest}
        leader.post(f"/rules/{proposed.pk}/decide/", data)
        answer = leader.post(f"/rules/{proposed.pk}/decide/", data)
        assert answer.status_code == 409
        assert "方舟已于 2026-05-20 12:00 对此件签署" in text(answer)

    def test_refused_needs_a_reason(self, proposed, leader) -> None:
        answer = leader.post(f"/rules/{proposed.pk}/decide/", {"do": "refuse", "words": ""})
        assert answer.status_code == 422
        assert "请写明为什么不予通过。" in text(answer)
        leader.post(f"/rules/{proposed.pk}/decide/", {"do": "refuse", "words": "提醒过多。"})
        assert "未通过" in text(leader.get(f"/rules/{proposed.pk}/"))

    def test_an_unknown_change_looks_absent(self, leader) -> None:
        assert leader.get("/rules/77/").status_code == 404
        assert leader.post("/rules/77/decide/", {"do": "sign"}).status_code == 404

    def test_a_handler_is_turned_away_from_all_of_it(self, proposed, signed_in) -> None:
        handler = signed_in("chensiyuan")
        assert handler.get(f"/rules/{proposed.pk}/").status_code == 403
        assert handler.post(f"/rules/{proposed.pk}/decide/", {"do": "sign", "shown": "x"}).status_code == 403
        assert handler.get(f"/rules/{proposed.pk}/moves.csv").status_code == 403


class TestTheWholeList:
    """Rows beyond those on the page."""

    def test_it_is_downloaded_as_csv_and_the_taking_is_recorded(self, proposed, leader) -> None:
        answer = leader.get(f"/rules/{proposed.pk}/moves.csv")
        rows = answer.content.decode("utf-8-sig").splitlines()
        number = Matter.objects.get().number
        assert rows[0] == "来件编号,期限,变动,预警,怎样变动,现在,变更以后"
        assert (
            rows[1]
            == f"{number},投诉受理决定,预警,提醒（剩4个工作日）,提前,2026-05-22 09:00,2026-05-21 09:00"
        )
        entry = AuditEntry.objects.latest("id")
        assert (entry.act, entry.subject, entry.actor_name) == (
            "rules.exported",
            f"rules:{proposed.pk}",
            "方舟",
        )

    def test_and_as_a_workbook(self, proposed, leader) -> None:
        answer = leader.get(f"/rules/{proposed.pk}/moves.xlsx")
        assert answer.content[:2] == b"PK"
        assert leader.get(f"/rules/{proposed.pk}/moves.exe").status_code == 404

    def test_the_administrator_learns_no_number(self, proposed, signed_in) -> None:
        admin = signed_in("admin")
        number = Matter.objects.get().number
        for address in (f"/rules/{proposed.pk}/", f"/rules/{proposed.pk}/moves.csv"):
            page = admin.get(address).content.decode()
            assert number not in page
            assert "不在您的查看范围内" in page

    def test_a_page_shows_the_first_rows_and_says_how_many_there_are(self, section, register, filled) -> None:
        for number in range(25):
            register(cast.complaint(external_id=f"E{number}"))
        answer = section.post("/rules/new/", filled(g0__s0__days="4"), follow=True)
        assert "前 20 个，共 25 个" in text(answer)
        assert answer.content.decode().count(">提前</span>") == 20


def test_what_was_in_service_before_is_still_told_after_it_was_replaced(proposed, leader) -> None:
    leader.post(f"/rules/{proposed.pk}/decide/", {"do": "sign", "shown": proposed.moves_digest})
    said = text(leader.get(f"/rules/{proposed.pk}/"))
    assert "【一般期限】提醒（1）：剩3个工作日" in said
    assert "已生效" in said


def test_the_text_of_a_file_is_shown_as_text(section) -> None:
    text_ = rule_cast.ladder(("请抓紧办理。", "请尽快<b>办理</b>。")).text
    section.post(
        "/rules/new/?what=file",
        {"name": "huli.yaml", "text": text_, "reason": "<i>换句话</i>", "do": "propose"},
    )
    page = section.get(f"/rules/{RuleChange.objects.get().pk}/").content.decode()
    assert "<b>办理</b>" not in page
    assert "&lt;b&gt;办理" in page
