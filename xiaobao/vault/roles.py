"""Rights on PostgreSQL: the role the application works under may add to the audit trail and read it."""

from __future__ import annotations

import re

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SCRIPT = """\
-- 由表的所有者或者超级用户在数据库中执行；每次升级之后再执行一次。
BEGIN;
ALTER TABLE vault_auditentry OWNER TO {owner};
ALTER TABLE vault_auditentry_given OWNER TO {owner};
ALTER FUNCTION vault_auditentry_append() OWNER TO {owner};
ALTER FUNCTION vault_auditentry_refuse() OWNER TO {owner};
GRANT USAGE ON SCHEMA public TO {application};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {application};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {application};
-- 审计记录：只能新增和查看，不能改、删、清空，也不能动触发器。
REVOKE ALL ON vault_auditentry, vault_auditentry_given FROM PUBLIC, {application};
GRANT SELECT, INSERT ON vault_auditentry TO {application};
GRANT SELECT ON vault_auditentry_given TO {application};
COMMIT;"""


class NotARole(ValueError):
    """A name that is no plain name of a role."""


def script(*, owner: str, application: str) -> str:
    """Return the statements that part the two roles; raises NotARole.

    ``owner`` has the tables and runs the migrations, ``application`` is what the server connects as.
    """
    for name in (owner, application):
        if not _NAME.fullmatch(name):
            raise NotARole(f"“{name}”不是可用的角色名：请用小写字母、数字和下划线。")
    if owner == application:
        raise NotARole("所有者和日常运行的角色必须是两个角色，否则后者仍然可以改动审计记录。")
    return _SCRIPT.format(owner=owner, application=application)
