from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """What a dossier is and how it is judged. Stores nothing and has no pages: an app for the sake of its words."""

    name = "tidtam.products.academic.rulebook"
    label = "academic_rulebook"
