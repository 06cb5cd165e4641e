"""Who handles what on screen: read, printed, changed by two persons; and a unit's matters shared out."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from tests import cast
from tests.desk.rules_cast import text
from xiaobao.desk.forms.handlers_changes import changed
from xiaobao.desk.forms.handlers_data import data_of
from xiaobao.docket.models import Matter, NamedClass, RuleChange
from xiaobao.docket.rulebook import current
from xiaobao.staff.models import Leave, Office, Skill

ADDRESS = "/rules/new/?what=handlers"


@pytest.fixture
def head(own_home, signed_in):
    """苏明, who heads 湖里所."""
    return signed_in("suming")


@pytest.fixture
def section(own_home, signed_in):
    """陆一恒, who leads the consumer section and proposes."""
    return signed_in("luyiheng")


def filled(wish: str = "propose", **changes: object) -> dict[str, list[str]]:
    """The form as it is shown, with some fields put otherwise."""
    data = data_of(current().handlers)
    data["reason"], data["do"] = "分工调整。", wish
    for name, value in changes.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return dict(data.lists())


class TestTheMatrix:
    """Read and printed."""

    def test_everything_is_read_without_a_code(self, head) -> None:
        said = text(head.get("/handlers/"))
        assert "6 家居用品 包括 投诉；商品或者服务类别：家居用品、装修建材" in said
        assert "江头市场监督管理所 承办岗、所长（单位负责人） 投诉受理决定 4个工作日 法定7个工作日" in said
        assert "签批 受理：所长（单位负责人）或者消保科负责人" in said
        assert "complaint." not in said

    def test_the_chapter_is_handed_over_as_pdf_and_word(self, head) -> None:
        pdf = head.get("/handlers/chapter.pdf")
        words = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
        assert "职业索赔" in words.replace("\n", "")
        assert head.get("/handlers/chapter.docx").content.startswith(b"PK")
        assert head.get("/handlers/chapter.txt").status_code == 404


class TestTheForm:
    """Changed by two persons."""

    def test_sent_as_shown_nothing_has_changed(self, section) -> None:
        answer = section.post(ADDRESS, filled())
        assert (answer.status_code, "没有需要变更的内容" in text(answer)) == (422, True)

    def test_a_shorter_limit_is_looked_at_proposed_signed_and_in_service(
        self, section, signed_in, register
    ) -> None:
        register()
        changes = {"c4__x0__limit_complaint-acceptance": "3"}
        said = text(section.post(ADDRESS, filled("look", **changes)))
        assert "在办的 1 件来件中，这 1 件的安排会改变" in said
        assert "食品安全 食品安全 本局时限 1" in said
        assert section.post(ADDRESS, filled(**changes)).status_code == 302
        change = RuleChange.objects.get()
        page = text(signed_in("fangzhou").get(f"/rules/{change.pk}/"))
        assert "食品安全 各单位 投诉受理决定：4个工作日" in page
        signed = {"do": "sign", "shown": change.moves_digest}
        assert signed_in("fangzhou").post(f"/rules/{change.pk}/decide/", signed).status_code == 302
        (food,) = (cell for cell in current().handlers.cells if cell.matter_class == "food")
        assert food.limits[0].within == 3

    def test_a_limit_longer_than_the_law_is_refused(self, section) -> None:
        data = filled("look", **{"c4__x0__limit_complaint-acceptance": "9"})
        answer = section.post(ADDRESS, data)
        assert answer.status_code == 422
        assert "本局时限9个工作日长于" in text(answer)

    def test_what_is_wrong_stands_at_its_part(self, section) -> None:
        answer = section.post(ADDRESS, filled(c1__by_person=[], c4__name=""))
        assert answer.status_code == 422
        assert "类别名称" in text(answer)

    def test_classes_conditions_and_cells_are_added_moved_and_dropped(self) -> None:
        data = data_of(current().handlers)
        more = changed(data, "add:classes")
        assert more.getlist("classes")[-2:] == ["c10", "c9"]
        assert (more.getlist("c10-whens"), more["c10-x0-office"]) == (["w0"], "all")
        assert changed(data, "up:c2").getlist("classes")[:3] == ["c0", "c2", "c1"]
        assert changed(data, "drop:c2").getlist("classes")[:3] == ["c0", "c1", "c3"]
        assert changed(data, "add-cell:c5").getlist("c5-cells") == ["x0", "x1", "x2"]
        assert changed(data, "drop-cell:c5-x1").getlist("c5-cells") == ["x0"]
        assert changed(data, "drop-when:c2-w0").getlist("c2-whens") == ["w1"]


class TestSharingOut:
    """苏明 gives out what nobody has."""

    def test_what_is_ticked_goes_where_the_row_says(self, head, register) -> None:
        first, second = register(), register(cast.report())
        said = text(head.get("/handlers/people/"))
        assert "还没有承办人的来件 本页 2 件，共 2 件" in said
        data = {"row": [f"{first}:1", f"{second}:9"], f"to-{first}": "wenlan", f"to-{second}": "wenlan"}
        said = text(head.post("/handlers/people/", data))
        assert "已指定 1 件，没有指定 1 件" in said
        assert Matter.objects.get(pk=first).handler.username == "wenlan"
        assert head.post("/handlers/people/", {"do": "x"}).status_code == 422

    def test_skills_and_leave_are_set_and_who_is_away_can_be_handed_over(self, head, register) -> None:
        first = register()
        head.post("/handlers/people/", {"row": f"{first}:1", f"to-{first}": "chensiyuan"})
        form = {"skills": ["food"], "before": "", "once": "a"}
        assert head.post("/handlers/people/wenlan/skills/", form).status_code == 302
        assert Skill.objects.get().matter_class == "food"
        leave = {"since": "2026-05-20", "last": "2026-05-19", "substitute": "wenlan", "once": "b"}
        refused = head.post("/handlers/people/chensiyuan/leave/", leave)
        assert (refused.status_code, "不能早于第一日" in text(refused)) == (422, True)
        head.post("/handlers/people/chensiyuan/leave/", leave | {"last": "2026-05-22"})
        said = text(head.get("/handlers/people/"))
        assert "陈思远 请假 承办岗" in said
        assert "请假至 05-22 ，由温岚代办" in said
        assert "现由陈思远承办。专长：食品安全。陈思远请假，由温岚代办。" in said
        found = Leave.objects.get()
        head.post(f"/handlers/leave/{found.pk}/end/", {"until": "2026-05-23", "office": "huli"})
        assert not Leave.objects.exists()

    def test_who_may_not_is_turned_away(self, own_home, signed_in, register) -> None:
        assert signed_in("chensiyuan").get("/handlers/people/").status_code == 403
        assert signed_in("suming").get("/handlers/people/?office=jiangtou").status_code == 404
        assert signed_in("suming").get("/handlers/people/lian/skills/").status_code == 404


class TestOnTheMatter:
    """The page of a matter and the forms that name who handles it."""

    def test_class_limits_and_steps_are_shown_and_a_class_is_named(self, head, register) -> None:
        matter_id = register()
        said = text(head.get(f"/matters/{matter_id}/"))
        assert "处置要求 本局要求 食品安全" in said
        assert "投诉受理决定 4个工作日 2026-05-22 计时中" in said
        head.post(f"/matters/{matter_id}/class/", {"version": "1", "matter_class": "professional"})
        assert NamedClass.objects.get().matter_class == "professional"
        assert "认定来件类别 职业索赔" in text(head.get(f"/matters/{matter_id}/"))

    def test_the_forms_propose_somebody_and_say_why(self, head, signed_in, register) -> None:
        matter_id = register()
        page = head.get(f"/matters/{matter_id}/acts/entrust/")
        assert '<option value="wenlan" selected>温岚</option>' in page.content.decode()
        assert "建议：温岚，在办0件，与他人同为最少，按姓名排序。可以改选。" in text(page)
        Matter.objects.update(office=Office.objects.get(code="intake"))
        said = text(signed_in("hemin").get(f"/matters/{matter_id}/acts/assign/"))
        assert "建议：湖里市场监督管理所：温岚" in said

    def test_the_board_counts_what_is_past_a_limit_and_lists_it(
        self, own_home, signed_in, register, monkeypatch
    ) -> None:
        register()
        monday = SimpleNamespace(now=lambda: cast.at("2026-05-25"))
        monkeypatch.setattr("xiaobao.desk.screen.timezone", monday)
        head = signed_in("suming")
        assert "超过本局时限 1 件" in text(head.get("/board/?board=office"))
        said = text(head.get("/handlers/past/?office=huli"))
        assert "食品安全 投诉受理决定 2026-05-22 4个工作日" in said
