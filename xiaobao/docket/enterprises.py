"""Finding or adding the enterprises that registrations name."""

from __future__ import annotations

from collections.abc import Iterable

from stdnum.cn import uscc

from xiaobao.docket.models import Enterprise
from xiaobao.intake.registration import Registration

Named = tuple[str, str]


def named_by(row: Registration) -> Named | None:
    """Return (name, address) of the respondent, None when the row names nobody."""
    name = row.respondent_name.strip()[:200]
    return (name, row.respondent_address.strip()[:300]) if name else None


def find_or_add(rows: Iterable[Registration]) -> dict[Named, int]:
    """Return the id of every respondent named, adding those not seen before.

    A credit code with a wrong check digit is not taken over (it stays with the submission); one that
    arrives later is added to the enterprise that had none.
    """
    wanted = {named: row.respondent_uscc for row in rows if (named := named_by(row))}
    codes = {named: code for named, code in wanted.items() if uscc.is_valid(code)}
    known = _ids({name for name, _ in wanted})
    _add_codes({known[named]: code for named, code in codes.items() if named in known})
    new = [
        Enterprise(name=name, address=address, credit_code=codes.get((name, address), ""))
        for name, address in wanted
        if (name, address) not in known
    ]
    if new:
        Enterprise.objects.bulk_create(new)
        known |= _ids({enterprise.name for enterprise in new})
    return known


def _add_codes(codes: dict[int, str]) -> None:
    for enterprise in Enterprise.objects.filter(pk__in=codes, credit_code=""):
        enterprise.credit_code = codes[enterprise.pk]
        enterprise.save(update_fields=["credit_code"])


def _ids(names: set[str]) -> dict[Named, int]:
    found = Enterprise.objects.filter(name__in=names).values_list("name", "address", "id")
    return {(name, address): key for name, address, key in found}
