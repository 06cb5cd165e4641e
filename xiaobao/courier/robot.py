"""Group robots (群机器人) of WeCom (企业微信) and DingTalk (钉钉), also on a bureau's own premises.

The address is the robot's webhook, and for DingTalk its secret (加签) after a blank. It is https, of a host
the bureau allows, and no redirect is followed: an address decides where a message goes, so it may not be
anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from xiaobao.courier.addresses import DINGTALK, Robot, host_of, robot_of
from xiaobao.courier.configuration import Robots
from xiaobao.courier.errors import BadAddress, Undelivered, Unreachable
from xiaobao.courier.parcel import Parcel
from xiaobao.courier.posting import Answer, post

_LONGEST = {"wecom": 2048, DINGTALK: 20_000}
"""Bytes of a text WeCom takes; DingTalk takes about as many in a whole request."""
_NEVER = {
    "wecom": {93000, 93004},  # no robot of this key, robot taken away
    DINGTALK: {300001, 300005, 400101, 400102},  # no robot of this token, robot stopped
}
"""Codes by which the robot says that it is not there; every other refusal may pass."""


class RobotChannel:
    """Says a parcel in the group its address belongs to.

    Robots of one host that is away do not hold up those of another, and are not tried again in this run.
    """

    def __init__(self, terms: Robots) -> None:
        self._terms = terms
        self._away: dict[str, str] = {}

    def send(self, parcel: Parcel) -> None:
        """Say it; raises Undelivered."""
        try:
            robot = robot_of(parcel.address, self._terms.hosts)
        except BadAddress as error:
            raise Undelivered(temporary=False, reason=error.sentence) from error
        answer = self._say(robot, parcel)
        code: Any = answer.fields.get("errcode")
        if code != 0 or isinstance(code, bool):
            known = code if isinstance(code, int) else "?"
            raise Undelivered(temporary=code not in _NEVER[robot.kind], reason=f"群机器人没有接受（{known}）")

    def _say(self, robot: Robot, parcel: Parcel) -> Answer:
        host = host_of(robot.url)
        if host in self._away:
            raise Undelivered(temporary=True, reason=self._away[host])
        said = {"msgtype": "text", "text": {"content": cut(parcel.text, _LONGEST[robot.kind])}}
        where, terms = signed(robot, parcel.at), self._terms
        try:
            return post(where, said, key=parcel.key, headers={}, timeout=terms.timeout, ca=terms.ca)
        except Unreachable as error:
            self._away[host] = error.reason
            raise Undelivered(temporary=True, reason=error.reason) from error

    def close(self) -> None:
        """Nothing is kept open."""


def signed(robot: Robot, at: datetime) -> str:
    """Return where to post: with DingTalk's signature of the moment where the robot has a secret."""
    if robot.kind != DINGTALK or not robot.secret:
        return robot.url
    stamp = str(int(at.timestamp() * 1000))
    digest = hmac.digest(robot.secret.encode(), f"{stamp}\n{robot.secret}".encode(), hashlib.sha256)
    joint = "&" if "?" in robot.url else "?"
    return robot.url + joint + urlencode({"timestamp": stamp, "sign": base64.b64encode(digest).decode()})


def cut(text: str, longest: int) -> str:
    """Shorten a text to so many bytes of UTF-8, at a whole character."""
    encoded = text.encode()
    if len(encoded) <= longest:
        return text
    mark = "…"
    return encoded[: longest - len(mark.encode())].decode(errors="ignore") + mark
