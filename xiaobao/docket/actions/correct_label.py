"""Say whether a label the mining put forward is right (认定、更正标签); the next model learns from it.

It changes no fact of the matter: category, class and paths stay as they are until somebody changes them by
the act made for it.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.finding_reach import RULES, insist
from xiaobao.docket.models import LabelRuling, LabelScheme, Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.refusals import Changed, NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

LONGEST = 100


def correct_label(
    *,
    matter_id: int,
    scheme: str,
    proposed: str,
    given: str,
    seen: int,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> LabelRuling:
    """Append what an officer says of a label: ``given`` is what it is, empty for "not this".

    ``proposed`` is what was put forward; ``seen`` the id of the latest ruling on the page, 0 for none. Raises
    NotAllowed, NotFound, Changed (somebody has said something since), Refused (fields scheme, given).
    """
    insist(officer, RULES)
    _check(scheme, proposed, given)
    with writing():
        matter = visible(officer).select_for_update().filter(pk=matter_id).first()
        if matter is None:
            raise NotFound("没有这件来件，或者它不在您的办理范围内。")
        _insist_unchanged(matter, scheme, seen)
        ruling = LabelRuling.objects.create(
            matter=matter, scheme=scheme, proposed=proposed, given=given, by=officer.user, at=at
        )
        record(
            act="label.ruled", subject=f"matter:{matter.pk}", at=at, actor=officer.user, post=officer.post,
            detail={"number": matter.number, "scheme": scheme, "proposed": proposed, "given": given},
            address=address,
        )  # fmt: skip
    return ruling


def _check(scheme: str, proposed: str, given: str) -> None:
    if scheme not in LabelScheme.values:
        raise _refused("scheme", "没有这种标签。")
    if not proposed and not given:
        raise _refused("given", "请选择是哪一类。")
    if max(len(proposed), len(given)) > LONGEST:
        raise _refused("given", "请从列出的各项中选择。")


def _insist_unchanged(matter: Matter, scheme: str, seen: int) -> None:
    said = LabelRuling.objects.filter(matter=matter, scheme=scheme)
    last = said.select_related("by").last()
    if last is not None and last.pk != seen:
        what = f"认定了{last.get_scheme_display()}"
        raise Changed(by=last.by.name, at=last.at.astimezone(SHANGHAI), what=(what,))


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
