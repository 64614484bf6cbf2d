from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "tidtam.kernel.registration"
    label = "registration"

    def ready(self) -> None:
        from tidtam.kernel.identity.actions import when_person_is_proven

        from . import personal_data, plugin, sealing
        from .actions import follow_person

        plugin.register_words()
        personal_data.register_all()
        plugin.register_notices()
        sealing.register_rotation()
        when_person_is_proven(follow_person)
