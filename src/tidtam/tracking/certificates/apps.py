from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "tidtam.tracking.certificates"
    label = "tracking_certificates"

    def ready(self) -> None:
        from tidtam.kernel.actor import Actor
        from tidtam.kernel.audit.wording import register_things, register_verbs
        from tidtam.tracking import parts
        from tidtam.web.navigation import Entry, register

        from .part import certificates_part

        def for_everybody(actor: Actor) -> bool:
            return True

        parts.register("subject", 80, certificates_part)
        register(Entry("verify", _("Verify a certificate"), "certificate_verify_start", 60, for_everybody, "footer"))
        register_verbs(
            {
                "certificate.issued": _("Printed a certificate of the status of a matter"),
                "certificate.ended": _("Ended a certificate of the status of a matter"),
            }
        )
        register_things({"certificate": _("Certificate of the status of a matter")})
