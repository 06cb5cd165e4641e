"""What every act before acceptance, and every act beside it, shares: reach, posts, two officers, one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, PERSONAL, act, kept_without_words, written
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.ask_material import ask_material
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.actions.extend import extend
from xiaobao.docket.actions.hand_back import hand_back
from xiaobao.docket.actions.lead import lead
from xiaobao.docket.actions.place import place
from xiaobao.docket.actions.redirect import redirect
from xiaobao.docket.actions.return_ import return_
from xiaobao.docket.actions.supplement import supplement
from xiaobao.docket.actions.transfer import transfer
from xiaobao.docket.actions.verify_identity import verify_identity
from xiaobao.docket.actions.withdraw import withdraw
from xiaobao.docket.models import Dispute, Distribution, Matter
from xiaobao.refusals import Changed, NotAllowed, NotFound
from xiaobao.vault.models import AuditEntry

DAY = date(2026, 5, 20)
POSTAL = "厦门市湖里区虚构路99号501室"


@dataclass(frozen=True)
class Deed:
    """One act: who may do it, what is given, and whether the matter is a report or an accepted complaint."""

    do: Any
    who: str
    given: dict[str, Any]
    kind: str = "complaint"

    def __str__(self) -> str:
        return self.do.__name__


DEEDS = (
    Deed(ask_material, "hemin", {"items": [FREE_WORDS], "due_on": DAY, "how": FREE_WORDS}),
    Deed(verify_identity, "chensiyuan", {"items": [FREE_WORDS], "due_on": DAY, "words": FREE_WORDS}),
    Deed(
        supplement,
        "chensiyuan",
        {
            "kind": "material",
            "on": DAY,
            "received": [FREE_WORDS],
            "complete": True,
            "postal": POSTAL,
            "respondent_name": FREE_WORDS,
            "words": FREE_WORDS,
        },
    ),
    Deed(
        place,
        "suming",
        {
            "respondent_kind": "platform",
            "domicile_here": False,
            "within_duties": True,
            "elsewhere": FREE_WORDS,
        },
    ),
    Deed(assign, "hemin", {"office": "huli", "words": FREE_WORDS}, "intake"),
    Deed(hand_back, "chensiyuan", {"words": FREE_WORDS}),
    Deed(return_, "hemin", {"words": FREE_WORDS}),
    Deed(dispute, "luyiheng", {"with_whom": FREE_WORDS, "arose_on": DAY, "words": FREE_WORDS}),
    Deed(
        end_dispute,
        "hemin",
        {"outcome": "agreed", "on": DAY, "ours": False, "elsewhere": FREE_WORDS, "words": FREE_WORDS},
        "disputed",
    ),
    Deed(redirect, "chensiyuan", {"nature": "consultation", "route": FREE_WORDS, "words": FREE_WORDS}),
    Deed(withdraw, "hemin", {"on": DAY, "how": "phone", "words": FREE_WORDS}),
    Deed(
        transfer,
        "suming",
        {"body": FREE_WORDS, "suspicion": "forged", "facts": FREE_WORDS, "materials": [FREE_WORDS]},
    ),
    Deed(lead, "chensiyuan", {"discovered_on": DAY, "words": FREE_WORDS}, "accepted"),
    Deed(extend, "fangzhou", {"clock": "report.check", "words": FREE_WORDS}, "report"),
)


@pytest.fixture(params=DEEDS, ids=str)
def deed(request):
    """One of the acts."""
    return request.param


@pytest.fixture
def key(deed, register, officers):
    """A matter on which the act can be done."""
    row = {"report": cast.report(), "intake": cast.complaint(office_name="")}.get(deed.kind, cast.complaint())
    key = register(row)
    if deed.kind == "accepted":
        act(accept, key, officers["chensiyuan"])
    if deed.kind == "disputed":
        Dispute.objects.create(matter_id=key, with_whom="厦门市思明区市场监督管理局", arose_on=DAY)
    if deed.do is return_:
        Distribution.objects.create(matter_id=key, sender="厦门市市场监督管理局")
    return key


def test_event_and_audit_row_tell_the_same_and_neither_of_people_nor_in_free_words(deed, key, officers):
    done = act(deed.do, key, officers[deed.who], **deed.given, address="10.0.0.7")
    entry = AuditEntry.objects.order_by("id").last()
    matter = Matter.objects.get(pk=key)
    assert (entry.act, entry.actor_name, entry.address) == (
        f"matter.{done.act}",
        officers[deed.who].user.name,
        "10.0.0.7",
    )
    assert entry.detail == {"number": matter.number, "version": matter.version, **done.event.data}
    kept = kept_without_words(key)
    assert not any(said in kept for said in (*PERSONAL, POSTAL))


@pytest.mark.parametrize("username", ["lian", "admin"])
def test_a_matter_out_of_reach_looks_like_one_that_does_not_exist(deed, key, officers, username):
    before = written(key)
    sentences = []
    for wanted in (key, key + 1000):
        with pytest.raises(NotFound) as refusal:
            deed.do(matter_id=wanted, version=1, officer=officers[username], at=cast.NOON, **deed.given)
        sentences.append(refusal.value.sentence)
    assert sentences[0] == sentences[1]
    assert written(key) == before


def test_whose_post_does_not_hold_the_act_is_refused_by_the_name_of_the_post(deed, key, officers):
    before = written(key)
    with pytest.raises(NotAllowed) as refusal:
        act(deed.do, key, officers["tangyue"], **deed.given)
    assert "统计岗" in refusal.value.sentence
    assert written(key) == before


def test_the_second_officer_is_told_who_was_first_and_nothing_is_done_twice(deed, key, officers):
    version = Matter.objects.get(pk=key).version
    done = act(deed.do, key, officers[deed.who], **deed.given)
    before = written(key)
    who = officers[deed.who]
    # Whoever may act and still sees the matter after it has changed hands.
    second = officers["luyiheng"] if who.offices is not None else who
    with pytest.raises(Changed) as changed:
        act(deed.do, key, second, **deed.given, version=version)
    assert (changed.value.by, changed.value.what) == (who.user.name, (done.act.label,))
    assert written(key) == before


def test_when_the_letter_cannot_be_made_nothing_is_kept(deed, key, officers, monkeypatch):
    from xiaobao.docket.actions import issue

    monkeypatch.setattr(issue, "format_number", _fails)
    before = written(key)
    try:
        done = act(deed.do, key, officers[deed.who], **deed.given)
    except RuntimeError:
        assert written(key) == before
    else:
        assert done.documents == []


def _fails(*_):
    raise RuntimeError("文号")
