"""Say of which class a matter is (认定来件类别), where no condition may say so, or take that back.

The class decides who handles the matter, by which house limits and with whose signature (本局要求). It is
no ground for declining: 令121 第十六条、第十七条 are weighed for each complaint as before.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.take_up import changed_since
from xiaobao.docket.models import Event, Matter, NamedClass
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import current
from xiaobao.docket.story_words import NAME_CLASS
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def name_class(
    *,
    matter_id: int,
    version: int,
    matter_class: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Matter:
    """Put the matter in a class that only a person names; empty leaves it to the conditions again.

    Raises NotFound, NotAllowed, Changed, Refused (field ``matter_class``).
    """
    if matter_class:
        _insist_on_one_to_name(matter_class)
    with writing():
        matter = visible(officer).select_for_update().filter(pk=matter_id).first()
        if matter is None:
            raise NotFound("没有这件来件，或者它不在您的办理范围内。")
        if not officer.may(NAME_CLASS):
            raise NotAllowed("您的岗位不能认定来件的类别。")
        if matter.version != version:
            raise changed_since(matter, version)
        before = _keep(matter, matter_class, officer, at)
        _tell(matter, {"class": matter_class, "before": before}, officer, at, address)
    return matter


def _insist_on_one_to_name(matter_class: str) -> None:
    found = current().handlers.called(matter_class)
    if found is None or not found.by_person:
        sentence = "请选择一个由人工认定的类别。"
        raise Refused(sentence, fields={"matter_class": sentence})


def _keep(matter: Matter, matter_class: str, officer: Authority, at: datetime) -> str:
    kept = NamedClass.objects.filter(matter=matter).first()
    before = kept.matter_class if kept else ""
    if before == matter_class:
        sentence = "此件已经是这样认定的。"
        raise Refused(sentence, fields={"matter_class": sentence})
    if not matter_class:
        NamedClass.objects.filter(matter=matter).delete()
        return before
    said = {"matter_class": matter_class, "named_by": officer.user, "named_at": at}
    NamedClass.objects.update_or_create(matter=matter, defaults=said)
    return before


def _tell(matter: Matter, data: dict[str, object], officer: Authority, at: datetime, address: str) -> None:
    matter.version += 1
    matter.save(update_fields=["version"])
    Event.objects.create(
        matter=matter, verb=NAME_CLASS, occurred_at=at, recorded_at=at, actor=officer.user, data=data
    )
    record(
        act=f"matter.{NAME_CLASS}", subject=f"matter:{matter.pk}", at=at, actor=officer.user,
        post=officer.post, detail={"number": matter.number, "version": matter.version, **data},
        address=address,
    )  # fmt: skip
