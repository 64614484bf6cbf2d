from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tidtam.kernel.files"
    label = "files"
