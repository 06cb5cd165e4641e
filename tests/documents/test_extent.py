"""How long a document may grow, and that the worst admissible one is made in seconds and bounded memory."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.documents.documents_cast import COMPLAINT_FORM, CONTENT, DECLINE
from xiaobao.documents import notices, render, templates
from xiaobao.documents.errors import TooLong
from xiaobao.documents.facts import LONGEST, Fact
from xiaobao.documents.shape import MOST_CHARACTERS, MOST_PAGES

NOTICES = notices.load(CONTENT)


def greedy(times):
    """Return a notice that prints one long fact many times, as a careless hand might write."""
    letter = NOTICES["complaint-acceptance-121"]
    return replace(
        letter,
        body=letter.body.replace("特此告知。", "{{ more }}" * times),
        facts=(*letter.facts, Fact("more", "更多")),
    )


def test_a_fact_printed_ever_again_is_counted_before_it_is_written():
    facts = {name: DECLINE[name] for name in NOTICES["complaint-acceptance-121"].needs}
    with pytest.raises(TooLong, match=f"DOC-014 .*最多 {MOST_CHARACTERS} 字") as refusal:
        render.compose(greedy(6_000), facts | {"more": "长" * LONGEST})
    assert refusal.value.facts[0] == "more"


@pytest.mark.parametrize(
    ("name", "facts", "fact"),
    [("complaint-decline-121", DECLINE, "reason"), ("complaint-form-121", COMPLAINT_FORM, "grounds")],
)
def test_many_short_paragraphs_are_too_many_pages(name, facts, fact):
    with pytest.raises(TooLong, match=f"最多 {MOST_PAGES} 页"):
        render.compose(NOTICES[name], facts | {fact: "\n".join(["长"] * (LONGEST // 2))})


def test_a_long_but_admissible_document_is_composed():
    assert len(render.compose(NOTICES["complaint-decline-121"], DECLINE | {"reason": "长" * LONGEST})) > 10


WORST = """
import sys, time
from dataclasses import replace
from tests.documents.documents_cast import COMPLAINT_FORM, CONTENT, DECLINE
from xiaobao.documents import notices, render
from xiaobao.documents.facts import Fact

known = notices.load(CONTENT)
began = time.perf_counter()
long = "\\n".join("长" * 18 for _ in range(420))
pages = 0
for name, facts, fact in (("complaint-form-121", COMPLAINT_FORM, "grounds"), ("complaint-decline-121", DECLINE, "reason")):
    made = render.render(known[name], facts | {fact: long, "evidence" if name.startswith("complaint-d") else "requests": "宽W" * 4000})
    pages += made.pdf.count(b"/Type /Page\\n") + made.pdf.count(b"/Type /Page ")
narrow = "|" + "-|" * 28 + "\\n" + ("|" + " 甲 |" * 28 + "\\n") * 40
deep = "{% if contact %}" * 8 + "深" * 1000 + "{% endif %}" * 8
form = known["complaint-form-121"]
body = form.body.replace("* 注：1.", narrow + "\\n* 注：1.", 1)
assert render.render(replace(form, body=body), COMPLAINT_FORM).text
letter = known["complaint-acceptance-121"]
body = letter.body.replace("特此告知。", (deep + "\\n\\n") * 20)
assert render.render(replace(letter, body=body), {name: DECLINE[name] for name in letter.needs}).text
# The most this program held; what getrusage says would hold the process that started it too.
held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.perf_counter() - began, int(held.split()[1]) / 1024)
"""


def test_the_worst_admissible_template_and_facts_take_seconds_and_bounded_memory():
    """Measured in a process of its own: everything the interpreter, the fonts and the typesetter take."""
    done = subprocess.run(
        [sys.executable, "-c", WORST], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 20
    assert megabytes < 800


@pytest.mark.parametrize(
    "cell",
    [
        "{{ name.first }}",
        "{{ ''.__class__ }}",
        "{{ name.__class__.__mro__ }}",
        "{{ name() }}",
        "{{ name|upper }}",
        "{{ name[0] }}",
        "{{ 'x' * 1000000000 }}",
        "{{ range(999999999) }}",
        "{% for x in name %}{{ x }}{% endfor %}",
        "{% for x in range(9**9) %}{% endfor %}",
        "{% set x = name %}",
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
        "{% macro x() %}{% endmacro %}",
        "{{ self }}{{ self._TemplateReference__context }}",
        "{{ name if other }}",
        "\ue000name\ue001",
    ],
)
def test_a_row_is_no_way_round_the_language(cell):
    with pytest.raises(templates.Refused):
        templates.inspect(f"|--|--|\n| 姓名 | {cell} |\n")
