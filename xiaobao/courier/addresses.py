"""What can be an address of each channel, how it is written down, and how much of it a screen shows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from xiaobao.courier.errors import BadAddress

EMAIL, SMS, ROBOT = "email", "sms", "robot"
WECOM, DINGTALK = "wecom", "dingtalk"
PUBLIC_HOSTS = ("qyapi.weixin.qq.com", "oapi.dingtalk.com")
"""The robots everybody can have; a bureau adds those on its own premises."""
ROBOT_NAMES = {WECOM: "企业微信", DINGTALK: "钉钉"}
_PATHS = {"/cgi-bin/webhook/send": WECOM, "/robot/send": DINGTALK}
_EMAIL = re.compile(
    r"[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_PRINTED = re.compile(r"[!-~]{1,2000}")
_SECRET = re.compile(r"SEC[0-9A-Za-z]{20,100}")
_LONGEST = 254


@dataclass(frozen=True, slots=True)
class Robot:
    """One robot: its kind, its webhook, DingTalk's secret where it has one. None of it prints itself."""

    kind: str
    url: str = field(repr=False)
    secret: str = field(repr=False, default="")


def email_address(typed: str) -> str:
    """Return an e-mail address as it is kept; raises BadAddress."""
    known = unicodedata.normalize("NFKC", typed).strip()
    if len(known) > _LONGEST or not _EMAIL.fullmatch(known) or ".." in known or ".@" in known:
        raise BadAddress("这不是电子邮件地址，请按 name@example.org 的样子填写。")
    return known


def mobile_number(typed: str) -> str:
    """Return a mobile number as eleven digits; raises BadAddress."""
    known = _MOBILE.fullmatch(re.sub(r"[\s\-–—()]", "", unicodedata.normalize("NFKC", typed)))
    if known is None:
        raise BadAddress("这不是手机号码，请填写十一位数字。")
    return known[1]


def robot_address(url: str, secret: str, hosts: tuple[str, ...]) -> str:
    """Return a robot's webhook and secret as they are kept; raises BadAddress."""
    written = f"{url.strip()} {secret.strip()}".strip()
    robot_of(written, hosts)
    return written


def robot_of(address: str, hosts: tuple[str, ...]) -> Robot:
    """Read what ``robot_address`` wrote; raises BadAddress for what is not https or of no allowed host."""
    url, _blank, secret = address.partition(" ")
    kind, host = _webhook(url)
    if host not in hosts:
        raise BadAddress(f"没有允许向 {host[:60]} 发送消息；可以使用的是 {'、'.join(hosts)}。")
    if secret and (kind != DINGTALK or not _SECRET.fullmatch(secret)):
        raise BadAddress("加签密钥以 SEC 开头，只有钉钉机器人才有。")
    return Robot(kind, url, secret)


def host_of(url: str) -> str:
    """Return the host of an address, with its port where one is written; raises ValueError."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return f"{host}:{parts.port}" if parts.port else host


def _webhook(url: str) -> tuple[str, str]:
    """Return the kind and the host of a webhook."""
    # What is not printed ASCII would be read in one way here and in another by whoever connects.
    try:
        parts, host = urlsplit(url), host_of(url)
    except ValueError as error:
        raise BadAddress(_NOT_A_WEBHOOK) from error
    kind = _PATHS.get(parts.path)
    whole = _PRINTED.fullmatch(url) and parts.scheme == "https" and host and parts.query
    if not whole or "@" in parts.netloc or kind is None:
        raise BadAddress(_NOT_A_WEBHOOK)
    return kind, host


def masked(channel: str, address: str) -> str:
    """Return what a screen shows of an address: c***@example.org, 139****0001, a robot's kind and host."""
    if channel == EMAIL:
        name, _at, host = address.rpartition("@")
        return f"{name[:1]}***@{host}"
    if channel == SMS:
        return f"{address[:3]}****{address[-4:]}"
    parts = urlsplit(address.partition(" ")[0])
    return f"{ROBOT_NAMES.get(_PATHS.get(parts.path, ''), '')} {parts.netloc}".strip()


_NOT_A_WEBHOOK = "这不是群机器人的地址，请从群里复制以 https:// 开头的完整地址。"
