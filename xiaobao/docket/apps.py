from django.apps import AppConfig


class DocketConfig(AppConfig):
    name = "xiaobao.docket"
    label = "docket"
    verbose_name = "来件"
