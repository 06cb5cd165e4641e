"""What every example may ask for: a home of its own, the offices and officers, and a way to register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import settings as settings_of_examples

from tests import cast
from xiaobao.docket.rulebook import Rulebook
from xiaobao.intake.registration import Registration
from xiaobao.staff.permissions import Authority

REPOSITORY = Path(__file__).parents[1]
CONTENT = REPOSITORY / "content"


# Every run of `make test` tries the same examples; `make test-slow` tries many more, new ones each time.
settings_of_examples.register_profile("usual", max_examples=100, derandomize=True, deadline=None)
settings_of_examples.register_profile("long", max_examples=1000, deadline=None)
settings_of_examples.load_profile("usual")


def pytest_configure() -> None:
    """Serve static files as they lie, and hash passwords quickly: examples sign in hundreds of times."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    """Speak Chinese after every example: a page asked for in English leaves its language to the thread."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def content() -> Path:
    """The content directory of the project."""
    return CONTENT


@pytest.fixture
def rulebook() -> Rulebook:
    """The law, calendar, locality and notices in service."""
    from xiaobao.docket.rulebook import current

    return current()


@pytest.fixture
def officers(db: None) -> dict[str, Authority]:
    """Every officer of the cast in the database, by username, with what they may do."""
    return seed_officers()


def seed_officers() -> dict[str, Authority]:
    """Create the offices and the cast's officers."""
    from xiaobao.docket.rulebook import current
    from xiaobao.staff.models import Post, User
    from xiaobao.staff.permissions import authority
    from xiaobao.staff.seed import seed_offices

    locality = current().locality
    offices = seed_offices(locality)
    for officer in cast.OFFICERS:
        user = User.objects.create_user(username=officer.username, name=officer.name, password=cast.PASSWORD)
        Post.objects.create(user=user, office=offices[officer.office], code=officer.post, since=cast.SINCE)
    return {user.username: authority(user, locality, cast.TODAY) for user in User.objects.all()}


@pytest.fixture
def register(officers: dict[str, Authority], rulebook: Rulebook) -> Callable[..., int]:
    """Register one matter and return its id."""
    from xiaobao.docket.actions.register import register_many

    def register(row: Registration | None = None) -> int:
        return register_many([row or cast.complaint()], batch=None, rulebook=rulebook, at=cast.NOON)[0]

    return register


@pytest.fixture
def signed_in(officers: dict[str, Authority]) -> Callable[[str], Client]:
    """Return a browser-like client signed in as one officer of the cast."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(officers[username].user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the example a home of its own: keys, archive and loaded calendars (the database stays)."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("XIAOBAO_HOME", str(home))
    return home


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """Let the tables be emptied after an example with a live server, then guard them again.

    The triggers that make events and the audit trail append-only would refuse the emptying.
    """
    guards = _guards()
    yield
    with connection.cursor() as cursor:
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute("INSERT INTO docket_search(docket_search) VALUES ('delete-all')")
        _empty(cursor)
        for _, sql in guards:
            cursor.execute(sql)


_APPENDED = (
    "docket_event",
    "docket_exchange",
    "docket_findingruling",
    "docket_labelruling",
    "vault_auditentry",
    "handbook_edition",
    "handbook_editionentry",
    "handbook_drafttext",
)


def _guards() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return list(cursor.fetchall())


def _empty(cursor: object) -> None:
    from django.apps import apps

    with connection.constraint_checks_disabled():
        for table in _APPENDED:
            assert table in {model._meta.db_table for model in apps.get_models()}
            cursor.execute(f"DELETE FROM {table}")  # type: ignore[attr-defined]
