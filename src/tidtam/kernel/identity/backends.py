from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from .models import Account


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in by user name or e-mail address and password; brings the person along with each account."""

    def get_user(self, user_id: UUID) -> Account | None:
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account and account.is_active else None

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active)
