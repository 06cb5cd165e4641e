"""Saved searches that tell: subscribing, dropping, marking what was told; the tabs that lead there."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.findings_cast import came
from xiaobao.desk.models import SavedView
from xiaobao.docket.actions.tell_watches import tell_watches
from xiaobao.docket.models import MiningRun, Watch, WatchAlarm

pytestmark = pytest.mark.django_db
PAGE = "/mining/watches/"
TYPED = {"name": "酸奶", "text": "酸奶", "kind": "complaint", "days": "7", "least": "2", "growth": "1.5"}


def body(answer) -> str:
    """The page as text."""
    return answer.content.decode()


def told(rulebook) -> None:
    """Raise the alarms of a run."""
    run = MiningRun.objects.create(on=cast.TODAY, began_at=cast.NOON, ended_at=cast.NOON, engine="duckdb")
    tell_watches(run, rulebook=rulebook, at=cast.NOON)


def test_a_search_is_subscribed_to_and_says_what_it_asks(signed_in, officers) -> None:
    came(3)
    client = signed_in("luyiheng")
    assert client.post(PAGE, TYPED)["Location"] == PAGE
    watch = Watch.objects.get()
    assert (watch.asked, watch.days, watch.least, watch.growth) == (
        {"text": "酸奶", "kind": "complaint"}, 7, 2, 1.5,
    )  # fmt: skip
    page = body(client.get(PAGE))
    for words in ("类型：投诉", "检索：酸奶", "近 7 天满 2 件", "且不少于此前的 1.5 倍", "1 项，最多 20 项"):
        assert words in page, words


def test_what_cannot_be_saved_keeps_what_was_typed(signed_in, officers) -> None:
    answer = signed_in("luyiheng").post(PAGE, TYPED | {"days": "91", "name": "保质期"})
    assert answer.status_code == 422
    assert 'value="保质期"' in body(answer)
    assert not Watch.objects.exists()


def test_a_second_click_subscribes_once(signed_in, officers) -> None:
    client = signed_in("luyiheng")
    for _ in range(2):
        assert client.post(PAGE, TYPED | {"once": "mark"}).status_code == 302
    assert Watch.objects.count() == 1


def test_a_saved_view_fills_in_the_form(signed_in, officers) -> None:
    SavedView.objects.create(owner=officers["luyiheng"].user, name="酸奶类", query="kind=report&due=today")
    client = signed_in("luyiheng")
    assert '?in=kind%3Dreport%26due%3Dtoday#new">酸奶类' in body(client.get(PAGE))
    assert '<option value="report" selected>' in body(client.get(f"{PAGE}?in=kind%3Dreport%26due%3Dtoday"))


def test_an_alarm_waits_in_the_tabs_until_it_was_looked_at(signed_in, officers, rulebook) -> None:
    came(3)
    client = signed_in("luyiheng")
    client.post(PAGE, TYPED)
    told(rulebook)
    waits = '预警订阅 <span class="waits number">1</span>'
    assert waits in body(client.get("/mining/findings/"))
    alarm = WatchAlarm.objects.get()
    assert f'name="alarm" value="{alarm.pk}"' in body(client.get(PAGE))
    assert client.post(f"{PAGE}seen/", {"alarm": str(alarm.pk)}).status_code == 302
    assert waits not in body(client.get("/mining/findings/"))
    alarm.refresh_from_db()
    assert alarm.seen_at == cast.NOON


def test_the_alarm_opens_what_it_counted_in_the_inbox(signed_in, officers, rulebook) -> None:
    came(3)
    client = signed_in("luyiheng")
    client.post(PAGE, TYPED)
    told(rulebook)
    (alarm,) = client.get(PAGE).context["page"].alarms
    assert "共 3 件" in body(client.get(f"/?{alarm.query}"))


def test_dropping_is_for_the_owner_alone(signed_in, officers) -> None:
    signed_in("luyiheng").post(PAGE, TYPED)
    address = f"{PAGE}{Watch.objects.get().pk}/drop/"
    assert signed_in("chensiyuan").post(address).status_code == 404
    assert "酸奶" not in body(signed_in("chensiyuan").get(PAGE))
    assert signed_in("luyiheng").post(address).status_code == 302
    assert Watch.objects.get().dropped_at == cast.NOON


@pytest.mark.parametrize("who", ["xuan", "heqing"])
def test_only_posts_of_mining_subscribe(who, signed_in, officers) -> None:
    client = signed_in(who)
    answers = [
        client.get(PAGE),
        client.post(PAGE, TYPED),
        client.post(f"{PAGE}seen/"),
        client.post(f"{PAGE}1/drop/"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4


@pytest.mark.parametrize("page", ["/mining/findings/", "/mining/hot/", PAGE])
def test_one_row_of_tabs_leads_to_everything_mined(page, signed_in, officers) -> None:
    shown = body(signed_in("luyiheng").get(page))
    row = shown[shown.index('<nav class="tabs"') :]
    places = [
        row.index(words) for words in ("热点问题看板", "疑似重复", "群体投诉", "疑似职业索赔", "预警订阅")
    ]
    assert places == sorted(places)
    assert row[: row.index("</nav>")].count('aria-current="page"') == 1
