from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tidtam.kernel.audit"
    label = "audit"
