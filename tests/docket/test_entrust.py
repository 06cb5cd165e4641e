"""The head of a unit names who handles a matter; only then may that officer come to see who reported."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.actions.entrust import entrust
from xiaobao.docket.assigned import is_assigned
from xiaobao.docket.models import Matter
from xiaobao.refusals import NotAllowed, Refused


def _entrust(matter_id, officer, handler):
    version = Matter.objects.get(pk=matter_id).version
    return entrust(matter_id=matter_id, version=version, officer=officer, at=cast.NOON, handler=handler)


@pytest.mark.parametrize("row", [cast.report(), cast.complaint()], ids=["report", "complaint"])
def test_su_ming_gives_it_to_chen_siyuan_and_later_to_wen_lan(register, officers, row):
    matter_id = register(row)
    _entrust(matter_id, officers["suming"], "chensiyuan")
    taken = _entrust(matter_id, officers["suming"], "wenlan")
    matter = Matter.objects.get(pk=matter_id)
    assert matter.handler.username == "wenlan"
    assert taken.event.data == {"handler": "wenlan", "officer": "温岚", "before": "chensiyuan"}
    assert is_assigned(officers["wenlan"], matter)


def test_a_report_is_nobody_elses(register, officers):
    matter_id = register(cast.report())
    _entrust(matter_id, officers["suming"], "chensiyuan")
    matter = Matter.objects.get(pk=matter_id)
    assigned = [name for name, officer in officers.items() if is_assigned(officer, matter)]
    assert assigned == ["chensiyuan"]


@pytest.mark.parametrize("handler", ["", "lian", "hemin", "nobody"])
def test_only_to_somebody_who_handles_matters_in_the_unit(register, officers, handler):
    matter_id = register(cast.report())
    with pytest.raises(Refused) as refusal:
        _entrust(matter_id, officers["suming"], handler)
    assert "handler" in refusal.value.fields
    assert Matter.objects.get(pk=matter_id).handler is None


def test_not_to_whoever_has_it_already(register, officers):
    matter_id = register(cast.report())
    _entrust(matter_id, officers["suming"], "chensiyuan")
    with pytest.raises(Refused, match="已经由该承办人"):
        _entrust(matter_id, officers["suming"], "chensiyuan")


def test_nobody_comes_to_see_who_reported_by_naming_themselves(register, officers):
    matter_id = register(cast.report())
    with pytest.raises(Refused, match="不能由本人指定自己"):
        _entrust(matter_id, officers["suming"], "suming")
    assert not is_assigned(officers["suming"], Matter.objects.get(pk=matter_id))
    # Of a complaint its people are known to whoever may decide on it: there is nothing to keep.
    _entrust(register(cast.complaint()), officers["suming"], "suming")


def test_a_handler_names_nobody(register, officers):
    with pytest.raises(NotAllowed):
        _entrust(register(cast.report()), officers["chensiyuan"], "chensiyuan")
