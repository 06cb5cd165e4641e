"""What keeps the text of a draft from being sent on: malformed, citing nothing, or telling of somebody.

Saving is always allowed, so that nothing typed is lost; what is listed here has to be put right before the
text goes to review or into an edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from xiaobao.documents.redaction import mask_text
from xiaobao.handbook.models import Draft
from xiaobao.handbook.shelf import in_service
from xiaobao.law import Lawbook, MalformedContent, content_dir
from xiaobao.refusals import Refused
from xiaobao.rules import hot_categories
from xiaobao.rules.handbook import checks
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.checks import Known
from xiaobao.rules.handbook.drafting import OPEN
from xiaobao.rules.handbook.entry import CITE, FACT
from xiaobao.rules.handbook.kinds import Kind

_PUBLIC = re.compile(r"0[0-9]{2,3}[-－ ]?[0-9]{7,8}|(?<![0-9])[0-9]{5}(?![0-9])")
"""Telephones of offices: a landline, or a short number such as 12345."""


class Trouble(NamedTuple):
    """A line of the text (from 1), and what is wrong there."""

    line: int
    sentence: str


def known_now(lawbook: Lawbook) -> Known:
    """Return what an entry may name: what is in service, and the chapters and cases still being drafted."""
    categories = {one.id for one in hot_categories.load(content_dir())}
    known = checks.known_of(in_service(), lawbook, categories)
    return replace(
        known,
        chapters={*known.chapters, *_drafted(Kind.CHAPTER)},
        precedents={*known.precedents, *_drafted(Kind.PRECEDENT)},
    )


def troubles(path: str, text: str, known: Known) -> tuple[Trouble, ...]:
    """Return everything wrong with a text, by line; empty for one that may be sent on."""
    try:
        entry = entries.parse(path, text)
    except MalformedContent as error:
        return (Trouble(error.line, error.reason), *_telling(text))
    found = [Trouble(line, sentence) for line, sentence in checks.complaints(entry, known)]
    return tuple(sorted([*found, *_telling(text)]))


def insist_sound(draft: Draft, known: Known) -> None:
    """Raise Refused, with line and sentence, where a draft's text may not be sent on."""
    found = () if draft.removes else troubles(draft.path, draft.text, known)
    if found:
        told = "；".join(f"第{one.line}行：{one.sentence}" for one in found[:5])
        raise Refused(f"“{draft.title}”的文字还有{len(found)}处待改正。{told}。")


def _telling(text: str) -> Iterator[Trouble]:
    for number, line in enumerate(text.splitlines(), start=1):
        bare = _PUBLIC.sub("", FACT.sub("", CITE.sub("", line)))
        if mask_text(bare) != bare:
            yield Trouble(number, "好像有个人的电话、证件或者账号；手册不写任何人的信息")


def _drafted(kind: Kind) -> list[str]:
    paths = Draft.objects.filter(state__in=OPEN, removes=False, path__startswith=f"{kind.folder}/")
    return [path.rpartition("/")[2].removesuffix(".md") for path in paths.values_list("path", flat=True)]
