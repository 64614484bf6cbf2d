"""Where templates show up in the pages' frame, in notices and in the audit trail."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.kernel.notifications import kinds
from tidtam.web.navigation import Entry, register

from .notices import FAILED
from .policies import can_manage


def plug_in() -> None:
    kinds.register(FAILED)
    register(
        Entry(
            key="paper_templates",
            label=_("Paper templates"),
            url_name="academic_layouts:layouts",
            order=70,
            visible=can_manage,
            area="side",
        )
    )
    register_verbs(
        {
            "academic_layout.uploaded": _("Uploaded a paper template"),
            "academic_layout.published": _("Published a paper template"),
            "academic_layout.ended": _("Ended the paper template of an office"),
        }
    )
    register_things({"academic_layout": _("Paper template")})
