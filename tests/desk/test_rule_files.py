"""The screens of rules: a calendar, a regulation or a whole ladder as a file."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast, notices_2027
from tests.desk.rules_cast import WHY, text
from xiaobao.docket.models import RuleChange


@pytest.fixture
def section(own_home, signed_in):
    """陆一恒, who leads the consumer section and proposes."""
    return signed_in("luyiheng")


class TestFiles:
    """A calendar, a regulation or a whole ladder as a file."""

    def test_a_notice_is_recognised_by_what_it_holds(self, section, register) -> None:
        register(cast.complaint(received_at=cast.at("2026-12-25")))
        file = SimpleUploadedFile("2027.yaml", notices_2027.INVENTED.encode())
        answer = section.post(
            "/rules/new/?what=file", {"upload": file, "reason": WHY, "do": "propose"}, follow=True
        )
        change = RuleChange.objects.get()
        assert (change.kind, change.name, change.counts["clocks"]) == ("calendar", "2027.yaml", 1)
        assert "2027-01-04（暂定） 2027-01-06" in text(answer)

    def test_a_wrong_file_is_refused_with_its_line_and_stays_on_the_page(self, section) -> None:
        wrong = notices_2027.INVENTED.replace("last: 2027-01-03", "last: 2026-12-30")
        file = SimpleUploadedFile("2027.yaml", wrong.encode())
        answer = section.post("/rules/new/?what=file", {"upload": file, "reason": WHY, "do": "propose"})
        assert answer.status_code == 422
        assert "2027.yaml 第9行" in text(answer)
        assert "last: 2026-12-30" in unescape(answer.content.decode())
        assert WHY in text(answer)

    def test_what_stays_on_the_page_can_be_sent_without_the_file(self, section) -> None:
        data = {
            "name": "2027.yaml",
            "text": notices_2027.INVENTED.replace("\n", "\r\n"),
            "reason": WHY,
            "do": "propose",
        }
        assert section.post("/rules/new/?what=file", data).status_code == 302
        assert RuleChange.objects.get().text == notices_2027.INVENTED

    def test_a_year_in_service_is_offered_to_begin_with(self, section) -> None:
        page = unescape(section.get("/rules/new/?what=file&of=calendar/2006.yaml").content.decode())
        assert "year: 2006" in page
        assert (
            "year"
            not in unescape(section.get("/rules/new/?what=file&of=calendar/../law/x.yaml").content.decode())
            .partition("<main")[2]
            .partition("<textarea")[2]
            .partition("</textarea>")[0]
        )

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("2027.yaml", b"\xff\xfe", "不是UTF-8编码的文本文件"),
            ("2027.yaml", b"hello", "不能读取"),
            ("2027.yaml", b"a: 1", "既不是督办阶梯"),
            ("2027.yaml", b"scope: 1\n" * 50_000, "文件太大"),
        ],
    )
    def test_what_is_no_file_of_rules_is_refused(self, section, name, data, said) -> None:
        answer = section.post(
            "/rules/new/?what=file",
            {"upload": SimpleUploadedFile(name, data), "reason": WHY, "do": "propose"},
        )
        assert answer.status_code == 422
        assert said in text(answer)

    def test_nothing_chosen_is_asked_for(self, section) -> None:
        answer = section.post("/rules/new/?what=file", {"reason": WHY, "do": "propose"})
        assert "请选择文件，或者写下文件名和内容。" in text(answer)
