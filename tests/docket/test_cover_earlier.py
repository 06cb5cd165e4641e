"""Words registered by a version that masked nothing are masked afterwards, once and for all."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket import search
from xiaobao.docket.actions import cover_earlier as act
from xiaobao.docket.actions.cover_earlier import cover_earlier
from xiaobao.docket.models import Matter, Submission
from xiaobao.docket.wording import as_came, indexed
from xiaobao.vault.models import AuditEntry, SealedText
from xiaobao.vault.texts import open_fields

TOLD = "我叫林晓禾，电话13900000001，酸奶过期。"


def found(text):
    condition, parameters = search.condition(text)
    return Matter.objects.extra(where=[condition], params=parameters).count()


@pytest.fixture
def earlier(register):
    """Register complaints as an earlier version left them: words, subject and index as they came."""

    def leave(count=1):
        keys = []
        for place in range(count):
            row = cast.complaint(external_id=f"135020620260518000000{place:02}")
            matter = Matter.objects.get(pk=register(row))
            before = indexed(matter)
            Submission.objects.filter(pk=matter.pk).update(
                content=TOLD, extra={"备注": "林晓禾来电"}, original=None
            )
            Matter.objects.filter(pk=matter.pk).update(subject=TOLD)
            search.replace(matter.pk, before, indexed(Matter.objects.get(pk=matter.pk)))
            keys.append(matter.pk)
        SealedText.objects.all().delete()
        return keys

    return leave


def test_words_subject_and_search_are_masked_and_the_words_as_they_came_sealed(earlier):
    (key,) = earlier()
    assert found("林晓禾") == 1
    run = cover_earlier(at=cast.NOON)
    matter = Matter.objects.get(pk=key)
    shown = "我叫林**，电话139****0001，酸奶过期。"
    assert (run.looked, run.masked, matter.submission.content, matter.subject) == (1, 1, shown, shown)
    assert matter.submission.extra == {"备注": "林**来电"}
    assert open_fields(matter.submission.original) == {"content": TOLD, "extra": {"备注": "林晓禾来电"}}
    assert (found("林晓禾"), found("酸奶过期")) == (0, 1)
    assert bytes(matter.submission.digest) == cast.complaint().digest


def test_each_part_has_its_audit_row_without_a_word_of_it(earlier, monkeypatch):
    monkeypatch.setattr(act, "AT_ONCE", 2)
    keys = earlier(3)
    told = []
    cover_earlier(at=cast.NOON, progress=told.append)
    assert told == [2, 3]
    rows = AuditEntry.objects.filter(act="matter.cover").values_list("actor_name", "detail")
    assert list(rows) == [
        ("系统", {"from": keys[0], "to": keys[1], "masked": 2}),
        ("系统", {"from": keys[2], "to": keys[2], "masked": 1}),
    ]


def test_a_run_that_was_cut_off_is_taken_up_again_to_the_same_end(earlier, monkeypatch):
    monkeypatch.setattr(act, "AT_ONCE", 1)
    keys = earlier(3)

    class Killed(Exception):
        pass

    def kill(done):
        if done == 2:
            raise Killed

    with pytest.raises(Killed):
        cover_earlier(at=cast.NOON, progress=kill)
    assert cover_earlier(at=cast.NOON).masked == 1
    assert cover_earlier(at=cast.NOON).masked == 0
    assert {as_came(Matter.objects.get(pk=key))["content"] for key in keys} == {TOLD}


def test_a_docket_in_which_nobody_shows_is_left_as_it_is(register, dump):
    register(cast.report())
    before = dump("django_session")
    assert cover_earlier(at=cast.NOON).masked == 0
    assert dump("django_session") == before
