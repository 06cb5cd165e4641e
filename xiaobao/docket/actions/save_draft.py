"""Keep what an officer has typed, so that a lost connection loses nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from xiaobao.docket import drafts
from xiaobao.docket.models import Draft
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def save_draft(
    *, officer: Authority, at: datetime, form: str, subject: str = "", fields: Mapping[str, Sequence[str]]
) -> Draft | None:
    """Save the officer's draft of this form, replacing the one before; an empty form leaves none.

    ``subject`` is the id of the matter or order as text, empty for none. Raises NotFound for a form that has
    no drafts, Refused for a text too long.
    """
    if form not in drafts.FORMS or (subject and not subject.isdecimal()) or len(subject) > 20:
        raise NotFound("没有这个表单，草稿没有保存。")
    given = {name: [str(value) for value in values] for name, values in fields.items()}
    if not any(value.strip() for values in given.values() for value in values):
        drafts.drop(officer, form, subject)
        return None
    envelope = drafts.sealed(officer, form, subject, given)
    with writing():
        draft, _new = Draft.objects.update_or_create(
            officer=officer.user, form=form, subject=subject, defaults={"sealed": envelope, "saved_at": at}
        )
        _forget_the_oldest(officer)
    return draft


def _forget_the_oldest(officer: Authority) -> None:
    beyond = Draft.objects.filter(officer=officer.user).order_by("-saved_at", "-id")[drafts.MOST :]
    Draft.objects.filter(pk__in=[draft.pk for draft in beyond]).delete()
