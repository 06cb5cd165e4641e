"""Where the state of one installation lives: everything under XIAOBAO_HOME (default ``var/``).

var/
  xiaobao.sqlite3     the embedded database
  keys/               secret key and the keys of the vault, readable by the owner only
  archive/            issued documents and received files, sealed, named by their hash
  calendar/           holiday notices put in place by two officers or by an administrator
  supervision/        the ladder two officers have put in place of the shipped one
  routing/            the rules of routing two officers have put in place of the shipped ones
  handlers/           who handles what, put in place of the shipped arrangement by two officers
  law/                regulations two officers have put in place of shipped ones, or beside them
  anchors/            lines that say how far the audit trail has come (XIAOBAO_ANCHORS: elsewhere)
  official/           published texts of regulations loaded by an administrator
  mining/             tables and models of the mining, readable by the owner only; nobody is named in them
  handbook/           the handbook as files, made when somebody asks for one; may be thrown away
  tmp/                files being received and read, thrown away at once; readable by the owner only
  channels.yaml       how messages go out beside the screen, with passwords; readable by the owner only
  demo-logins.json    accounts of the demo locality (only where `xiaobao init` made them)
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path


def home() -> Path:
    """Return the folder that holds all state, absolute; it need not exist yet."""
    return Path(os.environ.get("XIAOBAO_HOME") or "var").absolute()


def key(name: str, *, size: int = 32) -> bytes:
    """Return the secret called ``name``, making it on first use (file mode 0600)."""
    path = home() / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_once(path, secrets.token_hex(size))
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def official_texts() -> Path:
    """Return the folder of published texts of regulations an administrator has loaded."""
    return home() / "official"


def mining() -> Path:
    """Return the folder of the tables and models of the mining (mode 0700), making it on first use."""
    path = home() / "mining"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def workroom() -> Path:
    """Return the folder for files that are read and thrown away (mode 0700), making it on first use.

    They lie here in plain for as long as they are read, apart from what the rest of the machine throws away.
    """
    path = home() / "tmp"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def sweep_workroom(before: float) -> int:
    """Remove what killed processes left in the workroom before this moment (seconds); returns how many."""
    left = [path for path in workroom().iterdir() if path.stat().st_mtime < before]
    for path in left:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return len(left)


def write_once(path: Path, text: str) -> None:
    """Write a secret that is never changed again (file mode 0600); one that is there already stays.

    On return it is on disk, whole, with its name.
    """
    # Two processes or threads may start at once: the first link wins, the second reads what the first wrote.
    draft = _draft(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    flush_folder(path.parent)


def write_over(path: Path, text: str) -> None:
    """Write a secret over what was there before (file mode 0600): the old or the new, never half of it."""
    draft = _draft(path, text)
    try:
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on disk: a name is durable only once its folder is flushed too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _draft(path: Path, text: str) -> Path:
    draft = path.with_suffix(f".{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft
