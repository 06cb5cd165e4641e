"""What is written down at the counter: the forms of 林晓禾 and 周喆, who joins them, and files to hand in."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

from tests import cast
from xiaobao.docket.models import Document
from xiaobao.docket.people import PersonGiven, RespondentGiven
from xiaobao.documents import paper
from xiaobao.vault.sealing import unseal

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
"""One white dot, with nothing beside it."""
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 32
"""What begins like a photograph and is none."""
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]>>endobj\ntrailer<</Root 1 0 R>>\n"
)
"""One empty page."""
LIN = PersonGiven(
    name="林晓禾",
    phone="13900000001",
    postal="厦门市湖里区虚构巷2号",
    id_kind="居民身份证",
    id_number="350206199001010011",
)
YANG = PersonGiven(name="杨柳", phone="13900000003", postal="厦门市湖里区虚构巷3号")
XU = PersonGiven(name="许诺", phone="13900000004")
SHOP = RespondentGiven(
    name="厦门青禾生鲜超市有限公司",
    address="福建省厦门市湖里区湖里街道虚构路1号",
    phone="0592-0000001",
    contact="吴店长",
)
COMPLAINT: dict[str, Any] = {
    "kind": "complaint",
    "channel": "window",
    "received_at": cast.at("2026-05-18"),
    "person": LIN,
    "respondent": SHOP,
    "content": "5月16日在该店购买的酸奶已过保质期三天，店家拒绝退货。",
    "requests": ("退货", "赔偿损失"),
    "amount": Decimal("36.50"),
    "knew_on": date(2026, 5, 16),
    "category": "食品",
    "publication": True,
    "delegation": False,
}
REPORT: dict[str, Any] = {
    "kind": "report",
    "channel": "post",
    "received_at": cast.at("2026-05-18"),
    "person": PersonGiven(name="周喆", phone="13900000002"),
    "respondent": SHOP,
    "content": "该店销售超过保质期的酸奶，请查处。",
    "category": "食品",
}


def paper_text(document: Document) -> str:
    """Return what a document says, as issued."""
    return str(paper.dump(paper.load(unseal(bytes(document.paper), about=b"paper"))).decode())


def office_file(*parts: str) -> bytes:
    """Return a file made of these parts, as Word and Excel make theirs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return made.getvalue()
