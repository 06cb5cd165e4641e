"""Who proposed the change by which a regulation is in service as it is."""

from __future__ import annotations

from pathlib import PurePath

from xiaobao.docket.models import RuleChange, RuleKind
from xiaobao.staff.models import User


def proposers() -> dict[str, User]:
    """Return who proposed the last change in service of each regulation, by its id."""
    changes = RuleChange.objects.filter(kind=RuleKind.REGULATION, state=RuleChange.State.APPLIED)
    found = changes.order_by("applied_at", "pk").select_related("proposed_by").only("name", "proposed_by")
    return {PurePath(one.name).stem: one.proposed_by for one in found if one.proposed_by}
