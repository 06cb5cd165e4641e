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
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
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
    if len(known) > _LONGEST or not _EMAIL.fullmatch(known) or ".." in known:
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
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress(_NOT_A_WEBHOOK) from error
    kind = _PATHS.get(parts.path)
    if parts.scheme != "https" or not host or "@" in parts.netloc or kind is None or not parts.query:
        raise BadAddress(_NOT_A_WEBHOOK)
    if (f"{host}:{port}" if port else host) not in hosts:
        raise BadAddress(f"没有允许向 {host[:60]} 发送消息；可以使用的是 {'、'.join(hosts)}。")
    if secret and (kind != DINGTALK or not _SECRET.fullmatch(secret)):
        raise BadAddress("加签密钥以 SEC 开头，只有钉钉机器人才有。")
    return Robot(kind, url, secret)


def masked(channel: str, address: str) -> str:
    """Return what a screen shows of an address: c***@example.org, 139****0001, 企业微信 qyapi.weixin.qq.com."""
    if channel == EMAIL:
        name, _at, host = address.rpartition("@")
        return f"{name[:1]}***@{host}"
    if channel == SMS:
        return f"{address[:3]}****{address[-4:]}"
    parts = urlsplit(address.partition(" ")[0])
    return f"{ROBOT_NAMES.get(_PATHS.get(parts.path, ''), '')} {parts.netloc}".strip()


_NOT_A_WEBHOOK = "这不是群机器人的地址，请从群里复制以 https:// 开头的完整地址。"
