"""Full complaint lives a second, through the whole stack of the screens, by two processes on one database.

    python -m bench.lives LIVES

A life: register at the counter, accept, tell, both sides' consent, two sessions with minutes, an agreement,
both sides served, close: nine forms. Each is sent as an officer's browser sends it. A life leaves six
documents, every one laid out as docx and PDF before the clock stops.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from bench import child
from bench.ground import Ground
from bench.judging import Measured, at_least, spread
from bench.pages import HOST

WORKERS = 2
LIVES_A_SECOND = 8
SHANGHAI = ZoneInfo("Asia/Shanghai")


def measure(ground: Ground) -> Measured:
    """Play as many lives as a third of the requests in each of two processes; none may be lost."""
    with ground.copy(ground.blank) as home:
        count = max(ground.requests // 3, 5)
        ended = child.run(["-m", "bench.lives", str(count)], home=home)
    figures = ended.answer
    if figures["lost"] or figures["flaws"]:
        raise child.Failed(f"lives lost: {figures['lost']}, flaws in the audit trail: {figures['flaws']}")
    judged = at_least("lives.per_second", LIVES_A_SECOND, figures["per_second"], "lives/s")
    return Measured({**figures, "process": ended.spent.to_json()}, (judged,))


def main(count: int) -> None:
    """Run the processes side by side and print what they did together."""
    command = [sys.executable, "-m", "bench.lives", "worker", str(count)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    workers = [subprocess.Popen(command, text=True, **pipes) for _ in range(WORKERS)]
    for worker in workers:
        _line(worker)  # ready: imported, signed in, first life played
    began = time.perf_counter()
    for worker in workers:
        print(file=worker.stdin, flush=True)
    answers = [json.loads(_line(worker)) for worker in workers]
    took = time.perf_counter() - began
    seconds = [second for answer in answers for second in answer["seconds"]]
    lived = {"lives": len(seconds), "per_second": round(len(seconds) / took, 2), "wall_s": round(took, 2)}
    print(json.dumps({"workers": WORKERS, **lived, **spread(seconds), **_checked(len(seconds) + WORKERS)}))


def _line(worker: subprocess.Popen[str]) -> str:
    line = worker.stdout.readline() if worker.stdout else ""
    if not line:
        raise child.Failed(f"a worker ended with {worker.wait()}")
    return line


def _checked(lives: int) -> dict[str, Any]:
    """Count what is in the database afterwards: lives not closed, documents without files, flaws."""
    import django

    django.setup()
    from xiaobao.docket.models import Document, Matter
    from xiaobao.vault.audit import verify

    closed = Matter.objects.filter(state="closed").count()
    papers = Document.objects.count()
    unmade = Document.objects.filter(pdf_stored="").count()
    return {
        "lost": lives - closed + unmade,
        "documents": papers,
        "documents_a_life": round(papers / lives, 2),
        "flaws": sum(1 for _ in verify()),
    }


def work(count: int) -> None:
    """Play lives one after another; the first warms up and is not timed."""
    import django

    django.setup()
    clerk = Clerk()
    clerk.live()
    print("ready", flush=True)
    sys.stdin.readline()
    seconds = []
    for _ in range(count):
        began = time.perf_counter()
        clerk.live()
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"seconds": seconds}), flush=True)


class Clerk:
    """A browser signed in as the head of the consumer section, who may do every step of a complaint."""

    def __init__(self) -> None:
        from django.test import Client

        from xiaobao.staff.models import User

        self.client = Client(headers={"host": HOST})
        officer = User.objects.get(posts__code="section_head")
        self.client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    def live(self) -> None:
        """Play one life."""
        matter = self._register()
        self._send(matter, "accept", {}, own=True)
        self._serve(matter)
        said = {"side": "both", "subject": "mediation", "given": "yes", "how": "phone", "on": self._today()}
        self._send(matter, "consent", said | {"proof": "电话录音"})
        for result in ("continue", "agreed"):
            self._send(matter, "mediate", self._session(result))
        self._send(matter, "settle", self._agreement(matter))
        self._serve(matter)
        self._send(matter, "close", {"words": "调解书已归档。"})

    def _register(self) -> int:
        now = datetime.now(SHANGHAI)
        sheet = {
            "key": uuid4().hex,
            "kind": "complaint",
            "channel": "window",
            "received_at": f"{now - timedelta(minutes=5):%Y-%m-%dT%H:%M}",
            "person_name": "林晓禾",
            "person_phone": "13900000001",
            "person_postal": "厦门市湖里区虚构路88号",
            "respondent_name": "厦门青禾家居有限公司",
            "respondent_address": "福建省厦门市湖里区虚构路1号",
            "content": "定制的衣柜颜色与合同约定不符，商家拒绝重做。",
            "requests": ["更换", "赔偿损失"],
            "amount": "6800",
            "category": "家居用品",
        }
        response = self.client.post("/register/", sheet)
        return int(self._moved(response, "register").split("/matters/")[1].split("/")[0])

    def _session(self, result: str) -> dict[str, Any]:
        held = datetime.now(SHANGHAI) - timedelta(minutes=1)
        return {
            "session_id": "",
            "mode": "on_site",
            "held_at": f"{held:%Y-%m-%dT%H:%M}",
            "place": "湖里所调解室（虚构）",
            "mediators": ["陈思远"],
            "complainant_present": "yes",
            "respondent_present": "yes",
            "minutes": "双方陈述争议经过，就更换门板和补偿金额进行协商。",
            "result": result,
        }

    def _agreement(self, matter: int) -> dict[str, Any]:
        from xiaobao.docket.models import Party

        person = Party.objects.get(matter=matter)
        return {
            "settlement": "agreement",
            "terms": "被投诉人三日内更换全部门板并补偿800元。",
            "on": self._today(),
            "settled": "800",
            "recovered": "800",
            "consented": [str(person.pk)],
            "respondent_consents": "on",
            "proof": "双方签字。",
        }

    def _serve(self, matter: int) -> None:
        from xiaobao.docket.models import Addressee

        decided = {"document__matter": matter, "document__series__in": ("acceptance", "agreement")}
        one = Addressee.objects.filter(services=None, **decided).first()
        if one is None:
            raise child.Failed("nobody to serve")
        now = f"{datetime.now(SHANGHAI):%Y-%m-%dT%H:%M:%S}"
        told = {"channel": "phone", "sent_at": now, "served_at": now, "proof": "本人接听，当场告知。"}
        self._send(matter, "serve", told | {"to": f"{one.document_id}-{one.pk}", "everyone": "on"})

    def _send(self, matter: int, act: str, form: dict[str, Any], *, own: bool = False) -> None:
        from xiaobao.docket.models import Matter

        version = Matter.objects.values_list("version", flat=True).get(pk=matter)
        address = f"/matters/{matter}/{act}/" if own else f"/matters/{matter}/acts/{act}/"
        mark = {"version": str(version), "once": uuid4().hex}
        self._moved(self.client.post(address, {**form, **mark}), act)

    def _moved(self, response: Any, what: str) -> str:
        if response.status_code != 302:
            raise child.Failed(f"{what} answered {response.status_code}")
        return str(response.headers["Location"])

    @staticmethod
    def _today() -> str:
        return f"{datetime.now(SHANGHAI):%Y-%m-%d}"


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        work(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]))
