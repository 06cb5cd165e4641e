"""Saved views: kept by name, opened from the inbox, one's own only."""

from __future__ import annotations

from xiaobao.desk.models import SavedView


def test_the_present_filter_is_kept_under_a_name(signed_in) -> None:
    client = signed_in("chensiyuan")
    answer = client.post("/views/", {"name": "食品投诉", "query": "kind=complaint&text=食品&page=3&evil=1"})
    assert answer["Location"] == "/?kind=complaint&text=%E9%A3%9F%E5%93%81"
    assert SavedView.objects.get().query == "kind=complaint&text=%E9%A3%9F%E5%93%81"
    assert (
        '/?kind=complaint&amp;text=%E9%A3%9F%E5%93%81" title="食品投诉"' in client.get("/").content.decode()
    )


def test_the_same_name_again_replaces_the_view(signed_in) -> None:
    client = signed_in("chensiyuan")
    client.post("/views/", {"name": "我的", "query": "kind=complaint"})
    client.post("/views/", {"name": "我的", "query": "kind=report"})
    assert [view.query for view in SavedView.objects.all()] == ["kind=report"]


def test_a_view_needs_a_name(signed_in) -> None:
    page = signed_in("chensiyuan").post("/views/", {"name": " ", "query": "due=soon"}, follow=True)
    assert "请给视图起一个名称。" in page.content.decode()
    assert SavedView.objects.count() == 0


def test_a_view_is_deleted_by_its_owner(signed_in) -> None:
    client = signed_in("chensiyuan")
    client.post("/views/", {"name": "我的", "query": "due=soon"})
    client.post(f"/views/{SavedView.objects.get().pk}/delete/")
    assert SavedView.objects.count() == 0


def test_nobody_else_sees_or_deletes_it(signed_in) -> None:
    signed_in("chensiyuan").post("/views/", {"name": "陈思远的", "query": "due=soon"})
    other = signed_in("suming")
    assert "陈思远的" not in other.get("/").content.decode()
    assert other.post(f"/views/{SavedView.objects.get().pk}/delete/").status_code == 404
    assert SavedView.objects.count() == 1
