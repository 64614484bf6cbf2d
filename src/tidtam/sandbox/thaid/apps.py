from django.apps import AppConfig


class ThaidSandboxConfig(AppConfig):
    name = "tidtam.sandbox.thaid"
    label = "thaid_sandbox"
