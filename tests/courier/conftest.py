"""What the examples of the courier share: servers on this machine, and a parcel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.courier import servers
from xiaobao.courier import Parcel

TITLE = "湖消〔2026〕000001的“受理决定”还剩3个工作日，2026-05-27届满，请抓紧办理。"
PARCEL = Parcel(
    key="alert:12:5:email", address="chen@example.com", title=TITLE, body="请登录系统办理。", at=cast.NOON
)


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> servers.Certificate:
    """A certificate of this machine."""
    return servers.certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def web(known: servers.Certificate) -> Iterator[servers.Web]:
    """A server that takes JSON over https."""
    with servers.web(known) as told:
        yield told


@pytest.fixture
def mail(known: servers.Certificate) -> Iterator[servers.Mail]:
    """A server that takes mail over TLS."""
    with servers.mail("tls", known) as told:
        yield told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home of its own, empty."""
    return tmp_path
