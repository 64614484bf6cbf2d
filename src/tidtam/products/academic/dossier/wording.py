"""What the codes of dossiers mean in the audit trail."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs


def register_words() -> None:
    register_verbs(
        {
            "academic_dossier.begun": _("Began a dossier"),
            "academic_dossier.changed": _("Changed a part of a dossier"),
            "academic_dossier.imported": _("Imported the content of a dossier"),
            "academic_dossier.frozen": _("Froze a dossier as it stood"),
            "academic_dossier.signed": _("Recorded a signature in a dossier"),
            "academic_dossier.correction_signed": _("Recorded that a correction was signed"),
            "academic_dossier.signing_refused": _("Recorded that somebody refused to sign"),
            "academic_dossier.opened_signed": _("Opened a signed part of a dossier for changes"),
            "academic_dossier.reopened": _("Opened a dossier again"),
            "academic_dossier.closed": _("Closed a dossier again"),
            "academic_dossier.finding_overridden": _("Overrode a finding with a reason"),
            "academic_dossier.finding_restored": _("Took an override back"),
            "academic_dossier.rules_published": _("Published a set of rules"),
            "academic_dossier.rules_taken_back": _("Took back a set of rules that was to come"),
            "academic_dossier.parameter_set": _("Set a parameter of the rules"),
        }
    )
    register_things(
        {
            "academic_dossier": _("Dossier"),
            "academic_rule_set": _("Set of rules"),
            "academic_rule_parameter": _("Parameter of the rules"),
        }
    )
