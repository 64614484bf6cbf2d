from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tidtam.sandbox.demo"
    label = "demo"
