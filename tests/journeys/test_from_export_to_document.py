"""A complaint from the platform's export to the numbered letter, and on to its end, as the bureau lives it."""

from __future__ import annotations

import io
from datetime import date

from pypdf import PdfReader

from tests import cast, exports
from xiaobao.docket import figures
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.actions.take_in import import_path
from xiaobao.docket.filters import Filter
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Addressee, ImportBatch, Matter
from xiaobao.docket.queries import inbox, next_matter
from xiaobao.vault.audit import verify
from xiaobao.vault.models import AuditEntry

MONDAY, TUESDAY, NOVEMBER = (cast.at(day, "10:15") for day in ("2026-09-28", "2026-09-29", "2026-11-26"))
HERS = {"登记编号": "13502062026092800000001", "登记时间": "2026-09-28 10:15:00"}
HIS = HERS | {"登记编号": "13502062026092800000002", "登记时间": "2026-09-28 16:00:00", "提供方姓名": "周喆"}


def test_a_complaint_from_the_export_to_the_letter_and_to_its_end(own_home, officers, rulebook, tmp_path):
    he_min, chen = officers["hemin"], officers["chensiyuan"]

    # 何敏 takes in the day's export.
    path = exports.write(tmp_path / "业务信息.xlsx", exports.platform(**HERS), exports.platform(**HIS))
    tally, rejects = import_path(path, at=MONDAY.replace(hour=18), by=he_min.user)
    assert (tally.created, rejects) == (2, None)

    # 陈思远 finds it first in the inbox: seven working days after a holiday of seven days and a worked Saturday.
    page = inbox(chen, Filter(text="酸奶"), TUESDAY.date(), rulebook)
    first = page.rows[0]
    assert (first.person, first.due_clock, first.due.words, first.due.due_on) == (
        "林**",
        "投诉受理决定",
        "剩6个工作日",
        date(2026, 10, 13),
    )
    shown = matter_page(chen, first.id, rulebook, TUESDAY.date())
    assert {"accept", "decline", "ask_material", "hand_back"} <= {
        line.act for line in shown.acts if line.allowed
    }

    # She is told in a numbered letter that her complaint is accepted; he is next.
    letter = accept(matter_id=first.id, version=shown.matter.version, officer=chen, at=TUESDAY)
    assert letter.number == "湖市监投受〔2026〕1号"
    assert next_matter(chen, Filter(text="酸奶"), TUESDAY.date(), first.id, rulebook) == page.rows[1].id
    file = open_document(document_id=letter.pk, officer=officers["suming"], at=TUESDAY, form="pdf")
    printed = "".join(
        "".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(file.data)).pages
    )
    assert "林晓禾：我局于2026年9月28日收到你关于厦门青禾生鲜超市有限公司（食品）的投诉" in printed

    # He reads it to her over the telephone: only now has she been told.
    accepted = Matter.objects.get(pk=first.id)
    serve(
        matter_id=first.id,
        version=accepted.version,
        officer=chen,
        at=TUESDAY.replace(hour=16),
        document_id=letter.pk,
        addressee_id=Addressee.objects.get(document=letter).pk,
        channel="phone",
        sent_at=TUESDAY.replace(hour=15),
        served_at=TUESDAY.replace(hour=15),
        proof="本人接听，当场告知受理决定。",
    )

    # Two months later the platform's export says how it ended.
    ended = {
        "初查受理状态": "已受理",
        "初查反馈时间": "2026-09-29 10:15:00",
        "调解结果": "调解成功",
        "办理情况状态": "已办结",
        "办结日期": "2026-11-26 10:00:00",
        "挽回经济损失(单位:元)": 36.5,
    }
    path = exports.write(
        tmp_path / "业务信息.xlsx", exports.platform(**HERS, **ended), exports.platform(**HIS)
    )
    tally, _ = import_path(path, at=NOVEMBER, by=he_min.user)
    assert (tally.updated, tally.unchanged) == (1, 1)
    closed = matter_page(chen, first.id, rulebook, NOVEMBER.date())
    assert [(line.name, line.on_time) for line in closed.clocks] == [
        ("投诉受理决定", True),
        ("投诉受理决定的告知", True),
        ("投诉调解", True),
    ]
    old, new = (f"导入：第{key}批" for key in ImportBatch.objects.order_by("id").values_list("pk", flat=True))
    assert [(line.label, line.by) for line in closed.timeline] == [
        ("登记", old),
        ("受理", "陈思远"),
        ("登记送达", "陈思远"),
        ("记录达成调解", new),
        ("办结", new),
        ("按新的导出文件更新", new),
    ]
    assert {line.act for line in closed.acts if line.allowed} <= {"attach", "visit", "lead"}

    # The year's figures count it, and the trail tells all of it and is whole.
    year = figures.year(2026)
    assert year["complaints"] == {"received": 2, "undecided": 1, "accepted": 1, "declined": 0}
    assert year["amount"]["recovered"] == "36.50"
    assert list(AuditEntry.objects.order_by("id").values_list("act", "actor_name")) == [
        ("import", "何敏"),
        ("matter.accept", "陈思远"),
        ("document.read", "苏明"),
        ("matter.serve", "陈思远"),
        ("import", "何敏"),
    ]
    assert list(verify()) == []
