"""The hotline's own 督办 in its export: one order each, once, by the day the hotline names or the bureau's own."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, exports
from xiaobao.docket.models import (
    Document,
    Event,
    HeldChange,
    ImportBatch,
    Matter,
    Message,
    OrderStep,
    SupervisionOrder,
)
from xiaobao.vault.models import AuditEntry

ORDERED = {"是否督办": "是", "督办次数": 1, "督办期限": "2026/05/22 17:30"}


def orders() -> list[tuple[str, date]]:
    """The marks of the orders in the order they were issued, with the day of the reply."""
    return list(SupervisionOrder.objects.order_by("pk").values_list("external_id", "reply_due"))


def test_a_work_order_the_hotline_presses_for_leads_to_an_order(taken_in):
    tally = taken_in(exports.hotline(**ORDERED))
    order = SupervisionOrder.objects.get()
    assert (tally.created, tally.orders) == (1, 1)
    assert (order.origin, order.external_id, order.state, order.reply_due) == (
        "hotline", "第1次", "issued", date(2026, 5, 22),
    )  # fmt: skip
    assert (order.number, order.office.code, order.owner, order.grade) == (
        "湖市监督办〔2026〕1号",
        "huli",
        None,
        "",
    )
    assert order.watch_at == cast.at("2026-05-25", "09:00")
    assert Message.objects.get(order=order, copy=False).user.name == "苏明"


def test_the_timeline_the_document_and_the_audit_trail_say_where_it_came_from(taken_in):
    taken_in(exports.hotline(**ORDERED))
    event = Event.objects.get(verb="order_issue")
    assert event.source.startswith("导入：第")
    assert (event.data["origin"], event.data["until"]) == ("hotline", "2026-05-22")
    assert Document.objects.get(notice="supervision-order").addressees.count() == 0
    entry = AuditEntry.objects.get(act="order.issue")
    assert (entry.actor_name, entry.detail["origin"]) == ("何敏", "hotline")
    assert AuditEntry.objects.get(act="import").detail["orders"] == 1


def test_the_same_file_taken_in_twice_orders_once(taken_in, dump):
    taken_in(exports.hotline(**ORDERED))
    before = dump("docket_importbatch", "vault_auditentry")
    assert taken_in(exports.hotline(**ORDERED)).orders == 0
    assert dump("docket_importbatch", "vault_auditentry") == before


def test_a_later_export_with_a_second_one_adds_a_second(taken_in):
    taken_in(exports.hotline(**ORDERED))
    second = {"督办次数": "2次", "督办期限": "2026/05/27 17:30"}
    tally = taken_in(exports.hotline(**ORDERED | second), at=cast.at("2026-05-21"))
    assert (tally.updated, tally.orders) == (1, 1)
    assert orders() == [("第1次", date(2026, 5, 22)), ("第2次", date(2026, 5, 27))]


def test_of_several_at_once_only_the_latest_orders_anything(taken_in):
    taken_in(exports.hotline(督办次数=3))
    assert orders() == [("第3次", date(2026, 5, 21))]


def test_an_older_export_with_a_lower_count_orders_nothing_new(taken_in):
    taken_in(exports.hotline(督办次数=1))
    taken_in(exports.hotline(督办次数=2))
    taken_in(exports.hotline(督办次数=1))
    assert [mark for mark, _ in orders()] == ["第1次", "第2次"]


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        ({"督办编号": "督〔2026〕17"}, ["督〔2026〕17"]),
        ({"督办编号": "督17、督18"}, ["督17", "督18"]),
        ({"督办编号": "督17", "督办次数": 1}, ["督17"]),
        ({"督办编号": "督17", "督办次数": 2}, ["督17（第2次）"]),
        ({"12345工单处理方式": 1}, ["第1次"]),
        ({"是否督办": "督办"}, ["第1次"]),
        ({"督办时间": "2026/05/19 16:00"}, ["2026-05-19 16:00"]),
        ({"督办要求": "请两日内联系市民。"}, ["第1次"]),
        ({"是否督办": "否", "督办要求": "无"}, []),
        ({"是否督办": "否", "督办时间": "2026/05/19 16:00"}, []),
        ({"12345工单处理方式": 0, "督办次数": 0}, []),
        ({"12345工单处理方式": "回访复核", "催办过的次数": 4}, []),
        ({"督办编号": "-"}, []),
    ],
)
def test_what_a_row_may_say_of_it(taken_in, told, marks):
    tally = taken_in(exports.hotline(**told))
    assert [mark for mark, _ in orders()] == marks
    assert (tally.created, tally.orders) == (1, len(marks))


def test_without_a_day_the_reply_is_due_within_the_working_days_of_the_bureau(taken_in):
    taken_in(exports.hotline(是否督办="是"), at=cast.at("2026-05-22"))
    assert orders() == [("第1次", date(2026, 5, 25))]


def test_what_the_hotline_asks_for_stands_in_the_order_without_whoever_called(taken_in):
    taken_in(exports.hotline(是否督办="是", 督办要求="市民林晓禾（13900000001）再次来电，请两日内回复。"))
    requirement = SupervisionOrder.objects.get().requirement
    assert "再次来电，请两日内回复。" in requirement
    assert "林晓禾" not in requirement
    assert "13900000001" not in requirement
    assert OrderStep.objects.get().words == requirement


def test_the_columns_stay_on_the_matter_as_they_came(taken_in):
    taken_in(exports.hotline(**ORDERED))
    kept = Matter.objects.get().submission.extra
    assert (kept["是否督办"], kept["督办次数"], kept["督办期限"]) == ("是", "1", "2026/05/22 17:30")


def test_a_dry_run_says_how_many_and_writes_nothing(taken_in, dump):
    taken_in(exports.hotline(**ORDERED))
    before = dump()
    second = exports.hotline(工单编号="XM20260518000002", 诉求标题="另一件", 是否督办="是")
    tally = taken_in(exports.hotline(**ORDERED | {"督办次数": 2}), second, dry_run=True)
    assert tally.orders == 2
    assert dump() == before


@pytest.mark.parametrize(
    ("told", "code", "column"),
    [
        ({"督办次数": "若干"}, "INT-412", "督办次数"),
        ({"是否督办": "再议"}, "INT-412", "是否督办"),
        ({"是否督办": "是", "督办期限": "尽快"}, "INT-403", "督办期限"),
        ({"是否督办": "是", "督办时间": "2027/05/19 16:00"}, "INT-404", "督办时间"),
    ],
)
def test_what_cannot_be_read_is_sent_back_and_orders_nothing(taken_in, told, code, column):
    tally = taken_in(exports.hotline(**told))
    (rejection,) = tally.rejections
    assert rejection.code == code
    assert column in rejection.reason
    assert (tally.created, tally.orders, SupervisionOrder.objects.count()) == (0, 0, 0)


def test_what_the_hotline_has_closed_is_history(taken_in):
    tally = taken_in(exports.hotline(**ORDERED, 状态="已办结", 办结时间="2026/05/20 10:00"))
    assert (tally.created, tally.orders) == (1, 0)


def test_a_matter_closed_here_is_still_answered_while_the_hotline_has_not_closed_it(taken_in):
    taken_in(exports.hotline())
    Matter.objects.update(is_open=False, state="closed")
    assert taken_in(exports.hotline(**ORDERED)).orders == 1


def test_a_row_that_waits_for_a_person_orders_all_the_same(taken_in):
    taken_in(exports.hotline())
    tally = taken_in(exports.hotline(**ORDERED, 交办时间="2026/05/19 09:30"))
    assert (tally.held, tally.orders, HeldChange.objects.count()) == (1, 1, 1)


def test_a_reply_day_that_is_past_is_late_at_once(taken_in):
    taken_in(exports.hotline(**ORDERED), at=cast.at("2026-05-26"))
    assert SupervisionOrder.objects.get().watch_at < cast.at("2026-05-26")


def test_an_export_without_such_columns_orders_nothing(taken_in):
    assert taken_in(exports.hotline(催办过的次数=2)).orders == 0
    assert SupervisionOrder.objects.count() == 0


def test_the_page_of_the_import_says_how_many_orders_came_of_it(taken_in, signed_in):
    taken_in(exports.hotline(**ORDERED))
    page = signed_in("hemin").get(f"/imports/{ImportBatch.objects.get().pk}/").content.decode()
    assert "按热线的督办发出 1 份督办单" in page
