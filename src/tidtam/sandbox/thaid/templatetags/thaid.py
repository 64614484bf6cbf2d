from django import template
from django.utils.functional import Promise

from tidtam.sandbox.thaid import printing
from tidtam.sandbox.thaid.faults import FAULTS

register = template.Library()
register.filter(printing.pid_as_printed)
register.filter(printing.name_as_printed)
register.filter(printing.date_as_printed)
register.filter(printing.moment_as_printed)
register.filter(printing.birthdate_as_printed)


@register.filter
def fault_text(name: str) -> str | Promise:
    return FAULTS[name].text if name in FAULTS else name
