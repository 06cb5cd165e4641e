"""An invented holiday notice for 2027, for tests alone: no such notice has been issued."""

from __future__ import annotations

from pathlib import Path

INVENTED = """\
year: 2027
scope: whole_year
notice:
  title: 测试用虚构通知（2027年部分节假日安排，并非国务院办公厅文件）
  number: 测试〔2026〕0号
  issued: 2026-11-01
  publication: 仅供测试
breaks:
  - {name: 元旦, first: 2027-01-01, last: 2027-01-03}
  - {name: 春节, first: 2027-02-05, last: 2027-02-11}
  - {name: 清明节, first: 2027-04-03, last: 2027-04-05}
  - {name: 劳动节, first: 2027-05-01, last: 2027-05-05}
  - {name: 端午节, first: 2027-06-09, last: 2027-06-09}
  - {name: 中秋节, first: 2027-09-15, last: 2027-09-15}
  - {name: 国庆节, first: 2027-10-01, last: 2027-10-07}
workdays: [2027-01-09, 2027-02-20]
"""


def write(folder: Path) -> Path:
    """Write the invented notice as ``2027.yaml`` and return its path."""
    path = folder / "2027.yaml"
    path.write_text(INVENTED, encoding="utf-8")
    return path
