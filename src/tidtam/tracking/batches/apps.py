from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BatchesConfig(AppConfig):
    name = "tidtam.tracking.batches"
    label = "tracking_batches"

    def ready(self) -> None:
        from tidtam.kernel.audit.wording import register_things, register_verbs
        from tidtam.kernel.keys import rotation
        from tidtam.kernel.notifications import kinds
        from tidtam.tracking import parts
        from tidtam.tracking.policies import may_be_in_charge
        from tidtam.web.navigation import Entry, register

        from .models import BulkAction, ImportMistake
        from .notices import CHECKED, ENDED
        from .parts import work_list_part
        from .sealing import field_of_bulk, field_of_mistake

        kinds.register(CHECKED, ENDED)
        parts.register("work_list", 50, work_list_part)
        many = _("See what you recorded on many matters at once, and bring running matters in from a table.")
        for area in ("side", "home"):
            register(Entry("many", _("Many matters at once"), "bulk_list", 30, may_be_in_charge, area, many))
        register_verbs(
            {
                "bulk.ordered": _("Ordered one record for many matters"),
                "import.begun": _("Uploaded a table of matters"),
                "import.ordered": _("Ordered an import of matters"),
                "import.ended": _("Ended an import of matters"),
            }
        )
        register_things({"bulk": _("Bulk action"), "import": _("Import of matters")})
        rotation.register(rotation.SealedColumn("texts of bulk actions", BulkAction, "sealed_text", field_of_bulk))
        rotation.register(rotation.SealedColumn("mistakes of imports", ImportMistake, "sealed_found", field_of_mistake))
