"""Words as they came: sealed in a table of their own, opened whole."""

from __future__ import annotations

import pytest

from xiaobao.vault.errors import WrongKey
from xiaobao.vault.models import SealedText
from xiaobao.vault.sealing import unseal
from xiaobao.vault.texts import keep_fields, keep_text, open_fields, open_text, sealed_text

LETTER = "我叫林晓禾，电话13900000001。\n请查处。"


def test_a_text_comes_out_as_it_came(db, cipher):
    assert open_text(SealedText.objects.get(pk=keep_text(LETTER).pk)) == LETTER


def test_fields_come_out_as_they_came_and_as_one_text(db):
    kept = keep_fields({"title": "举报", "content": LETTER})
    assert open_fields(kept) == {"title": "举报", "content": LETTER}
    assert open_text(kept) == f"举报\n{LETTER}"


def test_nothing_of_it_can_be_read_in_the_table(db):
    row = bytes(keep_text(LETTER).sealed)
    for word in ("林晓禾", "13900000001", "查处"):
        assert word.encode() not in row


def test_a_text_does_not_open_as_anything_else():
    with pytest.raises(WrongKey):
        unseal(sealed_text(LETTER), about=b"identity")
