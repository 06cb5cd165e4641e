"""Where a request comes from: nothing it says of itself is believed, only what a trusted proxy has seen."""

from __future__ import annotations

import pytest

from xiaobao.proxies import origin


@pytest.mark.parametrize(
    ("peer", "passed_on", "told"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("203.0.113.9", "1.1.1.1", "203.0.113.9"),
        ("10.0.0.1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_last_address_before_the_trusted_proxies_counts(
    settings, peer: str, passed_on: str, told: str
) -> None:
    settings.PROXIES = frozenset({"10.0.0.1", "10.0.0.2"})
    assert origin(peer, passed_on) == told


def test_without_trusted_proxies_nothing_is_believed(settings) -> None:
    settings.PROXIES = frozenset()
    assert origin("127.0.0.1", "203.0.113.7") == "127.0.0.1"
