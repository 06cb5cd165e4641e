"""The head of an entry as a form: what is not touched comes back to the byte, what is typed is written."""

from __future__ import annotations

from pathlib import Path

from xiaobao import law
from xiaobao.desk.forms.handbook_heads import EntryForm, offered
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.kinds import Kind


def test_the_form_of_every_entry_gives_back_its_text_to_the_byte(content: Path) -> None:
    book, lawbook = books.read(content / "handbook"), law.load()
    choices = offered(book, lawbook, "samr-order-121")
    strange = []
    for entry in (one for kind in Kind for one in book.of(kind)[:12]):
        shown = EntryForm(entry.kind, entry.text, choices)
        form = EntryForm(entry.kind, entry.text, choices, _sent(shown))
        assert form.is_valid(), (entry.path, form.errors)
        if form.written() != entry.text:
            strange.append(entry.path)
    assert strange == []


def _sent(form: EntryForm) -> dict[str, object]:
    """Return what a browser sends of a form as it is shown."""
    given = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in given.items()
        if value is not None
    }


def test_a_field_typed_over_reads_back_as_it_was_typed(content: Path) -> None:
    entry = books.read(content / "handbook").of(Kind.PHRASE)[0]
    choices = offered(books.read(content / "handbook"), law.load(), "samr-order-121")
    sent = _sent(EntryForm(entry.kind, entry.text, choices)) | {
        "situation": "电话接通以后",
        "applies-states": ["accepted"],
    }
    form = EntryForm(entry.kind, entry.text, choices, sent)
    assert form.is_valid()
    read = entries.parse(entry.path, form.written())
    assert read.head.situation == "电话接通以后"  # type: ignore[union-attr]
    assert [one.value for one in read.applies.states] == ["accepted"]
    assert read.applies.tracks == entry.applies.tracks
