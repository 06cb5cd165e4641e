from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "xiaobao.staff"
    label = "staff"
    verbose_name = "人员与岗位"
