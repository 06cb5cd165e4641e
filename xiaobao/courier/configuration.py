"""Which channels an installation has: ``channels.yaml`` in its home, readable by its owner only.

::

    email: {kind: smtp, host: smtp.example.org, port: 465, security: tls, username: …, password: …,
            sender: xiaobao@example.org}
    sms:   {kind: http, url: "https://sms.example.org/send", headers: {Authorization: "Bearer …"},
            body: {phone: "{address}", text: "{text}", id: "{key}"}, accepted: {code: "0"}}
    robot: {kind: robot, hosts: [qyapi.weixin.qq.com, oapi.dingtalk.com]}

A channel that is left out is not there. ``kind: file`` writes to a file instead, for development.
"""

from __future__ import annotations

import ipaddress
import stat
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from xiaobao.courier.addresses import PUBLIC_HOSTS, email_address
from xiaobao.courier.errors import BadAddress, Misconfigured

FILE = "channels.yaml"
_PORT = 65_535
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class _Strict(BaseModel):
    # What was given is never repeated in a complaint: it may be a password.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _Server(_Strict):
    timeout: float = Field(default=10, gt=0, le=60)
    ca: Path | None = None


class Smtp(_Server):
    """A mail server. ``security``: tls from the first byte, starttls, or none within the bureau's network."""

    kind: Literal["smtp"]
    host: str = Field(min_length=1)
    port: int = Field(default=465, ge=1, le=_PORT)
    security: Literal["tls", "starttls", "none"] = "tls"
    username: str = ""
    password: str = Field(default="", repr=False)
    sender: str
    sender_name: str = "消保系统"

    @model_validator(mode="after")
    def _safe(self) -> Smtp:
        if self.security == "none" and self.username and not _own_machine(self.host):
            raise ValueError("不加密的连接上不能发送用户名和密码，请把 security 改为 tls 或 starttls")
        try:
            email_address(self.sender)
        except BadAddress as error:
            raise ValueError("sender 应为电子邮件地址") from error
        return self


class Gateway(_Server):
    """An SMS gateway. ``accepted``: what its JSON answer holds when it has taken a message."""

    kind: Literal["http"]
    url: str
    headers: dict[str, str] = Field(default={}, repr=False)
    body: dict[str, Any]
    accepted: dict[str, str] = {}

    @model_validator(mode="after")
    def _safe(self) -> Gateway:
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and _own_machine(parts.hostname or "")):
            raise ValueError("url 应以 https:// 开头（本机上的网关可以用 http://）")
        if "{address}" not in str(self.body) or "{text}" not in str(self.body):
            raise ValueError("body 里应当有 {address} 和 {text}")
        return self


class Robots(_Server):
    """Group robots; ``hosts`` are the only ones whose robots may be used, with the port where it is not 443."""

    kind: Literal["robot"]
    hosts: tuple[str, ...] = PUBLIC_HOSTS


class ToFile(_Strict):
    """A file in place of a channel, beside channels.yaml unless its path is absolute."""

    kind: Literal["file"]
    path: Path


class Configuration(_Strict):
    """The channels of one installation; None for one it does not have."""

    email: Annotated[Smtp | ToFile, Field(discriminator="kind")] | None = None
    sms: Annotated[Gateway | ToFile, Field(discriminator="kind")] | None = None
    robot: Annotated[Robots | ToFile, Field(discriminator="kind")] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The channels there are: email, sms, robot."""
        return tuple(name for name in ("email", "sms", "robot") if getattr(self, name) is not None)

    @property
    def robot_hosts(self) -> tuple[str, ...]:
        """The hosts whose robots may be used."""
        return self.robot.hosts if isinstance(self.robot, Robots) else PUBLIC_HOSTS


def read(folder: Path) -> Configuration:
    """Read the channels of the home ``folder``; none where there is no file. Raises Misconfigured."""
    path = folder / FILE
    try:
        if path.stat().st_mode & _OTHERS:
            raise Misconfigured(f"{FILE} 里有密码，别人也能读：请改为仅所有者可读（chmod 600）。")
        given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        return Configuration()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Misconfigured(f"{FILE} 读不出来（{type(error).__name__}）。") from error
    return _configuration(given, folder)


def _configuration(given: Any, folder: Path) -> Configuration:
    try:
        found = Configuration.model_validate(given)
    except ValidationError as error:
        raise Misconfigured(f"{FILE} {_complaint(error)}。") from None
    placed = {
        name: one.model_copy(update={"path": folder / one.path})
        for name in found.names
        if isinstance(one := getattr(found, name), ToFile)
    }
    return found.model_copy(update=placed)


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "最外层"
    if first["type"] == "value_error":
        return f"的“{where}”：{first['ctx']['error']}"
    return f"的“{where}”填写得不对（{first['type']}）"


def _own_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
