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
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from xiaobao.courier.addresses import PUBLIC_HOSTS, email_address
from xiaobao.courier.errors import BadAddress, Misconfigured

FILE = "channels.yaml"
_PORT = 65_535
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_NAME = r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*"
_HOST = rf"^{_NAME}$|^[0-9A-Fa-f:]+$"
_RobotHost = Annotated[str, StringConstraints(to_lower=True, pattern=rf"^{_NAME}(:[0-9]{{1,5}})?$")]
_HeaderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")]
_HeaderValue = Annotated[str, Field(pattern=r"^[ -~]*$")]
_WRONG = {"missing": "没有填写", "extra_forbidden": "不是可以填写的一项"}


class _Strict(BaseModel):
    # What was given is never repeated in a complaint: it may be a password.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _Server(_Strict):
    timeout: float = Field(default=10, gt=0, le=60)
    ca: Path | None = None


class Smtp(_Server):
    """A mail server. ``security``: tls from the first byte, starttls, or none within the bureau's network."""

    kind: Literal["smtp"]
    host: str = Field(pattern=_HOST)
    port: int = Field(default=465, ge=1, le=_PORT)
    security: Literal["tls", "starttls", "none"] = "tls"
    username: str = ""
    password: str = Field(default="", repr=False)
    sender: str
    sender_name: str = Field(default="消保系统", max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")

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
    """An SMS gateway. ``accepted``: what its JSON answer holds when it has taken a message.

    A place in the answer may lie deeper: ``{Response.SendStatusSet.0.Code: Ok}``.
    """

    kind: Literal["http"]
    url: str = Field(pattern=r"^[!-~]+$")
    headers: dict[_HeaderName, _HeaderValue] = Field(default={}, repr=False)
    body: dict[str, Any] = Field(repr=False)
    accepted: dict[str, str | bool | int] = {}

    @model_validator(mode="after")
    def _safe(self) -> Gateway:
        host = _host_of(self.url)
        if not self.url.startswith("https://") and not (
            self.url.startswith("http://") and _own_machine(host)
        ):
            raise ValueError("url 应以 https:// 开头（本机上的网关可以用 http://）")
        if "{address}" not in str(self.body) or "{text}" not in str(self.body):
            raise ValueError("body 里应当有 {address} 和 {text}")
        return self


class Robots(_Server):
    """Group robots; only those of ``hosts`` may be used, written with the port where it is not 443."""

    kind: Literal["robot"]
    hosts: tuple[_RobotHost, ...] = Field(default=PUBLIC_HOSTS, min_length=1)


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
    placed = {name: _placed(name, getattr(found, name), folder) for name in found.names}
    return found.model_copy(update=placed)


def _placed(name: str, terms: _Strict, folder: Path) -> _Strict:
    """Return the terms of a channel with its files where they lie: beside channels.yaml, unless absolute."""
    if isinstance(terms, ToFile):
        return terms.model_copy(update={"path": folder / terms.path})
    ca = terms.ca if isinstance(terms, _Server) else None
    if ca is None:
        return terms
    if not (folder / ca).is_file():
        raise Misconfigured(f"{FILE} 的“{name}.ca”：没有这个证书文件。")
    return terms.model_copy(update={"ca": folder / ca})


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "最外层"
    if first["type"] == "value_error":
        return f"的“{where}”：{first['ctx']['error']}"
    return f"的“{where}”{_WRONG.get(first['type'], '填写得不对')}"


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError as error:
        raise ValueError("url 不是可用的地址") from error


def _own_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
