"""No byte of a reporter leaves the house but where it may, whoever asks and wherever one looks.

The lives of ``canary_lives`` are lived once, every role asks for everything once (``canary_rounds``), and each
example looks through one of the places something could have got to. What may name somebody is listed in
``canary_rounds`` and in the second half of this file, and shown to work: an empty page leaks nothing either.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection

from tests import cast
from tests.docket.reveal_cast import ENOUGH, WHY
from tests.journeys.canary import (
    BIRDS,
    DEVICE,
    EXPORTED,
    INSIDER,
    MIXED,
    NAMED,
    Bird,
    Sieve,
    needles,
)
from tests.journeys.canary_house import NOBODY, ROLES, House, open_house
from tests.journeys.canary_lives import HALF, live_all
from tests.journeys.canary_rounds import A_COMPLAINTS, PRINTED, REFUSED, Answers, go_round, names_of_all
from xiaobao.docket import search
from xiaobao.docket.models import Attachment, Document, Event, Party, Release
from xiaobao.jobs.cli import main
from xiaobao.rules.report_steps import CASES, CHECKING, REPORTS
from xiaobao.vault.identities import reveal

NEEDLES = needles()
ASKED = {"purpose": "contact", "words": WHY}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[House]:
    """The bureau after all the lives."""
    with django_db_blocker.unblock(), open_house(tmp_path_factory.mktemp("house")) as opened:
        live_all(opened)
        opened.told()
        yield opened


@pytest.fixture(scope="module")
def answers(house: House) -> Answers:
    """What everybody was answered."""
    return go_round(house)


def caught(
    *pieces: tuple[str, bytes | str], text: bool = False, wanted: dict[bytes, str] = NEEDLES
) -> list[str]:
    """Return what is found in these (where, what)."""
    sieve = Sieve()
    for where, data in pieces:
        sieve.add(where, data, text=text)
    return sieve.caught(wanted)


# A mark asks for the tables to be made before the house copies them.
@pytest.mark.django_db
def test_every_act_of_a_report_has_been_done(house: House) -> None:
    done = set(Event.objects.values_list("verb", flat=True))
    assert {row.act.value for row in (*REPORTS, *CHECKING, *CASES)} - done == set()


def test_every_role_has_asked_at_every_address(answers: Answers) -> None:
    assert names_of_all() - answers.names == set()
    assert {role for role, _status in answers.counts} == set(ROLES)
    assert all(status < 500 for _role, status in answers.counts)
    assert sum(count for (_role, status), count in answers.counts.items() if status == 200) > 600


def test_no_page_names_a_reporter(answers: Answers) -> None:
    assert answers.pages.caught(NEEDLES) == []


def test_no_head_and_no_cookie_names_a_reporter(answers: Answers) -> None:
    assert answers.heads.caught(NEEDLES) == []


def test_no_document_attachment_or_export_names_a_reporter(answers: Answers) -> None:
    assert answers.files.caught(NEEDLES) == []


def test_who_handles_the_complaint_hears_nothing_of_the_report_in_the_same_letter(
    house: House, answers: Answers
) -> None:
    report = Sieve()
    client, key = house.client("lian"), house.lives["complaint"]
    assert client.get(f"/matters/{house.lives['half']}/").status_code == 404
    for address in (f"/matters/{key}/", *papers(key)):
        report.add(address, client.get(address).getvalue())
    other = str(Party.objects.get(matter=house.lives["half"]).matter.number)
    assert report.caught(needles((), texts=(HALF, other))) == []
    assert len(report.pieces) > 3


def papers(matter: int) -> list[str]:
    """Where the documents and files of a matter are opened."""
    documents = Document.objects.filter(matter=matter, voided_at=None).values_list("pk", flat=True)
    files = Attachment.objects.filter(matter=matter, set_aside_at=None).values_list("pk", flat=True)
    return [*(f"/documents/{key}/docx/" for key in documents), *(f"/attachments/{key}/" for key in files)]


@pytest.mark.parametrize("role", [cast.HE_MIN.username, NOBODY])
def test_no_page_of_what_went_wrong_says_back_what_was_asked(
    role: str, house: House, monkeypatch: Any
) -> None:
    client, said, sieve = house.client(role), quote(NAMED.said), Sieve()
    asked = [
        client.get(f"/matters/{said}/"), client.get(f"/nothing/{said}/?q={said}"), client.get(f"/documents/9999/{said}/"),
        client.get(f"/audit/?object={said}"), client.post("/confirm/", {"password": NAMED.said, "next": f"//x/{said}"}),
        client.get("/", headers={"host": "elsewhere.example"}, query_params={"q": NAMED.said}),
        client.post("/audit/export/", {"query": NAMED.said}), client.post("/lookup/", {"phone": "0", "words": NAMED.said}),
        client.post("/drafts/", {"form": "no such form", "fields": json.dumps({"words": [NAMED.said]})}),
    ]  # fmt: skip
    monkeypatch.setattr("xiaobao.desk.screen.rulebooks.current", broken)
    asked.append(client.post("/register/", {"content": NAMED.said}))
    for one in asked:
        sieve.add(
            str(one.status_code),
            one.content.replace(said.encode(), b"") if one.status_code == 302 else one.content,
        )
    assert sieve.caught(NEEDLES) == []
    assert asked[-1].status_code in (302, 500)


def broken(*_: Any) -> None:
    """Fail while somebody's identity stands in a local variable."""
    person = reveal(Party.objects.exclude(identity=None).first().identity)  # type: ignore[union-attr, arg-type]
    raise RuntimeError(f"cannot go on with {person}")


@pytest.mark.parametrize("bird", BIRDS, ids=lambda bird: bird.phone)
def test_searching_finds_nobody_by_what_leads_to_them(bird: Bird, house: House) -> None:
    for text in bird.told_by:
        condition, given = search.condition(text) or ("", [])
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM docket_matter WHERE {condition}", given)
            assert cursor.fetchone() == (0,), text


COMMANDS = (
    ("figures", "--year", "2026", "--json"),
    ("audit", "verify", "--json"),
    ("audit", "anchor", "--json"),
    ("audit", "anchors", "--json"),
    ("vault", "status", "--json"),
    ("vault", "rotate", "--json"),
    ("vault", "reseal", "--json"),
    ("scrub", "--json"),
)


def test_no_command_says_a_name(house: House, answers: Answers) -> None:
    for words in COMMANDS:
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, (words, done.output)
        assert caught((" ".join(words), done.output)) == []


def test_no_log_no_mail_no_session_and_no_task_holds_a_name(house: House, answers: Answers) -> None:
    assert len(house.log.said) > 20
    assert caught(*(("log", line) for line in house.log.said), text=True) == []
    assert mail.outbox == []
    assert len(house.told()) > 20
    assert caught(*(("message", line) for line in house.told()), text=True) == []
    sessions = [json.dumps(one.get_decoded(), ensure_ascii=False) for one in Session.objects.all()]
    assert len(sessions) >= len(ROLES) - 1
    assert caught(*(("session", one) for one in sessions), text=True) == []


def test_no_table_holds_a_name_in_plain_not_even_the_vault(house: House, answers: Answers) -> None:
    with closing(sqlite3.connect(house.home / "xiaobao.sqlite3")) as plain:
        assert caught(*((line[:60], line) for line in plain.iterdump()), text=True) == []


def test_no_file_of_the_home_holds_a_name_database_and_journal_included(
    house: House, answers: Answers
) -> None:
    files = [file for file in house.home.rglob("*") if file.is_file() and "keys" not in file.parts]
    names = {file.name for file in files}
    assert {"xiaobao.sqlite3", "xiaobao.sqlite3-wal"} <= names
    assert len(files) > 50
    assert caught(*((str(file), file.read_bytes()) for file in files)) == []
    assert caught(*(("name of a file", str(file)) for file in files)) == []


# What may name somebody, each shown to do so.
def test_what_may_name_a_person_on_the_round_does(answers: Answers) -> None:
    assert any(MIXED.name in one for one in answers.allowed[A_COMPLAINTS].caught(NEEDLES))
    assert any(MIXED.name in one for one in answers.allowed[PRINTED].caught(NEEDLES))
    assert any(EXPORTED.phone in one for one in answers.allowed[REFUSED].caught(NEEDLES))
    for cell, birds in ((A_COMPLAINTS, (MIXED,)), (PRINTED, (MIXED,)), (REFUSED, (EXPORTED,))):
        others = needles([bird for bird in BIRDS if bird not in birds])
        assert answers.allowed[cell].caught(others) == []


def test_who_handles_a_report_sees_the_person_the_letter_the_file_and_the_paper(
    house: House, answers: Answers
) -> None:
    key, chen = house.lives["filed"], house.confirmed("chensiyuan")
    person = chen.post(f"/matters/{key}/people/{house.party('filed')}/", ASKED).content.decode()
    assert all(part in person for part in (NAMED.name, NAMED.phone, NAMED.id_number, NAMED.postal))
    assert NAMED.said in chen.post(f"/matters/{key}/original/", ASKED).content.decode()
    file = Attachment.objects.filter(matter=key).first()
    photograph = chen.post(f"/attachments/{file.pk}/original/", ASKED).getvalue()  # type: ignore[union-attr]
    assert caught(("photograph", photograph), wanted=needles((), texts=DEVICE))
    paper = Document.objects.filter(matter=key, series="report_form").latest("pk")
    for form in ("docx", "pdf"):
        data = chen.post(f"/documents/{paper.pk}/{form}/original/", ASKED).getvalue()
        assert any(NAMED.phone in one for one in caught((form, data)))


def test_an_insider_is_seen_once_when_a_second_person_has_released_it(house: House, answers: Answers) -> None:
    asked = Release.objects.get(party=house.party("insider"))
    granted = {"granted": "yes", "words": ENOUGH}
    assert house.confirmed("suming").post(f"/releases/{asked.pk}/", granted).status_code == 302
    page = f"/matters/{house.lives['insider']}/people/{house.party('insider')}/"
    assert INSIDER.name in house.confirmed("chensiyuan").post(page, ASKED).content.decode()
    assert INSIDER.name not in house.confirmed("chensiyuan").post(page, ASKED).content.decode()


def test_who_sees_to_rewards_sees_for_whom_one_is(house: House, answers: Answers) -> None:
    assert NAMED.name in house.confirmed("xuan").post("/rewards/1/identity/").content.decode()


def test_an_officer_gets_back_the_own_draft_and_nobody_elses(house: House, answers: Answers) -> None:
    kept = {
        "form": "extend",
        "subject": str(house.lives["half"]),
        "fields": json.dumps({"words": [NAMED.said]}),
    }
    assert house.client("fangzhou").post("/drafts/", kept).status_code == 200
    asked = {"form": kept["form"], "subject": kept["subject"]}
    assert NAMED.said in house.client("fangzhou").get("/drafts/", asked).json()["fields"]["words"][0]
    assert [house.client(role).get("/drafts/", asked).status_code for role in ("suming", "admin")] == [
        204,
        204,
    ]
