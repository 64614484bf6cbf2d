from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "tidtam.kernel.notifications"
    label = "notifications"
