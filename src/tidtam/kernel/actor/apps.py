from django.apps import AppConfig


class ActorConfig(AppConfig):
    name = "tidtam.kernel.actor"
    label = "actor"
