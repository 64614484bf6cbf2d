from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.thai.dates.formatting import BUDDHIST_ERA

register = template.Library()


@register.simple_tag
def fiscal_year_name(year: int) -> str:
    """Named after the year in which it ends, of the Buddhist era in Thai."""
    return _("Fiscal year %(year)s") % {"year": year if get_language() == "en" else year + BUDDHIST_ERA}
