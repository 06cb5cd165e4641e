from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "xiaobao.vault"
    label = "vault"
    verbose_name = "身份保管与审计"
