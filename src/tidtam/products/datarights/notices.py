"""What people are told about their own data beside what the matters themselves tell."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

DOWNLOAD_READY = NoticeKind(
    key="datarights.download_ready",
    label=_("The copy of my data is ready"),
    subject=_("The copy of your data is ready until %(until)s"),
    body=_("Sign in to open it; nobody else can. After %(until)s it is no longer kept, and you can ask for a new one."),
)
ERASURE_DECIDED = NoticeKind(
    key="datarights.erasure_decided",
    label=_("My data will be erased"),
    subject=_("Your data will be erased on %(day)s"),
    body=_("If you do not want this, sign in before that day and stop it under “My data”."),
    is_optional=False,
)
ERASURE_STOPPED = NoticeKind(
    key="datarights.erasure_stopped",
    label=_("The erasure of my data was stopped"),
    subject=_("The erasure of your data was stopped"),
    body=_("Nothing was erased. Whoever did not stop it themselves should change the password now."),
    is_optional=False,
)
KINDS = (DOWNLOAD_READY, ERASURE_DECIDED, ERASURE_STOPPED)
