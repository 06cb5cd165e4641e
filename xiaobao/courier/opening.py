"""From the terms of a channel to the channel itself."""

from __future__ import annotations

from xiaobao.courier.configuration import Configuration, Gateway, Robots, Smtp, ToFile
from xiaobao.courier.email import EmailChannel
from xiaobao.courier.file import FileChannel
from xiaobao.courier.parcel import Channel
from xiaobao.courier.robot import RobotChannel
from xiaobao.courier.sms import SmsChannel


def opened(name: str, configuration: Configuration) -> Channel | None:
    """Return the channel called email, sms or robot, not yet connected; None where there is none."""
    match getattr(configuration, name, None):
        case ToFile() as terms:
            return FileChannel(terms.path)
        case Smtp() as terms:
            return EmailChannel(terms)
        case Gateway() as terms:
            return SmsChannel(terms)
        case Robots() as terms:
            return RobotChannel(terms)
    return None
