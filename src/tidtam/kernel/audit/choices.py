from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

VIEWED = "viewed"
SEARCHED = "audit.searched"
LOOKING = (VIEWED, SEARCHED)
"""What counts as somebody having looked at a person's data."""


class Channel(TextChoices):
    WEB = "web", _("web page")
    API = "api", _("programming interface")
    JOB = "job", _("background job")
    COMMAND = "command", _("command line")
