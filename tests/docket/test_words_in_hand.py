"""What came with a matter, sealed, when its words change: whoever reads it in the same act reads the new ones."""

from __future__ import annotations

from tests import cast, desk_cast
from tests.desk_cast import paper_text
from xiaobao.docket.actions.enrol import enrol
from xiaobao.docket.actions.split import split
from xiaobao.docket.models import Document, Matter
from xiaobao.docket.wording import as_came, lay_open

HALF = "后仓第三排货架改贴生产日期"


def test_words_that_change_are_read_back_from_the_row_in_hand(register) -> None:
    matter = Matter.objects.select_related("submission__original").get(pk=register(cast.complaint()))
    assert "13900000001" in as_came(matter)["content"]
    lay_open(matter.submission, {"content": "林晓禾改口称酸奶没有过期。"}, ["林晓禾"])
    matter.submission.save()
    assert matter.submission.content == "林**改口称酸奶没有过期。"
    assert as_came(matter)["content"] == "林晓禾改口称酸奶没有过期。"
    assert as_came(Matter.objects.get(pk=matter.pk))["content"] == "林晓禾改口称酸奶没有过期。"


def test_the_complaints_new_form_is_written_from_its_half_where_the_letter_named_somebody(
    own_home, officers
) -> None:
    # 令121 第三十七条: the sealed letter of both kinds must not come back through the form of one half.
    form = desk_cast.COMPLAINT | {"content": f"林晓禾投诉：酸奶过期，要求退货。{HALF}，请查处。"}
    key = enrol(officer=officers["hemin"], at=cast.NOON, key="letter", office="huli", **form).matter_id
    halves = {"words_here": "酸奶过期，要求退货。", "words_other": f"{HALF}，请查处。"}
    split(matter_id=key, version=1, officer=officers["hemin"], at=cast.NOON, **halves)
    papers = Document.objects.filter(matter=key, voided_at=None)
    assert papers.filter(series="complaint_form").exists()
    assert not any(HALF in paper_text(paper) for paper in papers)
