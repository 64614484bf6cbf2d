"""What the owner of a temporary account is told before it ends."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

ENDS_SOON = NoticeKind(
    key="registration.ends_soon",
    label=_("My temporary account ends soon"),
    subject=_("Your temporary account can be used until %(last_day)s"),
    body=_(
        "Verify who you are before it ends, and the account becomes permanent. After %(last_day)s you can sign in only "
        "to verify yourself; nothing of it is deleted."
    ),
    is_optional=False,
)
