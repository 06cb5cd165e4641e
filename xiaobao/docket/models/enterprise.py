"""A respondent (被投诉举报人): an enterprise as named and addressed by those who complain of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from stdnum.cn import uscc as credit_code


def check_credit_code(value: str) -> None:
    """Refuse a unified social credit code whose check digit is wrong (GB 32100-2015)."""
    if not credit_code.is_valid(value):
        raise ValidationError("统一社会信用代码的校验位不正确。", code="ENT-001")


class Enterprise(models.Model):
    """One name at one address; the code (统一社会信用代码), where known, is checked."""

    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    credit_code = models.CharField(max_length=18, blank=True, validators=[check_credit_code])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "address"], name="enterprise_once"),
            models.UniqueConstraint(
                fields=["credit_code", "name", "address"],
                condition=~models.Q(credit_code=""),
                name="enterprise_credit_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name
