from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Paper(TextChoices):
    """The papers that an office may set in its own way."""

    REQUEST_FORM = "request_form", _("Request form")
    SUMMARY = "summary", _("Summary of data and steps")


class Failure(TextChoices):
    """Why nothing came out of a template. The values are those of `tidtam.web.paper.foreign`."""

    MISTAKES = "mistakes", _("The template does not fit what is to be printed.")
    SLOW = "slow", _("The template computes for too long.")
    HEAVY = "heavy", _("The template needs too much memory.")
    PAGES = "pages", _("The template makes more pages than a paper may have.")
    LARGE = "large", _("The paper becomes too large. Take smaller pictures.")
    BROKEN = "broken", _("The compiler gave up on the template.")
    BUSY = "busy", _("Too many papers are being printed. Try again in a minute.")
    DOORS = "doors", _("This server cannot run templates of offices safely, so it runs none.")
