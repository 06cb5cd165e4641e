"""The files of routing (``content/routing``): read, and checked against the bureau they are for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from xiaobao.law import Finding, MalformedContent, source
from xiaobao.rules import locality as localities
from xiaobao.rules.locality import Locality
from xiaobao.rules.routing import BY_AREA, Routing

Trail = tuple[str | int, ...]


def read(path: Path) -> Routing:
    """Read one file; raises law.MalformedContent or ``pydantic.ValidationError`` naming what is wrong."""
    return Routing.model_validate(source.read(path).data)


def unknown_offices(routing: Routing, locality: Locality) -> Iterator[tuple[Trail, str]]:
    """Yield where the table names an office that the bureau does not have, with a sentence for each."""
    known = {office.code for office in locality.handling} | {BY_AREA}
    for trail, code in _named(routing):
        if code not in known:
            yield trail, f"“{code}”不是本局的单位"


def _named(routing: Routing) -> Iterator[tuple[Trail, str]]:
    for number, area in enumerate(routing.areas.streets):
        yield ("areas", "streets", number, "office"), area.office
    for number, industry in enumerate(routing.industries):
        yield ("industries", number, "office"), industry.office
    for number, rule in enumerate(routing.rules):
        yield ("rules", number, "office"), rule.office


def check(content: Path) -> list[Finding]:
    """Check every file of content/routing."""
    return [
        finding for file in sorted((content / "routing").glob("*.yaml")) for finding in _check(content, file)
    ]


def _check(content: Path, file: Path) -> Iterator[Finding]:
    try:
        text = source.read(file)
    except MalformedContent as error:
        yield Finding(error.file, error.line, error.reason)
        return
    try:
        routing = Routing.model_validate(text.data)
    except ValidationError as error:
        yield from (Finding(file, line, reason) for line, reason in source.complaints(text, error))
        return
    try:
        locality = localities.load(content, file.stem)
    except (OSError, MalformedContent, ValidationError):
        yield Finding(file, 1, f"没有可用的本局设置 localities/{file.name}")
        return
    for trail, reason in unknown_offices(routing, locality):
        yield Finding(file, text.line(*trail), reason)
