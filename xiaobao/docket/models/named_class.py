"""Of which class a person has said a matter is (职业索赔): never inferred, always somebody's word."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter


class NamedClass(models.Model):
    """The class of the handlers matrix a person has put a matter in; it goes before what the conditions say.

    It decides who handles the matter and within how long, and is no ground for anything else.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="named_class"
    )
    matter_class = models.SlugField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
