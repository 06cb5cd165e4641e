"""E-mail by SMTP: one connection for a run, TLS unless the bureau's own network needs none."""

from __future__ import annotations

import contextlib
import hashlib
import smtplib
from email.headerregistry import Address
from email.message import EmailMessage

from xiaobao.courier.configuration import Smtp
from xiaobao.courier.errors import Undelivered, Unreachable
from xiaobao.courier.parcel import Parcel
from xiaobao.courier.posting import trusting

_NEVER = 500
"""From this reply code on a server means never (RFC 5321 4.2.1); below it, not now."""
_LEAVING = 421
"""With this one it closes the connection, whatever was asked (RFC 5321 3.8)."""


class EmailChannel:
    """Sends through one server; connects with the first parcel and again after any failure."""

    def __init__(self, terms: Smtp) -> None:
        self._terms = terms
        self._server: smtplib.SMTP | None = None

    def send(self, parcel: Parcel) -> None:
        """Send one letter; its Message-ID comes from the key, so that a second one is known for the same."""
        letter, afresh = written(parcel, self._terms), self._server is None
        try:
            self._hand_over(letter)
        except Unreachable:
            # A server ends a connection after so many letters or so long; the next one may do.
            if afresh:
                raise
            self._hand_over(letter)

    def close(self) -> None:
        """Take leave of the server, if it is still there."""
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _hand_over(self, letter: EmailMessage) -> None:
        try:
            self._connected().send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise self._refused("收件地址被拒收", code) from error
        except smtplib.SMTPDataError as error:
            raise self._refused("邮件被拒收", error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Unreachable(_why(error)) from error

    def _refused(self, what: str, code: int) -> Undelivered:
        if code == _LEAVING:
            self.close()
            return Unreachable(f"邮件服务器暂停服务（{code}）")
        return Undelivered(temporary=code < _NEVER, reason=f"{what}（{code}）")

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = self._connect()
        return self._server

    def _connect(self) -> smtplib.SMTP:
        terms = self._terms
        if terms.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                terms.host, terms.port, timeout=terms.timeout, context=trusting(terms.ca)
            )
        else:
            server = smtplib.SMTP(terms.host, terms.port, timeout=terms.timeout)
        try:
            if terms.security == "starttls":
                server.starttls(context=trusting(terms.ca))
            if terms.username:
                server.login(terms.username, terms.password)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server


def written(parcel: Parcel, terms: Smtp) -> EmailMessage:
    """Return the letter: plain text, marked as written by a machine (RFC 3834), so that nobody answers it."""
    letter = EmailMessage()
    letter["Subject"] = " ".join(parcel.title.split())
    letter["From"] = Address(display_name=terms.sender_name, addr_spec=terms.sender)
    letter["To"] = parcel.address
    letter["Date"] = parcel.at
    letter["Message-ID"] = message_id(parcel.key, terms.sender)
    letter["Auto-Submitted"] = "auto-generated"
    # Base64: not every server takes eight bits, and lines of Chinese words are long.
    letter.set_content(parcel.body or parcel.title, cte="base64")
    return letter


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a key: the same for the same, however often it is sent."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "邮件服务器不接受用户名和密码"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"邮件服务器拒绝（{error.smtp_code}）"
    # Its words may hold what was sent; its name does not.
    return f"邮件服务器连不上（{type(error).__name__}）"
