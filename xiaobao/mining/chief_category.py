"""The one category of a matter, where a count needs one and several apply.

Order of precedence (a definition, hence not among the settings): first whether many act together
(职业索赔, 群体投诉: that is how such matters are dealt with, whatever was bought), then what was bought
(食品安全, 家居用品, 旅游服务: the rules for goods and services hold wherever they were bought), last where it
was bought (自营平台 before 电商网购, of which it is a part). Only what is proposed counts; where nothing is
proposed it is 其他.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.bands_of_trust import PROPOSE
from xiaobao.mining.label_rows import HOT

ORDER = ("职业索赔", "群体投诉", "食品安全", "家居用品", "旅游服务", "自营平台", "电商网购")
"""The seven as ``content/taxonomy/hot_categories.yaml`` calls them, the chief one first."""
OTHER = "其他"


def primary(labels: pa.Table) -> dict[int, str]:
    """Return the chief category of every matter that has one proposed; of all others it is ``OTHER``."""
    proposed = labels.filter(pc.and_(pc.equal(labels["scheme"], HOT), pc.equal(labels["band"], PROPOSE)))
    place = {label: row for row, label in enumerate(ORDER)}
    chief: dict[int, str] = {}
    for matter, label in zip(proposed["matter"].to_pylist(), proposed["label"].to_pylist(), strict=True):
        if label in place and place[label] < place.get(chief.get(matter, ""), len(place)):
            chief[matter] = label
    return chief
