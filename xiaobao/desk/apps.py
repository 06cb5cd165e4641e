from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "xiaobao.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from xiaobao.desk import sign_ins  # noqa: F401  the receivers connect on import
