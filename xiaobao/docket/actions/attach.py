"""Add files to a matter (添加材料), and open one again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket import halves, materials
from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.models import Attachment
from xiaobao.docket.queries import visible
from xiaobao.docket.shield import shield
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def attach(
    *,
    matter_id: int,
    officer: Authority,
    at: datetime,
    files: Sequence[tuple[str, bytes]],
    what: str = "",
    address: str = "",
) -> Taken:
    """Add files, (name, bytes) pairs, to a matter in any state; ``what`` says what they are.

    Adding takes nothing from anybody, so no version is asked for; but whoever is deciding meanwhile is told
    that material has come, for the decision may rest on it. ``data["attachments"]`` holds the new ids.
    Raises NotFound, NotAllowed, Refused (field ``files``).
    """
    _version(matter_id, officer)
    if not officer.may(Act.ATTACH.value):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能{Act.ATTACH.label}。")
    if not files:
        raise materials.refused("请选择要添加的材料。")
    sealed = materials.seal_all(files)
    with writing():
        version = _version(matter_id, officer)
        with taking(
            act=Act.ATTACH, matter_id=matter_id, version=version, officer=officer, at=at, address=address
        ) as taken:
            kept = materials.keep(taken.matter, sealed, officer=officer, at=at, what=what)
            taken.data |= {"attachments": [one.pk for one in kept], "files": len(kept)}
    return taken


def open_attachment(*, attachment_id: int, officer: Authority, at: datetime, address: str = "") -> IssuedFile:
    """Hand over a cleaned copy of a file; the reading is audited before the bytes leave.

    The copy says nothing of author, device or place; the original opens through ``actions.reveal`` only. The
    name says the matter and the place, never what the file was called. Raises NotFound when it is absent or
    out of reach, or was chosen for the other half of a divided letter, and Unavailable when it cannot be read
    now or cannot be cleaned (DOC-050, DOC-051): then nothing leaves.
    """
    held = Attachment.objects.select_related("matter").filter(matter__in=visible(officer))
    attachment = held.filter(pk=attachment_id).first()
    if attachment is None or not halves.file_opens(officer, attachment):
        raise NotFound("没有这份材料，或者它不在您的办理范围内。")
    data = _copy(attachment)
    with writing():
        record(
            act="attachment.read",
            subject=f"attachment:{attachment.pk}",
            at=at,
            actor=officer.user,
            post=officer.post,
            detail={"number": attachment.matter.number, "copy": "cleaned"},
            address=address,
        )
    name = f"{attachment.matter.number} {attachment.shown_name}"
    return IssuedFile(name, attachment.content_type, data)


def _copy(attachment: Attachment) -> bytes:
    data = materials.outward_copy(attachment)
    kind, _mark, spelt = attachment.content_type.partition("; charset=")
    of_report = attachment.matter.kind == Track.REPORT or attachment.what == halves.WHOLE_LETTER
    if kind != "text/plain" or not of_report:
        return data
    # 令121 第三十七条: a letter as it came names who wrote it; as it is it opens through the gate.
    return shield(attachment.matter, data.decode(spelt or "utf-8")).encode(spelt or "utf-8")


def _version(matter_id: int, officer: Authority) -> int:
    """Return the present version of a matter; raises NotFound."""
    version = visible(officer).filter(pk=matter_id).values_list("version", flat=True).first()
    if version is None:
        raise NotFound("没有这件来件，或者它不在您的办理范围内。")
    return version
