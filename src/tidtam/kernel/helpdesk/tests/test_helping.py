import threading
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.helpdesk.actions import help_account
from tidtam.kernel.helpdesk.choices import Deed
from tidtam.kernel.helpdesk.models import Intervention
from tidtam.kernel.helpdesk.queries import accounts_found, get_account, state_of
from tidtam.kernel.identity.middleware import ActorMiddleware
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account, sign_in
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.tests.factories import make_person
