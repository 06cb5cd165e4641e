"""Samples on screen: drawing, the matters in the order drawn, who has been visited."""

from __future__ import annotations

import re

import pytest

from tests import cast
from tests.desk.acts import GIVEN
from xiaobao.docket.models import Sample, Visit
from xiaobao.rules.workflow import Act

ASKED = {"since": "2026-05-01", "until": "2026-05-20", "size": "2", "seed": "42", "office": ""}


@pytest.fixture
def ended(register) -> list[int]:
    """Four complaints that have ended, three at 湖里所 and one at 江头所."""
    return [
        register(
            cast.complaint(
                external_id=f"135020620260518000040{n}",
                digest=f"s{n}".ljust(16).encode(),
                decision="declined",
                decided_at=cast.at("2026-05-19"),
                closed=True,
                office_name="江头市场监督管理所" if n == 3 else "湖里市场监督管理所",
            )
        )
        for n in range(4)
    ]


@pytest.fixture
def sample(signed_in, ended) -> Sample:
    """All four, drawn with seed 42."""
    signed_in("luyiheng").post("/samples/", ASKED | {"size": "4"})
    return Sample.objects.get()


def test_the_form_offers_last_month_and_a_seed_that_may_be_changed(signed_in) -> None:
    page = signed_in("luyiheng").get("/samples/").content.decode()
    assert 'value="2026-04-01"' in page
    assert 'value="2026-04-30"' in page
    assert re.search(r'name="seed" value="\d+"', page)
    assert "还没有抽样" in page


def test_drawing_leads_to_the_sample_in_the_order_drawn(signed_in, ended) -> None:
    client = signed_in("luyiheng")
    answer = client.post("/samples/", ASKED, follow=True)
    page = answer.content.decode()
    sample = Sample.objects.get()
    assert answer.redirect_chain == [(f"/samples/{sample.pk}/", 302)]
    assert (sample.seed, sample.population) == (42, 4)
    drawn = [one.matter.number for one in sample.drawn.select_related("matter")]
    assert re.findall(r'class="row-link number"[^>]*>([^<]+)<', page) == drawn
    assert sample.digest in page
    assert "已抽取 2 件。" in page
    assert "共 1 次" in client.get("/samples/").content.decode()


def test_the_same_seed_draws_the_same(signed_in, ended) -> None:
    for _time in range(2):
        signed_in("luyiheng").post("/samples/", ASKED)
    first, second = ([one.matter_id for one in sample.drawn.all()] for sample in Sample.objects.all())
    assert first == second


def test_what_cannot_be_drawn_is_said_and_what_was_typed_stays(signed_in, ended) -> None:
    client = signed_in("luyiheng")
    answer = client.post("/samples/", ASKED | {"since": "2026-05-21", "size": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "结束日期不能早于开始日期。" in page
    assert "请填写“抽取件数”。" in page
    assert 'name="seed" value="42"' in page
    nothing = client.post("/samples/", ASKED | {"since": "2026-01-01", "until": "2026-01-02"})
    assert nothing.status_code == 422
    assert "没有符合条件的投诉" in nothing.content.decode()


def test_who_has_been_visited_shows(signed_in, sample, officers) -> None:
    first = sample.drawn.first()
    Visit.objects.create(
        matter=first.matter,
        sample=sample,
        side="complainant",
        on=cast.TODAY,
        channel="phone",
        reached=True,
        satisfaction="content",
        by=officers["chensiyuan"].user,
    )
    page = signed_in("luyiheng").get(f"/samples/{sample.pk}/").content.decode()
    assert "满意</span>" in page
    assert page.count("还没有回访") == 3
    assert "<dt>已回访</dt><dd>1</dd>" in page
    assert f"/matters/{first.matter_id}/acts/visit/?sample={sample.pk}" in page


def test_the_link_of_the_sample_leads_to_the_form_and_the_visit_back_to_the_sample(signed_in, sample) -> None:
    client, drawn = signed_in("luyiheng"), sample.drawn.first()
    address = f"/matters/{drawn.matter_id}/acts/visit/?sample={sample.pk}"
    assert re.search(rf'<option value="{sample.pk}" selected>', client.get(address).content.decode())
    typed = {**GIVEN[Act.VISIT], "version": str(drawn.matter.version), "sample_id": str(sample.pk)}
    answer = client.post(address, typed)
    assert answer["Location"] == f"/samples/{sample.pk}/"
    assert Visit.objects.get().sample == sample


def test_a_handler_sees_the_drawn_matters_of_the_own_office(signed_in, sample) -> None:
    page = signed_in("lian").get(f"/samples/{sample.pk}/").content.decode()
    assert len(re.findall(r'class="row-link number"', page)) == 1
    assert "另有 3 件由其他单位承办" in page


def test_a_handler_visits_and_does_not_draw(signed_in, ended) -> None:
    page = signed_in("chensiyuan").get("/samples/").content.decode()
    assert "新的抽样" not in page
    assert signed_in("chensiyuan").post("/samples/", ASKED).status_code == 403
    assert Sample.objects.count() == 0


@pytest.mark.parametrize("who", ["tangyue", "admin"])
def test_posts_that_neither_draw_nor_visit_see_nothing(who, signed_in, sample) -> None:
    assert signed_in(who).get("/samples/").status_code == 403
    assert signed_in(who).get(f"/samples/{sample.pk}/").status_code == 403


def test_a_sample_that_does_not_exist(signed_in) -> None:
    assert signed_in("luyiheng").get("/samples/999/").status_code == 404
