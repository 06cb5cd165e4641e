"""The handbook taken along from the staff screens."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests import cast
from tests.handbook import product_cast


@pytest.fixture
def officer(own_home, signed_in, monkeypatch):
    """陈思远 at a desk with a small handbook, not yet published as an edition."""
    monkeypatch.setattr("xiaobao.handbook.shelf.shipped", product_cast.book)
    return signed_in(cast.CHEN_SIYUAN.username)


def test_an_officer_takes_the_whole_or_the_public_part_along(officer) -> None:
    whole = officer.get("/handbook/download/html/")
    assert (whole.status_code, whole["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert unquote(whole["Content-Disposition"]).startswith(
        "attachment; filename*=UTF-8''消费投诉举报处置指导手册"
    )
    assert "首次联系投诉人" in whole.content.decode()
    public = officer.get("/handbook/download/html/?part=public").content.decode()
    assert "首次联系投诉人" not in public
    assert "投诉怎样办" in public


@pytest.mark.parametrize("address", ["/handbook/download/odt/", "/handbook/download/html/?part=secret"])
def test_what_there_is_not_is_not_found(officer, address) -> None:
    assert officer.get(address).status_code == 404


def test_nobody_takes_it_along_without_signing_in(client, own_home) -> None:
    assert client.get("/handbook/download/html/").status_code == 302
