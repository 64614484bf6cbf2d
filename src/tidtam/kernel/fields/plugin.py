"""What the codes of this shelf mean in the audit trail."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs


def register_words() -> None:
    register_verbs({"fields.imported": _("Imported the list of fields of study")})
    register_things({"field_list": _("List of fields of study")})
