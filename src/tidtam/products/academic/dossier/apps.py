from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "tidtam.products.academic.dossier"
    label = "academic_dossier"
