"""The English catalogue says everything the screens say, and its compiled form is the same catalogue."""

from __future__ import annotations

import io
import re

from babel.messages.mofile import read_mo

from tests.desk import catalogue


def test_every_word_of_the_screens_has_its_english() -> None:
    english = {message.id: message.string for message in catalogue.catalogue() if message.id}
    assert sorted(catalogue.said() - set(english)) == []
    assert sorted(word for word, said in english.items() if not said) == []


def test_nothing_is_translated_that_no_screen_says() -> None:
    assert sorted({message.id for message in catalogue.catalogue() if message.id} - catalogue.said()) == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = read_mo(io.BytesIO(catalogue.MO.read_bytes()))
    assert _words(compiled) == _words(catalogue.catalogue())


def test_a_translation_keeps_the_names_to_fill_in() -> None:
    for message in catalogue.catalogue():
        if message.id:
            assert _names(message.string) == _names(message.id), message.id


def _words(words) -> dict[str, str]:
    return {message.id: message.string for message in words if message.id}


def _names(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))
