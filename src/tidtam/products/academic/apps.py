from django.apps import AppConfig


class AcademicConfig(AppConfig):
    name = "tidtam.products.academic"
    label = "academic"
