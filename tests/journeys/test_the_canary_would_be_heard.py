"""Whether the search for reporters bites: a view that leaks, every spelling, files within files, every field."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from tests import cast
from tests.journeys.canary import NAMED, NAMELESS, Bird, Sieve, needles
from tests.journeys.canary_house import FREE, SHORT
from tests.journeys.canary_rounds import Answers
from xiaobao.desk.acts import deed_of
from xiaobao.desk.forms.fields import Line, LinesField, Words
from xiaobao.docket.models import Party
from xiaobao.rules.workflow import Act, knows
from xiaobao.vault.identities import reveal

NEEDLES = needles()
NO_WORDS = {
    "officers": "who of ours was there",
    "addressee": "asks for the full name itself, which is sealed",
    "decision_number": "a number of ours",
    "enforcement_number": "a number of ours",
    "number": "a number of ours",
    "requests": "of the complaint half",
}
"""Fields that take words and in which no officer names a reporter by a slip."""


def leaky(_request: HttpRequest) -> HttpResponse:
    """Answer with everybody, as no view may."""
    people = Party.objects.exclude(identity=None)
    return HttpResponse("\n".join(reveal(one.identity).name for one in people if one.identity))


urlpatterns = [path("", include("xiaobao.desk.urls")), path("leaky/", leaky)]


def test_a_view_that_leaked_would_be_found(register, signed_in) -> None:
    register(cast.report(person_name=NAMED.name, person_phone=NAMED.phone))
    kept = Answers()
    with override_settings(ROOT_URLCONF=__name__):
        kept.keep("hemin", "GET", "/leaky/", signed_in("hemin").get("/leaky/"))
    assert f"hemin GET /leaky/ 200: {NAMED.name}" in kept.pages.caught(NEEDLES)


@pytest.mark.parametrize("bird", [NAMED, NAMELESS], ids=lambda bird: bird.phone)
def test_every_spelling_is_found_also_where_it_is_packed(bird: Bird) -> None:
    for text in (bird.name, bird.phone):
        spelt = [text.encode(how) for how in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]
        spelt += [quote(text).encode(), json.dumps(text).encode()]
        spelt += ["".join(f"&#{ord(char)};" for char in text).encode()]
        spelt += [base64.b64encode(before + text.encode() + b"!!") for before in (b"", b"x", b"xy")]
        for one in spelt:
            for data in (b"..." + one + b"...", gzip.compress(one), zipped(one)):
                assert caught(data), one
    assert caught(f"{bird.phone[:3]}-{bird.phone[3:7]}-{bird.phone[7:]}".encode())
    assert caught(f"住鲸落巷{bird.door}".encode())
    assert not caught(f"{bird.name[0]}**，电话139****{bird.phone[-4:]}".encode())


@pytest.mark.parametrize(
    "act", [act for act in Act if knows("report", act) and deed_of("report", act)], ids=str
)
def test_every_field_of_a_report_that_takes_words_has_had_a_name_slip_into_it(act: Act) -> None:
    fields = deed_of("report", act).form.base_fields  # type: ignore[union-attr]
    taking = {name for name, field in fields.items() if isinstance(field, Line | LinesField | Words)}
    assert taking - FREE - SHORT - NO_WORDS.keys() == set()


def caught(data: bytes) -> list[str]:
    """Return what is found in this."""
    sieve = Sieve()
    sieve.add("planted", data)
    return sieve.caught(NEEDLES)


def zipped(data: bytes) -> bytes:
    """Return a packed file that holds these bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", data)
    return file.getvalue()
