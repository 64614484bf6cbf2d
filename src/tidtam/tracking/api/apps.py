from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tidtam.tracking.api"
    label = "tracking_api"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from tidtam.kernel.audit.wording import register_things, register_verbs
        from tidtam.kernel.keys import rotation
        from tidtam.kernel.notifications import kinds
        from tidtam.kernel.programs import api_scopes, client_pages

        from .actions import answers
        from .choices import SCOPES
        from .models import KeptAnswer, Subscription
        from .notices import PAUSED
        from .queries import webhooks

        api_scopes.register(*SCOPES)
        client_pages.register("api_client_webhooks", _("What is sent to it"))
        kinds.register(PAUSED)
        rotation.register(
            rotation.SealedColumn("answers kept for programs", KeptAnswer, "sealed", answers.sealing_field)
        )
        rotation.register(
            rotation.SealedColumn("secrets of webhooks", Subscription, "sealed_secret", webhooks.sealing_field)
        )
        register_verbs(
            {
                "webhook.subscribed": _("A client wants to be told of events"),
                "webhook.ended": _("A client wants to be told no more"),
                "webhook.paused": _("Paused the messages to a client"),
                "webhook.resumed": _("Let the messages to a client go on"),
                "webhook.sent_again": _("Sent a message to a client again"),
            }
        )
        register_things({"webhook": _("Messages to a client")})
