from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tidtam.kernel.people"
    label = "people"

    def ready(self) -> None:
        from tidtam.kernel.keys.rotation import SealedColumn, register

        from . import personal_data, plugin
        from .crypto import blind_index, identifier_field
        from .models import Identifier, PersonKey
        from .private_text import wrapping_field

        register(
            SealedColumn(
                "numbers",
                Identifier,
                "ciphertext",
                lambda row: identifier_field(row.pk),
                lambda row, opened: {"index": blind_index(row.kind, opened.decode())},
            )
        )
        plugin.register_words()
        personal_data.register_all()
        register(SealedColumn("person keys", PersonKey, "wrapped", lambda row: wrapping_field(row.pk)))
