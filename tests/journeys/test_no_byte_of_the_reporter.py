"""T"""
from __future__ import annotations
import time
import pytest
from tests.journeys.canary_house import open_house
from tests.journeys.canary import needles
from tests.journeys.canary_lives import live_all
from tests.journeys.canary_rounds import go_round, names_of_all

@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), open_house(tmp_path_factory.mktemp("house")) as opened:
        began=time.perf_counter()
        live_all(opened)
        print("lives", time.perf_counter()-began)
        yield opened

@pytest.mark.django_db
def test_x(house):
    pass

def test_round(house):
    began=time.perf_counter()
    import cProfile, pstats
    pr=cProfile.Profile(); pr.enable()
    a=go_round(house)
    pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(70)
    print("round", time.perf_counter()-began, a.pages.seen, a.files.seen, len(a.pages.lines), len(a.files.pieces), sum(a.counts.values()))
    n=needles()
    began=time.perf_counter()
    for s in ("pages","heads","files"):
        print(s); 
        for l in getattr(a,s).caught(n): print("  LEAK", l)
    print("search", time.perf_counter()-began, len(n))
    print(names_of_all()-a.names)
    for line, where in a.pages.lines.items():
        for spelt in n:
            if spelt in line: print("LINE", where, line.decode(errors="replace")[:400]); break
    from xiaobao.docket.models import Document, Attachment
    for d in Document.objects.all(): print("DOC", d.pk, d.matter_id, d.notice, d.number, d.voided_at)
