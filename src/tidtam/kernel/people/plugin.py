"""What people tells the audit trail: the meaning of its codes, and how persons are called and found."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_namer, register_person_finder, register_things, register_verbs

from .queries import names_for_audit, persons_matching


def register_words() -> None:
    register_verbs(
        {
            "person.entered": _("Entered a person"),
            "person.affiliated": _("Took up a person in the organisation"),
            "person.assigned": _("Recorded where a person serves"),
            "person.assignment_revoked": _("Took back where a person serves"),
            "person.joined": _("Joined two records of one person"),
            "person.number_proven": _("Proved whose a number is"),
            "person.verified": _("Brought in data from a trusted source"),
            "person.contact_set": _("Set a contact address"),
            "person.key_destroyed": _("Erased what histories keep of a person"),
            "person.erased": _("Erased a person"),
            "keys.rotated": _("Sealed data anew with a new key"),
        }
    )
    register_things({"person": _("Person"), "identifier": _("ID or passport number"), "key": _("Key of the platform")})
    register_namer("person", names_for_audit)
    register_person_finder(persons_matching)
