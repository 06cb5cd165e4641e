"""Clusters: average linkage as SciPy has it, over one block or several, and when an issue has gone quiet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from xiaobao.mining.hotspots_settings import TopicSettings
from xiaobao.mining.topics import clusters, joined, means
from xiaobao.mining.topics_scores import best


def told(**changed: Any) -> TopicSettings:
    usual = {"least": 0.15, "span": 60, "block": 4000, "reach": 120, "living": 100, "terms": 400}
    return TopicSettings(**{**usual, **changed})


def texts(n: int, seed: int) -> sparse.csr_matrix:
    """Rows of length 1 with few columns, some of them alike."""
    draw = np.random.default_rng(seed)
    topic = draw.integers(0, 6, n)
    rows = np.zeros((n, 60), dtype=np.float32)
    for row in range(n):
        rows[row, topic[row] * 8 + draw.integers(0, 8, 3)] = draw.random(3) + 0.2
        rows[row, 48 + draw.integers(0, 12, 2)] = draw.random(2)
    return sparse.csr_matrix(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def groups(of: Any) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(np.asarray(of) == one).tolist()) for one in set(np.asarray(of).tolist())}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("least", [0.1, 0.15, 0.3])
def test_clusters_are_those_of_average_linkage(seed: int, least: float):
    rows = texts(80, seed)
    apart = 1 - (rows @ rows.T).toarray().astype(np.float64)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(np.clip(apart, 0, None), checks=False), "average")
    assert groups(joined(rows, np.ones(80), least)) == groups(fcluster(tree, 1 - least, "distance"))


def test_a_cluster_is_named_by_its_first_row():
    rows = sparse.csr_matrix(np.eye(3, dtype=np.float32)[[0, 1, 0, 2, 1]])
    assert joined(rows, np.ones(5), 0.5).tolist() == [0, 1, 0, 3, 1]


def test_an_item_that_stands_for_many_weighs_as_many():
    rows = sparse.csr_matrix(np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32))
    # 1 joins 2 (0.8); 0 is like the two by (5 × 0.6 + 0) / 6 = 0.5 where 1 stands for five, 0.3 where for one
    assert joined(rows, [1, 5, 1], 0.45).tolist() == [0, 0, 0]
    assert joined(rows, [1, 1, 1], 0.45).tolist() == [0, 1, 1]


def test_an_issue_goes_on_from_one_block_into_the_next():
    rows = sparse.csr_matrix(np.eye(2, dtype=np.float32)[[0, 1, 0, 0, 1]])
    assert clusters(rows, [0, 1, 2, 3, 4], told(block=2)).tolist() == [0, 1, 0, 0, 1]


def test_an_issue_that_has_gone_quiet_is_another_when_it_comes_again():
    rows = sparse.csr_matrix(np.ones((3, 1), dtype=np.float32))
    assert clusters(rows, [0, 130, 140], told(span=7, reach=120)).tolist() == [0, 1, 1]
    assert clusters(rows, [0, 110, 140], told(span=7, reach=120)).tolist() == [0, 0, 0]


def test_few_clusters_taken_along_are_the_larger_ones():
    rows = sparse.csr_matrix(np.eye(2, dtype=np.float32)[[0, 0, 1, 1, 0]])
    assert clusters(rows, [0, 0, 0, 9, 9], told(block=3, living=1)).tolist() == [0, 0, 2, 3, 0]


def test_nothing_has_no_cluster():
    assert clusters(sparse.csr_matrix((0, 4), dtype=np.float32), [], told()).tolist() == []


def test_a_mean_weighs_each_row_by_what_it_stands_for():
    rows = sparse.csr_matrix(np.array([[1, 0], [0, 1], [1, 1]], dtype=np.float32))
    found = means(rows, np.array([0, 0, 1]), np.array([3, 1, 2], dtype=np.float32))
    assert found.toarray().tolist() == [[0.75, 0.25], [1.0, 1.0]]


def test_the_best_cluster_of_an_issue_is_the_one_with_the_best_f1():
    found = best([7, 7, 7, 3, 3], {"甲": [0, 1], "乙": [2, 3, 4]})
    assert (found["甲"].cluster, found["甲"].f1, found["甲"].size, found["甲"].held) == (7, 0.8, 3, 2)
    assert (found["乙"].cluster, found["乙"].f1) == (3, 0.8)
    with pytest.raises(ValueError, match="without a row"):
        best([1], {"空": []})
