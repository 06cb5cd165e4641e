"""Drafts: sealed, one a form, seen by their owner alone, gone after thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from xiaobao.docket import drafts
from xiaobao.docket.actions.save_draft import save_draft
from xiaobao.docket.models import Draft, Event
from xiaobao.refusals import NotFound, Refused
from xiaobao.vault.errors import WrongKey

TYPED = {"words": ["林晓禾来电，139 0000 0001"], "evidence": ["小票", ""], "ground": ["3"]}


@pytest.fixture
def chen(officers):
    """The officer who types."""
    return officers["chensiyuan"]


def keep(officer, **changes: object) -> Draft | None:
    """Save a draft of the decline of matter 7."""
    return save_draft(
        **{"officer": officer, "at": cast.NOON, "form": "decline", "subject": "7", "fields": TYPED} | changes
    )


def test_a_draft_comes_back_as_it_was_typed(chen) -> None:
    keep(chen)
    assert drafts.find(chen, "decline", "7") == drafts.Kept(TYPED, cast.NOON)


def test_the_next_one_replaces_it(chen) -> None:
    keep(chen)
    keep(chen, at=cast.NOON + timedelta(minutes=1), fields={"words": ["改过"]})
    assert Draft.objects.count() == 1
    assert drafts.find(chen, "decline", "7").fields == {"words": ["改过"]}


def test_forms_and_matters_are_kept_apart(chen) -> None:
    keep(chen)
    assert drafts.find(chen, "decline", "8") is None
    assert drafts.find(chen, "accept", "7") is None


def test_nobody_sees_the_draft_of_another_officer(chen, officers) -> None:
    keep(chen)
    assert drafts.find(officers["suming"], "decline", "7") is None
    assert drafts.drop(officers["suming"], "decline", "7") is False
    assert drafts.find(chen, "decline", "7") is not None


def test_a_row_moved_to_somebody_else_does_not_open(chen, officers) -> None:
    keep(chen)
    Draft.objects.update(officer=officers["suming"].user)
    with pytest.raises(WrongKey):
        drafts.find(officers["suming"], "decline", "7")


def test_nothing_of_it_can_be_read_in_the_database(chen) -> None:
    row = bytes(keep(chen).sealed)
    assert "林晓禾".encode() not in row
    assert b"0001" not in row


def test_a_draft_is_no_act(chen) -> None:
    keep(chen)
    assert Event.objects.count() == 0


def test_an_emptied_form_leaves_no_draft(chen) -> None:
    keep(chen)
    assert keep(chen, fields={"words": [" "], "evidence": []}) is None
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(("form", "subject"), [("secret", ""), ("decline", "x"), ("decline", "9" * 21)])
def test_only_known_forms_have_drafts(form, subject, chen) -> None:
    with pytest.raises(NotFound):
        keep(chen, form=form, subject=subject)


def test_a_text_too_long_is_refused_and_the_last_draft_stays(chen) -> None:
    keep(chen)
    with pytest.raises(Refused, match="内容太长"):
        keep(chen, fields={"words": ["长" * drafts.LARGEST]})
    assert drafts.find(chen, "decline", "7").fields == TYPED


def test_the_oldest_go_when_there_are_too_many(chen, monkeypatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 2)
    for number in range(3):
        keep(chen, subject=str(number), at=cast.NOON + timedelta(minutes=number))
    assert [draft.subject for draft in Draft.objects.all()] == ["2", "1"]


def test_drafts_of_more_than_thirty_days_are_purged(chen) -> None:
    keep(chen, at=cast.NOON - timedelta(days=30, seconds=1))
    keep(chen, subject="8", at=cast.NOON - timedelta(days=30))
    assert drafts.purge(at=cast.NOON) == 1
    assert [draft.subject for draft in Draft.objects.all()] == ["8"]


def test_the_scheduler_purges_by_the_clock(chen) -> None:
    from xiaobao.jobs.scheduler import purge_drafts

    keep(chen, at=cast.at("2020-01-01"))
    purge_drafts()
    assert Draft.objects.count() == 0
