"""The handbook in service as a file to take along: printed, in Word, or as one page for a telephone."""

from __future__ import annotations

from dataclasses import replace

from xiaobao.desk.handbook_web import web_of
from xiaobao.desk.screen import Asking
from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.documents.errors import DocumentError
from xiaobao.handbook import products
from xiaobao.handbook.assemble import PARTS, House, assemble
from xiaobao.home import home
from xiaobao.refusals import NotFound, Unavailable


def handbook_file(form: str, part: str, ask: Asking) -> IssuedFile:
    """Return the latest edition, the whole of it or its public part, made once and kept.

    Raises NotFound for a form or a part there is not, Unavailable when it cannot be laid out.
    """
    if form not in products.FORMS or part not in PARTS:
        raise NotFound("没有这种格式。")
    issue, book = products.issued(None, ask.today)
    material = replace(web_of(ask, book=book, whole=True).material, public=part == "public")
    rules = ask.rulebook.locality
    volume = assemble(material, issue, House(rules.bureau.name, rules.bureau.phone, rules.note))
    try:
        data = products.kept(volume, form, home() / "handbook")
    except DocumentError as error:
        raise Unavailable(error.message, code=error.code) from error
    return IssuedFile(products.file_name(volume, form), products.FORMS[form], data)
