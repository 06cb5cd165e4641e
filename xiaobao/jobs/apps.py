from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "xiaobao.jobs"
    label = "jobs"
    verbose_name = "命令与定时"
