"""A joint complaint of 湖里所: whether it is accepted 苏明 signs, who heads the office; 陈思远 prepares it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from tests.desk_cast import XU, YANG
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.join import join
from xiaobao.docket.actions.name_class import name_class
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Event, Matter, NamedClass, Party, Role
from xiaobao.docket.rulebook import current
from xiaobao.docket.sign_off import why_unsigned
from xiaobao.refusals import Changed, NotAllowed, Refused
from xiaobao.rules.workflow import Act

WHOSE = "“群体投诉”的“受理”须由所长（单位负责人）或者消保科负责人办理（本局要求）。"


@pytest.fixture
def joint(own_home, register, officers):
    """林晓禾's complaint that four more have joined: by the sample of 湖里, five are a crowd."""
    matter_id = register()
    join(
        matter_id=matter_id, version=1, officer=officers["hemin"], at=cast.NOON,
        people=[YANG, XU, replace(YANG, name="柳杨", phone="13900000031"), replace(XU, name="诺许", phone="13900000032")],
        consented=True, proof="五人签名的共同投诉书", representatives=(0, 1), mandate="推选书，五人签名",
    )  # fmt: skip
    return matter_id


def _accept(matter_id, officer, version=2):
    return accept(matter_id=matter_id, version=version, officer=officer, at=cast.NOON)


def test_who_does_not_hold_the_post_is_refused_and_the_button_says_why(joint, officers, rulebook):
    with pytest.raises(NotAllowed) as refusal:
        _accept(joint, officers["chensiyuan"])
    assert refusal.value.sentence == WHOSE
    page = matter_page(officers["chensiyuan"], joint, rulebook, cast.TODAY)
    line = page.act(Act.ACCEPT)
    assert (line.offered, line.reason) == (False, WHOSE)
    assert page.act(Act.PLACE).offered


def test_who_heads_the_office_may(joint, officers, rulebook):
    assert matter_page(officers["suming"], joint, rulebook, cast.TODAY).act(Act.ACCEPT).offered
    _accept(joint, officers["suming"])
    assert Matter.objects.get(pk=joint).state == "accepted"


def test_what_two_complain_of_anybody_may_accept_who_may_accept_at_all(register, officers):
    Party.objects.create(matter_id=register(), role=Role.COMPLAINANT, shown_name="杨*")
    assert why_unsigned(Matter.objects.get(), Act.ACCEPT, officers["chensiyuan"], current()) == ""


def _name(matter_id, officer, matter_class="professional", version=1):
    return name_class(
        matter_id=matter_id, version=version, matter_class=matter_class, officer=officer, at=cast.NOON
    )


def test_a_class_nothing_infers_is_named_by_a_person_and_taken_back(register, officers, rulebook):
    matter_id = register()
    _name(matter_id, officers["chensiyuan"])
    part = matter_page(officers["chensiyuan"], matter_id, rulebook, cast.TODAY).handling
    assert (part.matter_class.name, part.reason) == ("职业索赔", "由人工认定为“职业索赔”。")
    _name(matter_id, officers["suming"], "", version=2)
    assert not NamedClass.objects.exists()
    part = matter_page(officers["chensiyuan"], matter_id, rulebook, cast.TODAY).handling
    assert part.matter_class.name == "食品安全"
    told = Event.objects.filter(verb="name_class").values_list("data", flat=True)
    assert list(told) == [
        {"class": "professional", "before": ""},
        {"class": "", "before": "professional"},
    ]


def test_only_such_a_class_by_who_may_and_over_what_was_read(register, officers):
    matter_id = register()
    with pytest.raises(NotAllowed):
        _name(matter_id, officers["hemin"])
    with pytest.raises(Refused, match="由人工认定的类别"):
        _name(matter_id, officers["chensiyuan"], "food")
    _name(matter_id, officers["chensiyuan"])
    with pytest.raises(Changed) as changed:
        _name(matter_id, officers["wenlan"])
    assert changed.value.what == ("认定来件类别",)
