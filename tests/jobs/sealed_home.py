"""A home with much that is sealed, and what all of it says: for examples that work on it from outside.

python -m tests.jobs.sealed_home fill COUNT      so many people, a complaint of a canary, a hundred files
python -m tests.jobs.sealed_home opened          a digest of every plain word that is sealed
"""

from __future__ import annotations

import hashlib
import json
import sys

import django

CANARY, PHONE = "澹台澈", "13900000077"
STREET = "厦门市湖里区虚构路7号"


def fill(count: int) -> None:
    """Seal so many people, each different, and a hundred files and their names."""
    from django.db import transaction
    from django.utils import timezone

    from tests import cast
    from xiaobao.docket import bulk, materials
    from xiaobao.docket.actions.register import register_many
    from xiaobao.docket.models import Matter
    from xiaobao.docket.rulebook import current
    from xiaobao.staff.models import User
    from xiaobao.vault.identities import Person, sealed_row
    from xiaobao.vault.models import Identity

    row = cast.complaint(
        person_name=CANARY, person_phone=PHONE, personal={"联系地址": STREET}, content="酸奶过期。"
    )
    register_many([row], batch=None, rulebook=current(), at=timezone.now())
    files = [(f"{CANARY}{number}.txt", f"{CANARY} {PHONE} {number}".encode()) for number in range(100)]
    sealed = [one for first in range(0, 100, 20) for one in materials.seal_all(files[first : first + 20])]
    officer = type("Somebody", (), {"user": User.objects.first()})()
    with transaction.atomic():
        materials.keep(Matter.objects.get(), sealed, officer=officer, at=timezone.now())
        keys = enumerate(bulk.ids(Identity, count))
        people = ((key, *sealed_row(Person(CANARY, f"139{n:08}"))) for n, key in keys)
        bulk.insert(Identity, ("id", "sealed", "person_index", "phone_index"), people)


def opened() -> str:
    """Return a digest of everything sealed, in plain, row by row."""
    from xiaobao.docket import cabinet
    from xiaobao.docket.sealed_columns import SEALED
    from xiaobao.vault.sealing import unseal

    told = hashlib.sha256()
    for sealed in SEALED:
        for row in sealed.rows().order_by("pk").values("pk", sealed.column, *sealed.told_by):
            held, about = row[sealed.column], sealed.about_row(row)
            plain = cabinet.get(held, about=about) if sealed.in_archive else unseal(bytes(held), about=about)
            told.update(json.dumps([sealed.name, row["pk"], plain.hex()]).encode())
    return told.hexdigest()


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    print(opened())
