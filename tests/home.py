"""A home of its own for every test process, set before Django reads its settings (loaded with ``-p``)."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="xiaobao-tests-"))
(HOME / "static").mkdir()
os.environ["XIAOBAO_HOME"] = str(HOME)
os.environ.pop("XIAOBAO_LOCALITY", None)
os.environ.pop("XIAOBAO_CONTENT", None)
os.environ.pop("XIAOBAO_CIPHER", None)
os.environ.pop("XIAOBAO_DATABASE", None)
os.environ.pop("XIAOBAO_ANCHORS", None)
os.environ.pop("XIAOBAO_DIGEST", None)
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
