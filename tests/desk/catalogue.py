"""The words of the screens and their English, kept together.

``python -m tests.desk.catalogue`` adds new words to the catalogue (without English), drops those no
screen says any more, and compiles it. No GNU gettext is needed.
"""

from __future__ import annotations

import io
import os
import textwrap
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2] / "xiaobao"
FOLDER = ROOT / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
_HEADER = """\
# The words of the staff screens in English. python -m tests.desk.catalogue keeps this file and compiles it.
msgid ""
msgstr ""
"POT-Creation-Date: 2026-11-24 00:00+0800\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEYWORDS = ("_", "said", "gettext", "gettext_lazy", "gettext_noop")


def said() -> set[str]:
    """Return every message the screens can say: in templates, in the desk, in labels from below."""
    rooms = (ROOT / "desk", ROOT / "portal", ROOT / "docket" / "models", ROOT / "handbook" / "models")
    return {*_in_templates(), *_labels(), *(word for room in rooms for word in _in_python(room))}


def catalogue() -> Catalog:
    """Return the catalogue as written."""
    with PO.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def compiled(words: Catalog) -> bytes:
    """Return the catalogue as Django reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, words)
    return buffer.getvalue()


def _in_templates() -> Iterator[str]:
    for path in (
        *(ROOT / "desk" / "templates").rglob("*.html"),
        *(ROOT / "portal" / "templates").rglob("*.html"),
    ):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Django leaves pseudo-code: only the calls count, wherever they are indented.
        plain = "\n".join(line.strip() for line in textwrap.dedent(source).splitlines())
        yield from _calls(plain)


def _in_python(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        yield from _calls(path.read_text(encoding="utf-8"))


def _calls(source: str) -> Iterator[str]:
    for _line, _function, message, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, (), {}):
        text = message[0] if isinstance(message, tuple) else message
        if text:
            yield text


def _labels() -> Iterator[str]:
    from xiaobao.desk.templatetags import desk
    from xiaobao.portal.templatetags import portal
    from xiaobao.rules.workflow import Act, State, Track

    for kind in (Act, State, Track):
        yield from (member.label for member in kind)
    yield from desk.PHRASES
    yield from portal.PHRASES


def write(words: Catalog) -> None:
    """Write the catalogue and its compiled form; the same words give the same files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, words, width=110, no_location=True, omit_header=True, sort_output=True)
    MO.write_bytes(compiled(catalogue()))


def main() -> None:
    """Bring the catalogue up to what is said and compile it."""
    known = catalogue()
    fresh = Catalog(locale="en", domain="django")
    for message in sorted(said()):
        old = known.get(message)
        flags = ["python-format"] if "%(" in message else []
        fresh.add(message, old.string if old else "", flags=flags)
    write(fresh)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaobao.settings")
    import django

    django.setup()
    main()
