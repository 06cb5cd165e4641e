from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "xiaobao.handbook"
    label = "handbook"
    verbose_name = "指导手册"
