"""Samples: drawn from a seed, kept with what they were drawn from, and shown with who has been visited."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from xiaobao.docket.actions.draw_sample import draw_sample, visitable
from xiaobao.docket.actions.visit import visit
from xiaobao.docket.models import Matter, Sample
from xiaobao.docket.samples import sample_page, samples
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.rules.sampling import digest, draw
from xiaobao.vault.models import AuditEntry

LATER = cast.at("2026-06-01")
MAY = {"since": date(2026, 5, 1), "until": date(2026, 5, 31)}


@pytest.fixture
def docket(register):
    """Eight complaints declined in May, one in another office, one of April, one undecided, one report."""
    done = {"decision": "declined", "decided_at": cast.at("2026-05-19")}
    rows = [cast.complaint(external_id=f"E{n}", **done) for n in range(8)]
    rows.append(cast.complaint(external_id="J", office_name="江头市场监督管理所", **done))
    rows.append(cast.complaint(external_id="A", received_at=cast.at("2026-04-30"), **done))
    rows.append(cast.complaint(external_id="open"))
    rows.append(cast.report())
    return [register(row) for row in rows]


def drawn(officers, username="luyiheng", **how):
    return draw_sample(officer=officers[username], at=LATER, **({"size": 3, "seed": 20260601} | MAY | how))


def numbers(sample):
    return list(sample.drawn.values_list("matter__number", flat=True))


def test_a_sample_is_what_the_rule_draws_from_its_population(docket, officers):
    sample = drawn(officers)
    population = list(Matter.objects.filter(pk__in=docket[:9]).values_list("number", flat=True))
    assert numbers(sample) == list(draw(population, 3, 20260601))
    assert (sample.seed, sample.population, sample.digest) == (20260601, 9, digest(population))
    assert sample.criteria == {
        "since": "2026-05-01",
        "until": "2026-05-31",
        "states": list(visitable()),
        "office": "",
        "size": 3,
    }
    assert (sample.drawn_by.name, sample.drawn_at) == ("陆一恒", LATER)
    entry = AuditEntry.objects.get(act="sample.draw")
    assert (entry.subject, entry.detail["population"], entry.detail["seed"]) == (
        f"sample:{sample.pk}",
        9,
        20260601,
    )


def test_the_same_seed_draws_the_same_matters_again_and_another_seed_others(docket, officers):
    assert numbers(drawn(officers)) == numbers(drawn(officers, username="fangzhou"))
    assert numbers(drawn(officers, seed=1)) != numbers(drawn(officers, seed=2))


def test_both_ends_of_the_period_are_included_and_filters_narrow(docket, officers):
    assert drawn(officers, since=date(2026, 5, 18), until=date(2026, 5, 18)).population == 9
    assert drawn(officers, since=date(2026, 4, 30)).population == 10
    assert drawn(officers, office="jiangtou").population == 1
    assert drawn(officers, states=["received"]).population == 1


def test_a_sample_larger_than_its_population_takes_all(docket, officers):
    assert drawn(officers, size=500).drawn.count() == 9


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"since": None}, "since"),
        ({"since": date(2026, 6, 2), "until": date(2026, 6, 3)}, "since"),
        ({"until": None}, "until"),
        ({"until": date(2026, 4, 30)}, "until"),
        ({"size": 0}, "size"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**63}, "seed"),
        ({"since": date(2026, 3, 1), "until": date(2026, 3, 31)}, "since"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_its_field(docket, officers, given, field):
    with pytest.raises(Refused) as refused:
        drawn(officers, **given)
    assert set(refused.value.fields) == {field}
    assert Sample.objects.count() == 0


@pytest.mark.parametrize("username", ["chensiyuan", "hemin", "suming", "tangyue", "admin"])
def test_only_the_consumer_section_and_the_bureau_leader_draw(docket, officers, username):
    with pytest.raises(NotAllowed):
        drawn(officers, username=username)


def test_the_page_lists_who_has_been_visited(docket, officers):
    sample = drawn(officers, size=9)
    first, second = (one.matter_id for one in sample.drawn.exclude(matter__office__code="jiangtou")[:2])
    call = {
        "side": "complainant",
        "on": LATER.date(),
        "channel": "phone",
        "sample_id": sample.pk,
        "at": LATER,
    }
    Case(first, officers).do(visit, reached=True, satisfaction="very", **call)
    Case(second, officers).do(visit, reached=False, **call)
    page = sample_page(officers["luyiheng"], sample.pk)
    assert (len(page.lines), page.visited, page.reached, page.hidden) == (9, 2, 1, 0)
    found = {line.matter_id: line for line in page.lines}
    assert [one.get_satisfaction_display() for one in found[first].visits] == ["非常满意"]
    assert (found[first].reached, found[second].reached) == (True, False)
    listed = samples(officers["luyiheng"]).get()
    assert (listed.size, listed.visited) == (9, 2)


def test_a_handler_sees_the_drawn_matters_of_the_own_office_only(docket, officers):
    sample = drawn(officers, size=9)
    assert (
        len(sample_page(officers["chensiyuan"], sample.pk).lines),
        sample_page(officers["lian"], sample.pk).hidden,
    ) == (8, 8)
    assert not samples(officers["admin"]).exists()
    for username, key in (("admin", sample.pk), ("luyiheng", sample.pk + 1)):
        with pytest.raises(NotFound):
            sample_page(officers[username], key)
