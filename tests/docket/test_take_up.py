"""Whoever acts on a page that is no longer true is told by whom it was changed, when and how."""

from __future__ import annotations

import pytest

from tests import cast, exports
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.held import decide
from xiaobao.docket.models import HeldChange, ImportBatch, Matter
from xiaobao.refusals import Changed

LATER = cast.at("2026-05-21", "12:00")


def changed_since(version, officer):
    with pytest.raises(Changed) as changed:
        accept(matter_id=Matter.objects.get().pk, version=version, officer=officer, at=LATER)
    return changed.value


def newest_import():
    """What the docket calls it: the name of a file may hold somebody's name."""
    return f"导入：第{ImportBatch.objects.latest('id').pk}批"


def test_a_newer_export_is_named_by_its_number(taken_in, officers):
    taken_in(exports.platform())
    taken_in(exports.platform(反馈内容="已联系。"), at=LATER)
    changed = changed_since(1, officers["chensiyuan"])
    assert (changed.by, changed.at, changed.what) == (newest_import(), LATER, ("按新的导出文件更新",))


def test_a_newer_export_after_an_officers_act_is_not_laid_at_the_officers_door(taken_in, officers):
    taken_in(exports.platform())
    accept(matter_id=Matter.objects.get().pk, version=1, officer=officers["suming"], at=cast.NOON)
    taken_in(exports.platform(反馈内容="已联系。"), at=LATER)
    changed = changed_since(2, officers["chensiyuan"])
    assert (changed.by, changed.what) == (newest_import(), ("按新的导出文件更新",))
    assert changed_since(1, officers["chensiyuan"]).what == ("受理", "按新的导出文件更新")


def test_a_decided_held_change_is_named_too(taken_in, officers):
    taken_in(exports.platform())
    taken_in(exports.platform(登记时间="2026-05-19 09:30:00"), at=LATER)
    decide(
        change_id=HeldChange.objects.get().pk,
        officer=officers["luyiheng"],
        at=LATER,
        apply=True,
        reason="登记时间录错。",
    )
    changed = changed_since(1, officers["chensiyuan"])
    assert (changed.by, changed.what) == ("陆一恒", ("对待定变更作出决定",))


def test_a_version_nobody_was_ever_shown_is_answered_and_not_a_crash(register, officers):
    matter_id = register()
    with pytest.raises(Changed) as change:
        accept(matter_id=matter_id, version=99, officer=officers["chensiyuan"], at=cast.NOON)
    assert change.value.what == ("登记",)
