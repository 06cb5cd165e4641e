"""Set what somebody is good at (专长): the classes of matters that are proposed to them first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.docket.workforce import ENTRUST, colleague, insist
from xiaobao.refusals import Changed, Refused
from xiaobao.staff.models import Skill, User
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry
from xiaobao.writing import writing

SET = "skills.set"


def set_skills(
    *,
    username: str,
    skills: Sequence[str],
    before: Sequence[str],
    officer: Authority,
    at: datetime,
    address: str = "",
) -> User:
    """Keep the classes (ids of the matrix); ``before`` are those that were shown.

    Raises NotAllowed, NotFound, Changed (others were there by now), Refused (field ``skills``).
    """
    insist(officer, ENTRUST, "安排人员")
    rulebook = current()
    chosen = sorted(set(skills))
    if any(rulebook.handlers.called(code) is None for code in chosen):
        sentence = "所选的类别已不在本局的安排中，请重新选择。"
        raise Refused(sentence, fields={"skills": sentence})
    with writing():
        user = colleague(username, officer, rulebook, rulebook.today(at))
        now = sorted(user.skills.values_list("matter_class", flat=True))
        if now == chosen:
            return user
        if now != sorted(before):
            raise _changed(user, at)
        Skill.objects.filter(user=user).exclude(matter_class__in=chosen).delete()
        Skill.objects.bulk_create(Skill(user=user, matter_class=code) for code in chosen if code not in now)
        record(
            act=SET, subject=f"officer:{username}", at=at, actor=officer.user, post=officer.post,
            detail={"skills": chosen, "before": now}, address=address,
        )  # fmt: skip
    return user


def _changed(user: User, at: datetime) -> Changed:
    last = AuditEntry.objects.filter(act=SET, subject=f"officer:{user.username}").order_by("-pk").first()
    by = last.actor_name if last and last.actor_name else "他人"
    return Changed(by=by, at=(last.at if last else at).astimezone(SHANGHAI), what=("设置专长",))
