"""What the codes of this shelf mean in the audit trail."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs


def register_words() -> None:
    register_verbs(
        {
            "file.stored": _("Attached a file"),
            "file.ended": _("Removed a file"),
            "file.handed_over": _("Gave a stored file its place"),
            "file.erased": _("Erased the content of a file"),
            "file.moved": _("Moved files with an office"),
            "file.orphans_cleared": _("Cleared away contents that belong to nothing"),
        }
    )
    register_things({"file": _("File"), "store": _("File store")})
