from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "tidtam.tracking.certificates"
    label = "tracking_certificates"
