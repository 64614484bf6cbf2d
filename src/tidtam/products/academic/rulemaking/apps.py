from django.apps import AppConfig


class RulemakingConfig(AppConfig):
    name = "tidtam.products.academic.rulemaking"
    label = "academic_rulemaking"

    def ready(self) -> None:
        from .plugin import plug_in

        plug_in()
