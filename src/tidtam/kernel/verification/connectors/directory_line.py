"""A line to an LDAP server: encrypted, the server's certificate verified, every step with an end, nothing followed."""

import math
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from ldap3 import AUTO_BIND_NONE, NONE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException, LDAPInvalidDnError, LDAPStartTLSError
from ldap3.core.results import (
    RESULT_AUTH_METHOD_NOT_SUPPORTED,
    RESULT_CONFIDENTIALITY_REQUIRED,
    RESULT_INAPPROPRIATE_AUTHENTICATION,
    RESULT_INSUFFICIENT_ACCESS_RIGHTS,
    RESULT_INVALID_CREDENTIALS,
    RESULT_NO_SUCH_OBJECT,
    RESULT_STRONGER_AUTH_REQUIRED,
    RESULT_SUCCESS,
    RESULT_TIME_LIMIT_EXCEEDED,
)
from pyasn1.error import PyAsn1Error

from .choices import Reason
from .deadline import Deadline
from .protocol import Unavailable

MOST_BYTES = 256 * 1024
_PORTS = {"ldap": 389, "ldaps": 636}
_REFUSALS = frozenset(
    {
        RESULT_AUTH_METHOD_NOT_SUPPORTED,
        RESULT_CONFIDENTIALITY_REQUIRED,
        RESULT_INAPPROPRIATE_AUTHENTICATION,
        RESULT_INSUFFICIENT_ACCESS_RIGHTS,
        RESULT_INVALID_CREDENTIALS,
        RESULT_STRONGER_AUTH_REQUIRED,
    }
)


class WrongPassword(Exception):
    """The directory does not let this entry in with this password."""


class _Bounded:
    """A socket that reads no more than a little, and no longer than we have."""

    def __init__(self, socket: ssl.SSLSocket, deadline: Deadline) -> None:
        self._socket, self._deadline, self._left = socket, deadline, MOST_BYTES

    def recv(self, size: int) -> bytes:
        self._deadline.left()
        data = self._socket.recv(min(size, self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise Unavailable(Reason.GARBAGE)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


class _Verified(Tls):  # type: ignore[misc]  # ldap3 has no types
    """TLS as Python's own library verifies it: the chain, the dates, and the name we asked for."""

    def __init__(self, ca_file: str, deadline: Deadline) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        self._context = ssl.create_default_context(cafile=ca_file or None)
        self._deadline = deadline
        self.is_distrusted = False

    def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:  # noqa: ARG002 - its base's
        try:
            wrapped = self._context.wrap_socket(connection.socket, server_hostname=connection.server.host)
        except ssl.SSLCertVerificationError:
            self.is_distrusted = True
            raise
        connection.socket = _Bounded(wrapped, self._deadline)


class DirectoryLine:
    def __init__(self, url: str, *, bind_dn: str, password: str, ca_file: str = "") -> None:
        parts = urlsplit(url)
        self._is_tls_from_the_start = parts.scheme == "ldaps"
        self._host, self._port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        self._bind_dn, self._password, self._ca_file = bind_dn, password, ca_file

    @contextmanager
    def bound(self, deadline: Deadline) -> Iterator[Any]:
        """As the account that this site was given for looking things up."""
        try:
            with self.bound_as(self._bind_dn, self._password, deadline) as connection:
                yield connection
        except WrongPassword:
            raise Unavailable(Reason.REFUSED) from None

    @contextmanager
    def bound_as(self, dn: str, password: str, deadline: Deadline) -> Iterator[Any]:
        if not password:
            raise WrongPassword
        tls = _Verified(self._ca_file, deadline)
        connection = self._connection(tls, dn, password, deadline)
        try:
            connection.open(read_server_info=False)
            if not self._is_tls_from_the_start and not connection.start_tls(read_server_info=False):
                raise LDAPStartTLSError
            connection.bind()
            _judge_bind(connection.result["result"])
            yield connection
        except LDAPInvalidDnError:
            raise Unavailable(Reason.GARBAGE) from None
        except (LDAPException, OSError) as failure:
            raise Unavailable(_reason(failure, tls)) from None
        except (PyAsn1Error, LookupError, ValueError, TypeError):
            raise Unavailable(Reason.GARBAGE) from None
        finally:
            with suppress(LDAPException, OSError, Unavailable):
                connection.unbind()

    def _connection(self, tls: _Verified, dn: str, password: str, deadline: Deadline) -> Any:
        server = Server(
            self._host,
            port=self._port,
            use_ssl=self._is_tls_from_the_start,
            tls=tls,
            connect_timeout=deadline.to_connect,
            get_info=NONE,
        )
        return Connection(
            server,
            user=dn,
            password=password,
            auto_bind=AUTO_BIND_NONE,
            # A referral would have us hand the password to another server.
            auto_referrals=False,
            read_only=True,
            receive_timeout=math.ceil(deadline.to_read),
        )

    @staticmethod
    def search(connection: Any, base: str, condition: str, attributes: list[str], *, most: int) -> list[dict[str, Any]]:
        connection.search(base, condition, SUBTREE, attributes=attributes, size_limit=most, time_limit=5)
        code = connection.result["result"]
        if code in _REFUSALS:
            raise Unavailable(Reason.REFUSED)
        if code == RESULT_TIME_LIMIT_EXCEEDED:
            raise Unavailable(Reason.SLOW)
        if code != RESULT_SUCCESS:
            raise Unavailable(Reason.FAULT)
        return [one for one in connection.response if one["type"] == "searchResEntry"]


def _judge_bind(code: int) -> None:
    if code in {RESULT_INVALID_CREDENTIALS, RESULT_NO_SUCH_OBJECT}:
        raise WrongPassword
    if code != RESULT_SUCCESS:
        raise Unavailable(Reason.REFUSED if code in _REFUSALS else Reason.FAULT)


def _reason(failure: Exception, tls: _Verified) -> Reason:
    if tls.is_distrusted or isinstance(failure, LDAPStartTLSError):
        return Reason.UNTRUSTED
    return Reason.SLOW if isinstance(failure, TimeoutError) else Reason.UNREACHABLE
