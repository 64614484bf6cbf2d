from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "tidtam.products.academic.dossier"
    label = "academic_dossier"

    def ready(self) -> None:
        from .wording import register_words

        register_words()
