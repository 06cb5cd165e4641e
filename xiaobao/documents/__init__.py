"""Official documents: templates kept as content, and the docx and PDF made from them.

``notices`` reads the templates, ``render`` makes a document of a template and facts, ``numbering``
writes its number, ``archive`` keeps it, ``redaction`` masks what may not be shown.
"""

from __future__ import annotations

from xiaobao.documents.checks import check

__all__ = ["check"]
