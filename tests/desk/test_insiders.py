"""On screen too an insider's report does not exist for whoever need not know: page by page, byte by byte."""

from __future__ import annotations

import re

import pytest

from tests import cast
from tests.docket.test_insiders import KNOWS, OTHERS, WORDS, guarded

LISTS = (
    "/",
    "/?open=all",
    "/?open=all&kind=report",
    f"/?open=all&text={WORDS}",
    "/?open=all&text=冷",
    "/?open=all&category=冷冻食品",
    "/?due=overdue",
    "/printing/?open=all",
    "/bulk/?open=all",
    "/samples/",
    "/held/",
    "/orders/",
    "/orders/?state=all",
    "/?open=all&ordered=open",
    "/register/",
    "/lookup/",
    "/releases/",
)
ASKED = (
    ("/lookup/", {"phone": "13900000002"}),
    (
        "/register/hints/",
        {
            "kind": "report",
            "respondent_name": "厦门青禾生鲜超市有限公司",
            "person_name": "周喆",
            "person_phone": "13900000002",
            "content": f"{WORDS}，请查处。",
        },
    ),
)
_CHANGING = re.compile(rb'(name="(?:csrfmiddlewaretoken|key|once|seed)"[^>]*?value=")[^"]*')


def pages(client, keys: list[int]) -> list[bytes]:
    """Return every list an officer can open, without what changes from one showing to the next."""
    answers = [client.get(address) for address in LISTS] + [client.post(*asked) for asked in ASKED]
    answers += [client.get(f"/matters/{key}/{page}") for key in keys for page in ("", "next/?in=open%3Dall")]
    answers += [
        client.get(f"/matters/{key}/acts/{act}/") for key in keys for act in ("repeat", "merge", "split")
    ]
    # What was said on the way ("no other matter") is shown on the next page: it is shown here.
    answers.append(client.get("/"))
    return [_plain(one) for one in answers]


def _plain(answer) -> bytes:
    leads = answer.get("Location", "")
    return b"%d %s %s" % (answer.status_code, leads.encode(), _CHANGING.sub(rb"\1", answer.content))


@pytest.mark.parametrize("name", OTHERS)
def test_every_page_of_everybody_else_is_the_same_to_the_byte(name, register, officers, signed_in) -> None:
    seen = [register(), register(cast.report())]
    client = signed_in(name)
    before = pages(client, seen)
    key = guarded(register, officers)
    assert pages(client, seen) == before
    for address in ("", "notes/", "acts/attach/", "acts/check/", "acts/check/preview/"):
        hidden = client.post(f"/matters/{key}/{address}") if address else client.get(f"/matters/{key}/")
        absent = (
            client.post(f"/matters/{key + 1}/{address}") if address else client.get(f"/matters/{key + 1}/")
        )
        assert (hidden.status_code, hidden.content) == (404, absent.content)


@pytest.mark.parametrize("name", sorted(KNOWS))
def test_whoever_must_know_finds_it(name, register, officers, signed_in) -> None:
    key = guarded(register, officers)
    page = signed_in(name).get("/", {"open": "all", "text": WORDS}).content.decode()
    assert f"/matters/{key}/" in page
    assert signed_in(name).get(f"/matters/{key}/").status_code == 200
