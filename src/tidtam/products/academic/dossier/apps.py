from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "tidtam.products.academic.dossier"
    label = "academic_dossier"

    def ready(self) -> None:
        from .papers.samples import register_all
        from .wording import register_words

        register_words()
        register_all()
