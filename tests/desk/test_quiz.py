"""Practising: a signed quiz, marked at once with the reason; seen by the learner and the trainer alone."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from tests.desk.rules_cast import text
from xiaobao.handbook.models import Attempt
from xiaobao.staff.models import Post
from xiaobao.vault.models import AuditEntry

COMPLAINT = "/handbook/quiz/complaint/"


def token_of(answer) -> str:
    """What the form brings back."""
    return re.search(r'name="token" value="([^"]+)"', answer.content.decode())[1]


def handed_in(client, chapter: str = COMPLAINT, **changes):
    """Answer every question with its first option."""
    shown = client.get(chapter)
    questions = len(re.findall(r"<fieldset", shown.content.decode()))
    given = {f"q{number}": "0" for number in range(1, questions + 1)}
    return client.post(chapter, {"token": token_of(shown), **given, **changes})


@pytest.fixture
def attempt(signed_in) -> Attempt:
    """陈思远 has practised the chapter on complaints."""
    assert handed_in(signed_in("chensiyuan")).status_code == 302
    return Attempt.objects.get()


def test_a_quiz_is_answered_and_explained(attempt, signed_in):
    chen = signed_in("chensiyuan")
    assert 6 <= attempt.asked <= 8
    assert attempt.right == sum(row["chosen"] == row["right"] for row in attempt.answers)
    page = text(chen.get(f"/handbook/quiz/attempts/{attempt.pk}/"))
    assert "您的选择" in page
    assert "《市场监督管理投诉举报处理办法》" in page
    assert f"{attempt.right}/{attempt.asked}" in text(chen.get("/handbook/quiz/"))
    row = AuditEntry.objects.get(act="handbook.quiz_answered")
    assert row.detail == {"questions": attempt.asked}  # never how it went


def test_a_question_left_open_keeps_the_other_answers(signed_in):
    chen = signed_in("chensiyuan")
    answer = handed_in(chen, q2="")
    said = answer.content.decode()
    assert (answer.status_code, "第2题还没有作答。" in said, Attempt.objects.count()) == (422, True, 0)
    assert len(re.findall(r"checked", said)) >= 5


def test_a_tampered_seed_and_another_officers_quiz_are_refused(signed_in):
    chen, wen = signed_in("chensiyuan"), signed_in("wenlan")
    token = token_of(chen.get(COMPLAINT))
    body, _, rest = token.partition(":")
    for client, sent in ((chen, f"{body[:-2]}x:{rest}"), (chen, ""), (wen, token)):
        assert handed_in(client, token=sent).status_code == 409
    assert handed_in(chen, "/handbook/quiz/report/", token=token).status_code == 409
    assert chen.get("/handbook/quiz/nothing/").status_code == 404
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("who", ["suming", "fangzhou", "luyiheng", "wenlan", "chengmo", "heqing", "admin"])
def test_nobody_else_sees_how_it_went(who, attempt, signed_in):
    client = signed_in(who)
    assert client.get(f"/handbook/quiz/attempts/{attempt.pk}/").status_code == 404
    assert client.get("/handbook/quiz/results/").status_code == 404
    assert client.post("/handbook/quiz/results/export/").status_code == 404
    assert "陈思远" not in text(client.get("/handbook/quiz/"))


def test_the_trainer_sees_everybody_new_staff_first_of_all(attempt, officers, signed_in):
    trainer = signed_in("shupei")
    assert trainer.get(f"/handbook/quiz/attempts/{attempt.pk}/").status_code == 200
    score = f"{attempt.right}/{attempt.asked}"
    assert score in text(trainer.get("/handbook/quiz/results/"))
    assert "陈思远" not in text(trainer.get("/handbook/quiz/results/?new=1"))
    Post.objects.filter(user=officers["wenlan"].user).update(since=date(2026, 4, 1))
    said = text(trainer.get("/handbook/quiz/results/?new=1"))
    assert "温岚 新任、借调" in said
    assert "陈思远" not in said
    file = trainer.post("/handbook/quiz/results/export/")
    rows = list(load_workbook(io.BytesIO(file.content)).active.values)
    assert [row[1] for row in rows] == ["姓名", "陈思远", "温岚"]
    assert rows[1][7] == score
