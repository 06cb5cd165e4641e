"""What of a matter's words lies open, and what came, sealed (令121 第三十七条, 令20 第三十三条).

Names, phones, addresses and numbers that lead to a person are masked before the words are stored, searched
and listed. The fields as they came go into the vault, for whoever may see them and for the registration form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from xiaobao.docket import search
from xiaobao.docket.models import Matter, Party, Submission
from xiaobao.documents.redaction import door_of, scrub
from xiaobao.intake.registration import Registration
from xiaobao.vault.identities import reveal
from xiaobao.vault.texts import keep_fields, open_fields, sealed_fields

RESPONDENT_PHONE = "被投诉人联系电话"
"""Key of ``Submission.extra``: the number of a shop is no secret."""
Came = dict[str, Any]
"""Fields as they came, by name, only those that differ from what lies open; ``extra`` by its own keys."""
_TEXTS = ("title", "content", "reply", "place", "decline_reason")
_NAMED = re.compile(r"姓名|(?:联系人|诉求人|投诉人|举报人|提供方|求助人)$")
_PLACED = re.compile("地址|住址")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]*")


def laid_open(row: Registration, *, also: Sequence[str] = ()) -> tuple[Registration, Came]:
    """Return the row as it may lie open, and what came where that differs.

    ``also`` are names the docket knows beside those of the row. Digest, names, dates and sums stay.
    """
    names = (*_names(row.person_name, row.personal), *also)
    opened: dict[str, Any] = {}
    came: Came = {}
    for name in _TEXTS:
        told = getattr(row, name)
        if told and (shown := scrub(told, names=names)) != told:
            opened[name], came[name] = shown, told
    if row.requests and (wishes := tuple(scrub(wish, names=names) for wish in row.requests)) != row.requests:
        opened["requests"], came["requests"] = wishes, ",".join(row.requests)
    if row.extra and (hidden := _hidden(row.extra, names)):
        opened["extra"] = row.extra | hidden
        came["extra"] = {name: row.extra[name] for name in hidden}
    return (replace(row, **opened), came) if opened else (row, came)


def names_of(matter: Matter) -> tuple[str, ...]:
    """Open who the people of a matter are, to mask them and for nothing else: names, and where they live.

    The people of the matters it belongs with count too: who complained must not show in the report that a
    lead of that complaint became.
    """
    linked = Matter.objects.filter(Q(led_to__later=matter) | Q(came_from__earlier=matter)).values("pk")
    people = Party.objects.filter(Q(matter=matter) | Q(matter__in=linked)).exclude(identity=None)
    return names_among(people.select_related("identity"))


def names_among(people: Iterable[Party]) -> tuple[str, ...]:
    """Open who these people are, to mask them and for nothing else; their identities come along."""
    known = (reveal(party.identity) for party in people if party.identity)
    return tuple(dict.fromkeys(name for one in known for name in _names(one.name, one.more)))


def as_came(matter: Matter) -> Came:
    """Open the words of a matter as they came: title, content, requests, reply, extra.

    For a form of our own file, inside the transaction that issues it; whoever shows it to somebody writes the
    audit row first.
    """
    words = matter.submission
    told = {name: getattr(words, name) for name in ("title", "content", "requests", "reply")}
    came = open_fields(words.original) if words.original else {}
    return {**told, **came, "extra": {**words.extra, **came.get("extra", {})}}


def keep_original(words: Submission, came: Came) -> None:
    """Point the submission at what came, in place of what was kept before; the caller saves it."""
    before = words.original
    if came and before is not None:
        # The row in hand too: a form issued in the same act is written from it.
        before.sealed = sealed_fields(came)
        before.save(update_fields=["sealed"])
    elif came:
        words.original = keep_fields(came)
    else:
        words.original = None


def lay_open(words: Submission, told: Mapping[str, str], names: Sequence[str]) -> None:
    """Put new words into a submission: masked where they lie open, as they came in the vault.

    The caller saves it. Of the fields that ``told`` does not name everything stays as it was.
    """
    came = open_fields(words.original) if words.original else {}
    for name, text in told.items():
        shown = scrub(text, names=names)
        setattr(words, name, shown)
        came.pop(name, None)
        if shown != text:
            came[name] = text
    keep_original(words, came)


def restored(text: str, matter: Matter) -> str:
    """Put back what was masked in sentences taken over word for word from what lies open.

    An officer who divides a letter copies from the masked words; the half must read as the person wrote.
    """
    shown, came = matter.submission.content, as_came(matter)["content"]
    if shown == came:
        return text
    pieces = []
    for found in _SENTENCE.finditer(text):
        start = shown.find(found[0]) if found[0].strip() else -1
        pieces.append(found[0] if start < 0 else _behind(shown, came, start, start + len(found[0])))
    return "".join(pieces)


def _behind(shown: str, came: str, start: int, end: int) -> str:
    """Return the part of ``came`` that stands behind a part of ``shown``."""
    first, last = None, 0
    for _, i1, i2, j1, j2 in SequenceMatcher(None, shown, came, autojunk=False).get_opcodes():
        if i1 < end and i2 > start:
            equal = i2 - i1 == j2 - j1
            first = (j1 + max(start - i1, 0) if equal else j1) if first is None else first
            last = j2 - max(i2 - end, 0) if equal else j2
    return came[first:last]


def indexed(matter: Matter) -> str:
    """Return the text a matter stands under in the search index, read back from what is stored."""
    words, respondent = matter.submission, matter.respondent
    named = (respondent.name, respondent.address) if respondent else ("", "")
    told = (words.title, words.content, words.object_path, words.problem_path)
    return search.text_of(matter.number, matter.external_id, *named, *told)


def cover(matter: Matter, names: Sequence[str]) -> bool:
    """Mask what is stored open and still shows somebody; says whether there was anything.

    For words registered before anything was masked, and for a name the docket has learnt since. What is
    sealed already stays what came. The caller holds the transaction; ``names`` are those of its people.
    """
    words, before = matter.submission, indexed(matter)
    came = open_fields(words.original) if words.original else {}
    found = False
    for owner, name in _stored(matter):
        value = getattr(owner, name)
        shown = _covered(value, names)
        if shown != value:
            found = True
            setattr(owner, name, shown)
            came[name] = _older(value, shown, came.get(name))
            owner.save(update_fields=[name])
    if found:
        keep_original(words, came)
        words.save(update_fields=["original"])
        search.replace(matter.pk, before, indexed(matter))
    return _cover_subject(matter, names) or found


def _stored(matter: Matter) -> Iterator[tuple[Any, str]]:
    for name in ("title", "content", "requests", "reply", "extra"):
        yield matter.submission, name
    yield matter, "place"
    if matter.kind == "complaint":
        yield matter.complaint, "decline_reason"


def _covered(value: Any, names: Sequence[str]) -> Any:
    return scrub(value, names=names) if isinstance(value, str) else value | _hidden(value, names)


def _older(value: Any, shown: Any, came: Any) -> Any:
    """Return what came: what is sealed already where anything is, else what lay open until now."""
    if isinstance(value, str):
        return value if came is None else came
    return {name: text for name, text in value.items() if shown[name] != text} | (came or {})


def _cover_subject(matter: Matter, names: Sequence[str]) -> bool:
    shown = scrub(matter.subject, names=names)
    if shown == matter.subject:
        return False
    matter.subject = shown
    matter.save(update_fields=["subject"])
    return True


def _hidden(extra: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return the columns that show somebody, masked. The telephone of a shop is no secret."""
    told = {name: scrub(text, names=names) for name, text in extra.items() if name != RESPONDENT_PHONE}
    return {name: shown for name, shown in told.items() if shown != extra[name]}


def _names(name: str, more: Mapping[str, str]) -> Iterator[str]:
    if name:
        yield name
    for label, text in more.items():
        if _NAMED.search(label):
            yield text
        elif _PLACED.search(label):
            yield text
            yield door_of(text)
