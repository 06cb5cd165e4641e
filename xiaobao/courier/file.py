"""The channel for development: every parcel becomes a line of JSON in a file only its owner reads."""

from __future__ import annotations

import json
import os
from io import RawIOBase
from pathlib import Path

from xiaobao.courier.errors import Unreachable
from xiaobao.courier.parcel import Parcel


class FileChannel:
    """Appends to one file (mode 0600), made on first use."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, parcel: Parcel) -> None:
        """Append one line with key, address, title, body, at."""
        line = {
            "key": parcel.key,
            "address": parcel.address,
            "title": parcel.title,
            "body": parcel.body,
            "at": parcel.at.isoformat(),
        }
        try:
            # One write of a file opened to append: lines of several processes do not mix.
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "ab", buffering=0) as file:
                _write(file, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            raise Unreachable(f"文件写不进去（{type(error).__name__}）") from error

    def close(self) -> None:
        """Nothing is kept open."""


def _write(file: RawIOBase, line: bytes) -> None:
    if file.write(line) != len(line):
        raise OSError("the disk took only a part of the line")
