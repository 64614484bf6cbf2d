from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    name = "tidtam.tracking.statistics"
    label = "tracking_statistics"

    def ready(self) -> None:
        from tidtam.kernel.actor import Actor
        from tidtam.tracking.policies import may_be_in_charge
        from tidtam.web.navigation import Entry, register

        def everybody(actor: Actor) -> bool:
            return True

        numbers = _("How much came in, how much is in hand and where, how long each step takes, what is late.")
        for area in ("main", "home"):
            register(Entry("dashboard", _("Overview"), "dashboard", 21, may_be_in_charge, area, numbers))
        register(Entry("public_statistics", _("Statistics"), "public_statistics", 40, everybody, "footer"))
