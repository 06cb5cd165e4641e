"""The acts of a report on screen: forms and actions of its own, beside or in place of a complaint's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xiaobao.desk.deed import Deed
from xiaobao.rules.workflow import Act

ARRIVAL: Mapping[Act, Deed] = MappingProxyType({})
CHECKING: Mapping[Act, Deed] = MappingProxyType({})
CASES: Mapping[Act, Deed] = MappingProxyType({})
OF_REPORTS: Mapping[Act, Deed] = MappingProxyType({**ARRIVAL, **CHECKING, **CASES})
"""What an act of a report does; an act that is not here is done as on a complaint."""
