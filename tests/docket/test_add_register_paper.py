"""Papers of the register lie sealed; opening one is in the trail before its bytes leave."""

from __future__ import annotations

import pytest

from tests import cast
from tests.desk_cast import PDF, PNG
from tests.docket.partner_cast import registered, with_papers
from xiaobao.docket.actions.add_register_paper import add_register_paper, open_register_paper
from xiaobao.docket.models import KeyEnterprise, RegisterPaper
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.staff.models import Office
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import unseal

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def head(officers):
    return officers["luyiheng"]


def test_a_paper_is_shown_by_its_kind_and_its_name_is_sealed(head):
    partner = registered(head)
    with_papers(partner, head, "application", "application")
    names = list(RegisterPaper.objects.values_list("shown_name", flat=True))
    assert names == ["申请书1.pdf", "申请书2.pdf"]
    assert (
        unseal(bytes(RegisterPaper.objects.first().file_name), about=b"attachment-name").decode()
        == "材料.pdf"
    )


def test_opening_it_leaves_a_row_and_a_clean_name(officers, head):
    partner = registered(head)
    with_papers(partner, head, "licence")
    paper = RegisterPaper.objects.get()
    file = open_register_paper(paper_id=paper.pk, officer=officers["suming"], at=cast.NOON)
    assert (file.name, file.content_type, file.data[:5]) == (
        "odr-01 营业执照1.pdf",
        "application/pdf",
        PDF[:5],
    )
    row = AuditEntry.objects.latest("pk")
    assert (row.act, row.subject) == ("register_paper.read", f"register_paper:{paper.pk}")


def test_who_keeps_no_register_finds_no_paper(officers, head):
    with_papers(registered(head), head, "licence")
    with pytest.raises(NotFound):
        open_register_paper(
            paper_id=RegisterPaper.objects.get().pk, officer=officers["chensiyuan"], at=cast.NOON
        )


@pytest.mark.parametrize(
    ("kind", "files", "field"), [("", [("a.png", PNG)], "kind"), ("licence", [], "files"),
                                 ("licence", [("a.exe", b"MZ\x00\x01")], "files")]
)  # fmt: skip
def test_what_is_no_paper_is_refused_at_its_field(head, kind, files, field):
    partner = registered(head)
    with pytest.raises(Refused) as refused:
        add_register_paper(partner_id=partner.pk, kind=kind, files=files, officer=head, at=cast.NOON)
    assert (set(refused.value.fields), RegisterPaper.objects.count()) == ({field}, 0)


def test_a_key_enterprise_has_papers_of_its_own_kept_by_other_hands(officers, head):
    office = Office.objects.get(code="desk")
    key = KeyEnterprise.objects.create(
        name="厦门虚构云朵科技", office=office, reasons="示例", since=cast.SINCE
    )
    given = {"enterprise_id": key.pk, "kind": "procedure", "files": [("a.pdf", PDF)], "at": cast.NOON}
    (paper,) = add_register_paper(officer=head, **given)
    assert (paper.enterprise, paper.partner) == (key, None)
    with pytest.raises(NotAllowed):
        add_register_paper(officer=officers["suming"], **given)
    with pytest.raises(NotFound):
        open_register_paper(paper_id=paper.pk, officer=officers["suming"], at=cast.NOON)
