from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from xiaobao.vault.chain import HASHINGS
from xiaobao.vault.ciphers import why_not


class VaultConfig(AppConfig):
    name = "xiaobao.vault"
    label = "vault"
    verbose_name = "身份保管与审计"

    def ready(self) -> None:
        """Refuse to start with a cipher or digest that cannot be had: better now than at the first person."""
        sentence = why_not(settings.CIPHER)
        if settings.AUDIT_DIGEST not in HASHINGS:
            sentence = f"XIAOBAO_DIGEST 只能是 {' 或者 '.join(HASHINGS)}，不能是“{settings.AUDIT_DIGEST}”。"
        if sentence:
            raise ImproperlyConfigured(sentence)
