from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackingConfig(AppConfig):
    name = "tidtam.tracking"
    label = "tracking"

    def ready(self) -> None:
        from tidtam.kernel.actor import Actor
        from tidtam.kernel.audit.wording import register_things, register_verbs
        from tidtam.kernel.notifications import kinds
        from tidtam.web.navigation import Entry, register

        from . import personal_data
        from .choices import EventKind
        from .notices import KINDS
        from .policies import may_be_in_charge

        def is_member(actor: Actor) -> bool:
            return actor.person_id is not None

        def is_only_member(actor: Actor) -> bool:
            """The staff of an office follow their matters where the product for staff shows them."""
            return is_member(actor) and actor.office_id is None and not may_be_in_charge(actor)

        kinds.register(*KINDS)
        personal_data.register_all()
        register_verbs(
            {f"case.{kind}": kind.label for kind in EventKind}
            | {
                "case.imported": _("Imported a running matter"),
                "process.published": _("Published a process"),
                "process.taken_back": _("Took a version of a process back"),
                "case.clock_rang": _("Told of a limit"),
                "work_list.exported": _("Took the work list out as a file"),
            }
        )
        register_things({"case": _("Matter"), "process": _("Process"), "work_list": _("Work list")})
        follow = _("See which step each of your requests is at, since when, and what comes next.")
        work = _("The matters of your office: what is new, what is late, whose move it is.")
        for area in ("main", "home"):
            register(Entry("my_cases", _("My requests"), "my_cases", 10, is_member, area, follow))
            register(Entry("work", _("Work list"), "work_list", 20, may_be_in_charge, area, work))
        # The side menu says it in the word people know, and leads each to their own.
        register(Entry("follow", _("Follow matters"), "my_cases", 5, is_only_member, "side"))
        register(Entry("follow_work", _("Follow matters"), "work_list", 5, may_be_in_charge, "side"))
