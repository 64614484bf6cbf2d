from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tidtam.kernel.files"
    label = "files"

    def ready(self) -> None:
        from tidtam.kernel.keys.rotation import SealedColumn, register

        from . import personal_data, plugin
        from .models import StoredFile
        from .sealing import key_field

        plugin.register_words()
        personal_data.register_all()
        register(SealedColumn("file keys", StoredFile, "wrapped_key", lambda file: key_field(file.pk)))
