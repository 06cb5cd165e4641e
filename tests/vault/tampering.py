"""What somebody with the database in his hands can do to the trail, on either database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from xiaobao.vault import guards
from xiaobao.vault.audit_key import known_key
from xiaobao.vault.chain import GENESIS, digest_of, mac_of
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.verification import verified

COLUMNS = (
    "at, actor_id, actor_name, act, subject, detail, address, post, result, hashing, mac, previous, digest"
)
EDITED, UNLINKED = "记录内容被改动", "与前一条记录不相衔接"
UNMARKED = "鉴别码不符，不是本系统写入的记录"


def gap(entry: int) -> str:
    """Return what is said of rows missing after one."""
    return f"第 {entry} 条之后缺少记录"


@dataclass(frozen=True)
class Tampering:
    """The rows of a trail by place (1 to 5), and what can be done to them. The guards are put back."""

    database: str
    keys: list[int]

    def __getitem__(self, place: int) -> int:
        return self.keys[place - 1]

    def run(self, *statements: str) -> None:
        """Change the table behind the back of its guards."""
        with connection.cursor() as cursor:
            guarded = self._disarmed(cursor)
            for statement in statements:
                cursor.execute(statement)
            for statement in guarded:
                cursor.execute(statement)

    def set(self, place: int, change: str) -> None:
        """Edit one row."""
        self.run(f"UPDATE vault_auditentry SET {change} WHERE id = {self[place]}")

    def remove(self, place: int) -> None:
        """Delete one row."""
        self.run(f"DELETE FROM vault_auditentry WHERE id = {self[place]}")

    def cut(self, after: int, *, forgotten: bool) -> None:
        """Delete every row after a place, and with ``forgotten`` the highest number ever given."""
        self.run(f"DELETE FROM vault_auditentry WHERE id > {self[after]}")
        if forgotten:
            self.run(self._forget(self[after]))

    def swap(self, one: int, other: int) -> None:
        """Exchange two rows."""
        self.run(
            f"UPDATE vault_auditentry SET id = 900 WHERE id = {self[one]}",
            f"UPDATE vault_auditentry SET id = {self[one]} WHERE id = {self[other]}",
            f"UPDATE vault_auditentry SET id = {self[other]} WHERE id = 900",
        )

    def copy(self, place: int, to: int) -> None:
        """Insert a row again under another number."""
        self.run(
            f"INSERT INTO vault_auditentry (id, {COLUMNS}) SELECT {to}, {COLUMNS} FROM vault_auditentry"
            f" WHERE id = {self[place]}"
        )

    def rehash(self, place: int, *, with_key: bool) -> None:
        """Work out anew every digest from a place on, and with the key every mark."""
        before = AuditEntry.objects.filter(pk__lt=self[place]).order_by("-pk").first()
        previous = before.digest if before else GENESIS
        for entry in AuditEntry.objects.filter(pk__gte=self[place]).order_by("pk"):
            entry.previous = previous
            previous = digest_of(entry)
            change = f"previous = '{entry.previous}', digest = '{previous}'"
            if with_key:
                change += f", mac = '{mac_of(previous, entry.hashing, known_key() or b'')}'"
            self.run(f"UPDATE vault_auditentry SET {change} WHERE id = {entry.pk}")

    def _disarmed(self, cursor: Any) -> list[str]:
        if self.database == "postgresql":
            cursor.execute("ALTER TABLE vault_auditentry DISABLE TRIGGER USER")
            return ["ALTER TABLE vault_auditentry ENABLE TRIGGER USER"]
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [guards.TABLE]
        )
        found = cursor.fetchall()
        for name, _sql in found:
            cursor.execute(f"DROP TRIGGER {name}")
        return [sql for _name, sql in found]

    def _forget(self, entry: int) -> str:
        if self.database == "postgresql":
            return f"UPDATE vault_auditentry_given SET last = {entry}"
        return f"UPDATE sqlite_sequence SET seq = {entry} WHERE name = 'vault_auditentry'"


def flaws() -> list[tuple[int, str]]:
    """Return what a verification finds."""
    return [(flaw.entry, flaw.reason) for flaw in verified().flaws]
