"""The two halves of a divided letter, and who may see what belongs to both of them.

令121 第三十七条 (令20 第三十三条): what a report says, and who made it, is kept from those who do not
handle it. So the whole letter, and what was chosen for the other half only, opens to whoever sees both.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xiaobao.docket.models import Attachment, Document, Link, LinkKind, Matter
from xiaobao.docket.queries import visible
from xiaobao.staff.permissions import Authority

FORMS = ("complaint_form", "report_form")
"""The series of the registration forms, which hold the words of a letter."""
WHOLE_LETTER = "分开前的来件原文"
"""What the file is called that keeps a letter as it came before it was divided."""


def halves_of(matter_id: int) -> QuerySet[Matter]:
    """Return the other halves of a divided letter; none where it was not divided."""
    links = Link.objects.filter(Q(earlier_id=matter_id) | Q(later_id=matter_id), kind=LinkKind.SPLIT)
    keys = {key for pair in links.values_list("earlier_id", "later_id") for key in pair}
    return Matter.objects.filter(pk__in=keys - {matter_id})


def is_divided(matter: Matter) -> bool:
    """Tell whether a matter is half of a divided letter."""
    return halves_of(matter.pk).exists()


def sees_both(officer: Authority, matter_id: int) -> bool:
    """Tell whether every half of the letter is within the officer's reach."""
    others = halves_of(matter_id)
    return others.count() == visible(officer).filter(pk__in=others).count()


def file_opens(officer: Authority, attachment: Attachment) -> bool:
    """Tell whether a file of a matter the officer sees opens to that officer."""
    return attachment.set_aside_at is None or sees_both(officer, attachment.matter_id)


def document_opens(officer: Authority, document: Document) -> bool:
    """Tell whether a document opens: a form from before the division holds the words of both halves."""
    whole = document.voided_at is not None and document.series in FORMS
    return not whole or sees_both(officer, document.matter_id)
