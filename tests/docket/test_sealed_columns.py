"""The list of what is sealed: nothing sealed is missing in it, and what it says of each column is so."""

from __future__ import annotations

from itertools import chain

from django.apps import apps
from django.db.models import BinaryField

from tests.docket.sealed_things import make_one_of_each
from xiaobao.docket.cabinet import archive_root
from xiaobao.docket.sealed_columns import COLUMNS, FILES, NOT_SEALED, SEALED
from xiaobao.documents import archive
from xiaobao.vault.sealing import unseal

OURS = tuple(
    chain.from_iterable(apps.get_app_config(label).get_models() for label in ("docket", "vault", "staff"))
)


def test_every_binary_column_is_sealed_or_named_as_not_sealed():
    held = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if isinstance(field, BinaryField)
    }
    assert held == {column.name for column in COLUMNS} | NOT_SEALED.keys()
    assert not {column.name for column in COLUMNS} & NOT_SEALED.keys()


def test_every_stored_file_is_in_the_list():
    held = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if field.name.endswith("stored")
    }
    assert held == {file.name for file in FILES}


def test_what_the_acts_seal_opens_by_what_the_list_says_it_is_bound_to(own_home, officers, tmp_path):
    make_one_of_each(officers, tmp_path)
    for sealed in SEALED:
        rows = sealed.rows().values("pk", sealed.column, *sealed.told_by)
        assert rows, sealed.name
        for row in rows:
            held = row[sealed.column]
            envelope = archive.get(archive_root(), held) if sealed.in_archive else bytes(held)
            assert unseal(envelope, about=sealed.about_row(row)), sealed.name
