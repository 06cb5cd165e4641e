from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "xiaobao.portal"
    label = "portal"
    verbose_name = "企业与消费者入口"
