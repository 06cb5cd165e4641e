"""A reporter nobody else is called like is registered; no byte of them lies anywhere but in the vault."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from tests import cast
from tests.desk_cast import PDF, REPORT
from xiaobao.docket.actions.attach import attach
from xiaobao.docket.actions.cover_earlier import cover_earlier
from xiaobao.docket.actions.enrol import PersonGiven, enrol
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.actions.register import register_many

NAME, PHONE, NUMBER, PLATE = "鄢彧璠", "13900000077", "350299198807061238", "闽D8K7Q2"
DOOR, CARD, EMAIL = "虚构里719号3204室", "6229990012345678901", "yan.yufan77@example.com"
# A copy of the file holds what is committed.
pytestmark = pytest.mark.usefixtures("transactional_db")
SECRETS = (NAME, PHONE, NUMBER, PLATE, DOOR, CARD, EMAIL)
WORDS = (
    f"我叫{NAME}，身份证{NUMBER}，电话{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}，车牌{PLATE}停在店后门，家住湖里区{DOOR}，"
    f"卡号{CARD}，邮箱{EMAIL}。该店后厨回收过期奶，{NAME}亲眼所见，{NAME}的手机{PHONE}。"
)
SPACED = f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}"


def planted():
    return cast.report(
        person_name=NAME, person_phone=PHONE, title=f"{NAME}举报", content=WORDS, reply=f"已回复{NAME}，{PHONE}。",
        place=f"{NAME}家楼下", requests=(f"给{NAME}答复",), extra={"备注": f"{NAME} {PHONE}", "车辆": PLATE},
        personal={"联系地址": f"厦门市湖里区{DOOR}", "证件号码": NUMBER},
    )  # fmt: skip


def lying_open(place: Path | None = None) -> list[str]:
    """Return which secrets any value of any table outside the vault holds, UTF-8 or GBK, and where."""
    source = sqlite3.connect(place) if place else connection.cursor().connection
    found = []
    tables = source.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'vault_%'")
    for (table,) in tables.fetchall():
        for row in source.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                data = value if isinstance(value, bytes) else str(value).encode()
                found += [f"{table}: {one}" for one in (*SECRETS, SPACED) if _within(one, data)]
    return found


def _within(secret: str, data: bytes) -> bool:
    # JSON may be written with escapes.
    escaped = secret.encode("unicode_escape").lower()
    return secret.encode() in data or secret.encode("gbk") in data or escaped in data.lower()


def the_file_without_the_vault(folder: Path) -> bytes:
    """Return the bytes of the database as it would be handed out: no vault tables, nothing in free pages."""
    whole, left = folder / "whole.sqlite3", folder / "left.sqlite3"
    whole.unlink(missing_ok=True)
    target = sqlite3.connect(whole)
    connection.ensure_connection()
    connection.connection.backup(target)
    for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        target.execute(f"DROP TRIGGER {name}")
    for (name,) in target.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'vault_%'"
    ).fetchall():
        target.execute(f"DROP TABLE {name}")
    target.commit()
    target.execute("VACUUM INTO ?", (str(left),))
    target.close()
    return left.read_bytes()


@pytest.fixture
def in_the_file(tmp_path):
    def look():
        data = the_file_without_the_vault(tmp_path)
        (tmp_path / "left.sqlite3").unlink()
        return [one for one in (*SECRETS, SPACED) if _within(one, data)]

    return look


def test_the_canary_would_be_heard(register, in_the_file):
    """The same search finds what does lie open, so that finding nothing says something."""
    from xiaobao.docket.models import Matter, Submission

    key = register(cast.report())
    Submission.objects.filter(pk=key).update(content=WORDS, extra={"备注": NAME})
    Matter.objects.filter(pk=key).update(subject=NAME)
    assert {one.split(": ")[1] for one in lying_open()} == {*SECRETS, SPACED}
    assert set(in_the_file()) == {*SECRETS, SPACED}


def test_nothing_of_an_imported_reporter_lies_open(officers, rulebook, in_the_file):
    register_many([planted()], batch=None, rulebook=rulebook, at=cast.NOON)
    assert lying_open() == []
    assert in_the_file() == []


def test_nothing_of_an_imported_complainant_lies_open(officers, rulebook, in_the_file):
    row = planted()
    complaint = cast.complaint(
        **{name: getattr(row, name) for name in ("person_name", "person_phone", "title", "content", "reply")},
        **{name: getattr(row, name) for name in ("place", "requests", "extra", "personal")},
        decline_reason=f"{NAME}已撤回，电话{PHONE}",
    )
    register_many([complaint], batch=None, rulebook=rulebook, at=cast.NOON)
    assert lying_open() == []
    assert in_the_file() == []


def test_nothing_of_a_reporter_registered_at_the_desk_lies_open(own_home, officers, in_the_file):
    person = PersonGiven(
        name=NAME, phone=PHONE, postal=f"厦门市湖里区{DOOR}", id_kind="身份证", id_number=NUMBER
    )
    done = enrol(
        officer=officers["hemin"], at=cast.NOON, key="sheet", office="huli", files=[(f"{NAME}.pdf", PDF)],
        **REPORT | {"content": WORDS, "person": person},
    )  # fmt: skip
    add_note(
        matter_id=done.matter_id,
        officer=officers["chensiyuan"],
        at=cast.NOON,
        text=f"{NAME}又来过，{PHONE}。",
    )
    attach(
        matter_id=done.matter_id, officer=officers["chensiyuan"], at=cast.NOON, files=[(f"{NAME}2.pdf", PDF)],
        what=f"{NAME}的照片",
    )  # fmt: skip
    assert lying_open() == []
    assert in_the_file() == []


def test_after_the_earlier_words_were_covered_nothing_of_them_is_left(
    officers, rulebook, register, in_the_file
):
    from xiaobao.docket import search
    from xiaobao.docket.models import Matter, Submission
    from xiaobao.docket.wording import indexed

    key = register(cast.report(person_name=NAME, person_phone=PHONE))
    before = indexed(Matter.objects.get(pk=key))
    Submission.objects.filter(pk=key).update(content=WORDS, extra={"备注": NAME})
    Matter.objects.filter(pk=key).update(subject=f"{NAME}举报")
    search.replace(key, before, indexed(Matter.objects.get(pk=key)))
    cover_earlier(at=cast.NOON)
    assert lying_open() == []
    assert in_the_file() == []
