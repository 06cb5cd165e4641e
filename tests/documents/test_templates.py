"""The template language: facts and conditions, and nothing that could run, read or loop."""

from __future__ import annotations

import pytest

from xiaobao.documents import templates


@pytest.mark.parametrize(
    "body",
    [
        "{{ 7*7 }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 7 }}",
        "{{ name.first }}",
        "{{ name['first'] }}",
        "{{ name.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ range(999999999) }}",
        "{{ name() }}",
        "{{ name|upper }}",
        "{{ name if other }}",
        "{{ name ~ other }}",
        "{{ [name] }}",
        "{{ {'a': name} }}",
        "{{ name == other }}",
        "{{ -name }}",
        "{% if name is defined %}x{% endif %}",
        "{% if name > other %}x{% endif %}",
        "{% for x in name %}{% endfor %}",
        "{% set x = name %}",
        "{% macro x() %}{% endmacro %}",
        "{% import 'x' as y %}",
        "{% from 'x' import y %}",
        "{% include 'x' %}",
        "{% extends 'x' %}",
        "{% block x %}{% endblock %}",
        "{% call x() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with x = name %}{% endwith %}",
        "{% autoescape true %}{% endautoescape %}",
        "{% raw %}{% endraw",
        "{% if name %}x",
        "{{ name }",
        "{% debug %}",
        "\ue000name\ue001",
        "{{ (" + "(" * 5000 + "name" + ")" * 5000 + ") }}",
        "{{ name }}" + "x" * 70_000,
        "{% if name %}" * 20 + "x" + "{% endif %}" * 20,
    ],
)
def test_anything_but_facts_and_conditions_is_refused(body):
    with pytest.raises(templates.Refused):
        templates.inspect(body)


def test_facts_and_conditions_are_understood():
    body = "{{ a }}{% if b and not c %}{{ b }}{% elif a or c %}甲{% else %}乙{% endif %}{# 说明 #}"
    uses, tested = templates.inspect(body)
    assert {(use.name, use.guards) for use in uses} == {("a", frozenset()), ("b", frozenset({"b"}))}
    assert tested == {"a", "b", "c"}


def test_a_condition_chooses_by_whether_the_fact_has_a_value():
    body = "{% if a %}有{% else %}无{% endif %}"
    assert templates.run(body, {"a": True}) == "有"
    assert templates.run(body, {"a": False}) == "无"


def test_a_value_is_put_in_once_and_not_looked_at_again():
    marked = templates.run("{{ a }}与{{ b }}", {"a": True, "b": True})
    filled = templates.fill(marked, {"a": "\ue000b\ue001{{ b }}", "b": "乙"})
    assert filled == "\ue000b\ue001{{ b }}与乙"


def test_a_condition_on_its_own_line_leaves_no_blank_line():
    assert templates.run("上\n{% if a %}\n中\n{% endif %}\n下", {"a": True}) == "上\n中\n下"
