"""The LDAP server that the tests ask: OpenLDAP's slapd, the system's own."""

import os
import shutil

from .steps import Missing, run_and_follow, say

_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/libexec", "/usr/lib/openldap"))


def find_slapd() -> str | None:
    return shutil.which("slapd", path=_PATH)


def have_slapd() -> str:
    if slapd := find_slapd():
        return slapd
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing slapd with apt-get: the tests ask a real directory …")
        # Only its program is wanted: in this run level no service is started, and nothing asks for a password.
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        run_and_follow("apt-update", ["apt-get", "update"], environment=environment)
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "slapd"]
        run_and_follow("apt-slapd", list(install), environment=environment)
        if slapd := find_slapd():
            return slapd
    raise Missing(
        "slapd is missing: script/test asks a real directory. Install it (on Debian: apt-get install slapd; on Fedora: "
        "dnf install openldap-servers)."
    )
