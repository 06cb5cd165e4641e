"""How likely a link between two matters is, by Splink (MIT, version 5) where it is installed; asked for only.

The deterministic rules decide; this only puts a number beside each of their links. Splink estimates, over
the same rows, how often a thing agrees among strangers (u) and among matters of one person (m): Fellegi and
Sunter, A Theory for Record Linkage, JASA 64, 1969.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from xiaobao.mining.tables import PERSON_EDGES

MISSING = "没有安装 Splink，人员连线不附概率分；连线本身不受影响。需要时安装：pip install 'splink>=5,<6'"
_COMPARED = ("name", "phone", "address", "id_number")
_SEED = 8
_PAIRS = 1_000_000
_RECALL = 0.9
_ONE_LINK = "l.link = r.link"

logger = logging.getLogger(__name__)


def installed() -> bool:
    """Whether Splink can be imported."""
    return find_spec("splink") is not None


def scored(edges: pa.Table, told: pa.Table) -> pa.Table:
    """Return ``person_edges`` with a probability (0 to 1) as score; null throughout without Splink.

    ``told`` is FORMS: what was written of each person; nothing of it is kept or logged.
    """
    if not installed():
        logger.warning(MISSING)
        return edges
    scores = _scores(edges, told) if edges.num_rows else {}
    pairs = zip(edges["left"].to_pylist(), edges["right"].to_pylist(), strict=True)
    found = pa.array([scores.get(pair) for pair in pairs], pa.float64())
    return pa.table([edges["left"], edges["right"], edges["reason"], found], schema=PERSON_EDGES)


def _scores(edges: pa.Table, told: pa.Table) -> dict[tuple[int, int], float]:
    """Learn from all that was written, then score the links and nothing else."""
    from splink import DuckDBAPI, Linker, block_on

    records = _records(told)
    api = DuckDBAPI()
    teacher = Linker(api.register(records), _settings(records), log_level=logging.ERROR)
    same = block_on("name", "phone")
    teacher.training.estimate_probability_two_random_records_match([same], recall=_RECALL)
    teacher.training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=_SEED)
    for known in ("phone", "name"):
        teacher.training.estimate_parameters_using_expectation_maximisation(
            block_on(known), record_sample_proportion=1.0
        )
    learnt = teacher.misc.save_model_to_json() | {"blocking_rules_to_generate_predictions": [_ONE_LINK]}
    linker = Linker(api.register(_ends(edges, records)), learnt, log_level=logging.ERROR)
    found = linker.inference.predict().as_record_list()
    return {(row["matter_l"], row["matter_r"]): row["match_probability"] for row in found}


def _records(told: pa.Table) -> pa.Table:
    """Return one record a matter (of several persons the first); what was not given is null."""
    seen: dict[int, dict[str, Any]] = {}
    for row in told.select(("matter", *_COMPARED)).to_pylist():
        seen.setdefault(row["matter"], {name: row[name] or None for name in row})
    schema = pa.schema(
        [("unique_id", pa.string()), ("matter", pa.int64()), *((one, pa.string()) for one in _COMPARED)]
    )
    return pa.Table.from_pylist(
        [{"unique_id": str(one["matter"]), **one} for one in seen.values()], schema=schema
    )


def _ends(edges: pa.Table, records: pa.Table) -> pa.Table:
    """Return both records of every link under the number of the link."""
    by = {row["matter"]: row for row in records.to_pylist()}
    ends = zip(edges["left"].to_pylist(), edges["right"].to_pylist(), strict=True)
    rows = [
        {**by[matter], "unique_id": f"{link:09d}{side}", "link": link}
        for link, pair in enumerate(ends)
        for side, matter in enumerate(pair)
    ]
    return pa.Table.from_pylist(rows, schema=records.schema.append(pa.field("link", pa.int64())))


def _settings(records: pa.Table) -> Any:
    from splink import SettingsCreator
    from splink import comparison_library as compared

    comparisons: list[Any] = [
        compared.ExactMatch("name").configure(term_frequency_adjustments=True),
        compared.DamerauLevenshteinAtThresholds("phone", 1),
    ]
    extra = [one for one in _COMPARED[2:] if records[one].null_count < records.num_rows]
    comparisons += [compared.ExactMatch(one) for one in extra]
    return SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, additional_columns_to_retain=["matter"]
    )
