from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tidtam.kernel.people"
    label = "people"
