"""An officer's ways of being reached, as the page of contacts shows them: no address in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.courier import Misconfigured
from xiaobao.docket.channels import LABELS, OWN, ROBOT, configured, shown
from xiaobao.docket.models import ContactPoint, Preference
from xiaobao.docket.robots import robot_offices
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority
from xiaobao.vault.errors import VaultError

UNREADABLE = "打不开，请重新填写"


@dataclass(frozen=True)
class Way:
    """One way of being reached: ``masked`` is empty where nothing is set.

    ``is_open``: the installation has the channel. ``office`` and ``office_name`` are empty for one's own.
    """

    channel: str
    label: str
    is_open: bool
    masked: str
    set_at: datetime | None
    office: str = ""
    office_name: str = ""


@dataclass(frozen=True)
class ContactPage:
    """Own ways, the robots one may set, and what was chosen. ``problem`` says why channels are not known."""

    own: list[Way]
    robots: list[Way]
    preference: Preference
    hosts: tuple[str, ...]
    problem: str


def contact_page(officer: Authority, *, today: date, rulebook: Rulebook) -> ContactPage:
    """Return what the page shows."""
    open_ones, hosts, problem = _installation()
    found = {one.channel: one for one in ContactPoint.objects.filter(user=officer.user)}
    offices = list(robot_offices(officer, today=today, rulebook=rulebook))
    points = ContactPoint.objects.filter(office__in=offices, channel=ROBOT)
    robots = {one.office_id: one for one in points}
    chosen = Preference.objects.filter(user=officer.user).first()
    return ContactPage(
        own=[_way(channel, found.get(channel), open_ones) for channel in OWN],
        robots=[_way(ROBOT, robots.get(office.pk), open_ones, office) for office in offices],
        preference=chosen or Preference(user=officer.user),
        hosts=hosts,
        problem=problem,
    )


def _installation() -> tuple[tuple[str, ...], tuple[str, ...], str]:
    try:
        found = configured()
    except Misconfigured as error:
        return (), (), error.sentence
    return found.names, found.robot_hosts, ""


def _way(
    channel: str, point: ContactPoint | None, open_ones: tuple[str, ...], office: Office | None = None
) -> Way:
    return Way(
        channel=channel,
        label=LABELS[channel],
        is_open=channel in open_ones,
        masked=_masked(point) if point else "",
        set_at=point.set_at if point else None,
        office=office.code if office else "",
        office_name=office.name if office else "",
    )


def _masked(point: ContactPoint) -> str:
    try:
        return shown(point)
    except VaultError:
        return UNREADABLE
