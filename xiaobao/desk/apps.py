from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "xiaobao.desk"
    label = "desk"
    verbose_name = "工作台"
