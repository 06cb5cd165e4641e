"""The ways out beside the screen (消息通道) and their addresses, which are sealed and open nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from xiaobao import courier
from xiaobao.courier import Configuration, Misconfigured
from xiaobao.courier.addresses import masked
from xiaobao.courier.configuration import Gateway, Robots, Smtp, ToFile
from xiaobao.docket.models import ContactPoint
from xiaobao.home import home
from xiaobao.vault.sealing import seal, unseal

EMAIL, SMS, ROBOT = "email", "sms", "robot"
CHANNELS = (EMAIL, SMS, ROBOT)
OWN = (EMAIL, SMS)
"""The channels of an officer; a robot belongs to an office."""
LABELS = {EMAIL: "电子邮件", SMS: "短信", ROBOT: "群机器人"}
ABOUT = b"contact-point"
"""What the envelope of an address is bound to."""


def configured() -> Configuration:
    """Return the channels this installation has; raises courier.Misconfigured."""
    return courier.read(home())


def described() -> str:
    """Return which channels there are and where they lead, without a password; for the audit trail."""
    try:
        found = configured()
    except Misconfigured as error:
        return error.code
    told = {EMAIL: _of_email(found.email), SMS: _of_sms(found.sms), ROBOT: _of_robot(found.robot)}
    return "; ".join(f"{name}: {told[name]}" for name in found.names)


def _of_email(terms: Smtp | ToFile | None) -> str:
    return f"{terms.security} {terms.host}:{terms.port} {terms.sender}" if isinstance(terms, Smtp) else "file"


def _of_sms(terms: Gateway | ToFile | None) -> str:
    return urlsplit(terms.url).netloc if isinstance(terms, Gateway) else "file"


def _of_robot(terms: Robots | ToFile | None) -> str:
    return " ".join(terms.hosts) if isinstance(terms, Robots) else "file"


def sealed(address: str) -> bytes:
    """Return an address as it is kept; raises VaultError."""
    return seal(address.encode(), about=ABOUT)


def address_of(point: ContactPoint) -> str:
    """Return the address of a contact point in plain, for whoever is about to send; raises VaultError."""
    return unseal(bytes(point.address), about=ABOUT).decode()


def shown(point: ContactPoint) -> str:
    """Return as much of an address as a screen shows; raises VaultError."""
    return masked(point.channel, address_of(point))
