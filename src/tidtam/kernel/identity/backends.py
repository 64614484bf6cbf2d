from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from .http import actor_of
from .models import Account
from .queries.accounts import account_at


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in by user name, e-mail or mobile number and password; brings the person along with each account."""

    def _authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        found: Account | None
        if number := credentials.get("mobile"):
            found = self._check_password(account_at(actor_of(request), number), credentials["password"])
        else:
            found = super()._authenticate(request, **credentials)
        return found

    def get_user(self, user_id: UUID) -> Account | None:
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account and account.is_active else None

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active)
