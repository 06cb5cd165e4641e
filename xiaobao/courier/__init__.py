"""Messages out (通道): one small adapter for e-mail, SMS gateways, group robots and a file for development.

What is sent, to whom and when is decided above; here one parcel is handed over, or it is said why not. No web
framework, no clock, no tables.
"""

from __future__ import annotations

from xiaobao.courier.configuration import Configuration, read
from xiaobao.courier.errors import BadAddress, CourierError, Misconfigured, Undelivered, Unreachable
from xiaobao.courier.opening import opened
from xiaobao.courier.parcel import Channel, Parcel

__all__ = [
    "BadAddress",
    "Channel",
    "Configuration",
    "CourierError",
    "Misconfigured",
    "Parcel",
    "Undelivered",
    "Unreachable",
    "opened",
    "read",
]
