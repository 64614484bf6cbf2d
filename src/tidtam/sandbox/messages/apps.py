from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "tidtam.sandbox.messages"
    label = "sandbox_messages"
