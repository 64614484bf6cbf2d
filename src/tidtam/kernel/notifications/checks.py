"""Said when the server starts: a gateway that is missing is noticed then, not when a person waits for a message."""

from typing import Any

from django.conf import settings
from django.core import checks

from .mailer import MailUrlMistake, mailer_from


@checks.register()
def check_mail_url(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    environment = settings.ENVIRONMENT
    if not environment.mail_url:
        hint = "Set TIDTAM_MAIL_URL, for example smtp://user:password@mail.example.go.th:587."
        return (
            [checks.Warning("No mail gateway is configured; messages wait.", hint=hint, id="notifications.W001")]
            if environment.is_production
            else []
        )
    try:
        mailer_from(environment.mail_url)
    except MailUrlMistake as mistake:
        return [checks.Error(str(mistake), id="notifications.E001")]
    return []
