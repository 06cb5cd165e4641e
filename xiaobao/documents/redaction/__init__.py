"""Masking of names, numbers and addresses that lead to a person.

Everything here may be applied twice without harm: what is already masked stays as it is. ``mask_*`` are for
one value or for the numbers in a text about to be shown; ``scrub`` is for a text about to be stored, and
knows names and addresses as well. No pattern looks further than a bounded distance, so that time grows with
the length of a text and no faster.
"""

from __future__ import annotations

from xiaobao.documents.redaction.contacts import door_of
from xiaobao.documents.redaction.masks import mask_id, mask_name, mask_phone
from xiaobao.documents.redaction.numbers import mask_text
from xiaobao.documents.redaction.scrubbing import scrub

__all__ = ["door_of", "mask_id", "mask_name", "mask_phone", "mask_text", "scrub"]
