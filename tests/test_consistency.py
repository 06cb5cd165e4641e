"""What must agree: glossary and code, articles and law, states and posts, acts and notices, error codes."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from xiaobao import law
from xiaobao.docket.reckoning import FOLLOWED
from xiaobao.documents import notices
from xiaobao.rules import locality as localities
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, State, Track

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "xiaobao"
CONTENT = REPOSITORY / "content"
GLOSSARY = REPOSITORY / "docs" / "glossary.md"
ROOMS = {
    "law": sorted((PACKAGE / "law").glob("*.py")),
    "rules": sorted((PACKAGE / "rules").glob("**/*.py")),
    "docket": sorted((PACKAGE / "docket" / "models").glob("*.py")),
    "handbook": sorted((PACKAGE / "handbook" / "models").glob("*.py")),
    "staff": [PACKAGE / "staff" / "models.py"],
    "vault": [PACKAGE / "vault" / "models.py"],
}
SHORT = {
    "令121": "samr-order-121",
    "令20": "samr-order-20",
    "令2": "samr-order-2",
    "条例778": "state-council-778",
    "消法": "consumer-protection-law",
    "移送规定": "crime-transfer",
    "公示规定": "penalty-publicity",
}
MEMBERS: tuple[Track | State | Act, ...] = (*Track, *State, *Act)
RULES = (workflow.ORDER_121, workflow.ORDER_20)
_ARTICLE = re.compile(r"(\S+?) (\d+\S*)")
_CODE = re.compile(r"[A-Z]{3}-\d{3}")


@dataclass(frozen=True)
class Term:
    """One row of the glossary."""

    chinese: str
    english: str
    code: tuple[str, ...]
    articles: tuple[tuple[str, str], ...]


def terms() -> Iterator[Term]:
    """Yield the rows of the glossary's tables."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0] != "中文" and not set(cells[0]) <= {"-"}:
            code, places = re.findall(r"`([^`]+)`", cells[2]), cells[3].split("; ")
            found = tuple(match.groups() for place in places if (match := _ARTICLE.fullmatch(place)))
            yield Term(cells[0], cells[1], tuple(code), found)  # type: ignore[arg-type]


TERMS = tuple(terms())
NAMED = frozenset(name for term in TERMS for name in term.code)


def public_classes(room: str) -> set[str]:
    """Return the classes of a room that do not begin with an underscore, as room.Name."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOMS[room])
    return {
        f"{room}.{node.name}"
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_class_is_in_the_glossary(room: str) -> None:
    assert sorted(public_classes(room) - NAMED) == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_glossary_names_no_class_that_is_gone(room: str) -> None:
    listed = {name for name in NAMED if name.startswith(f"{room}.")}
    assert sorted(listed - public_classes(room)) == []


def code_of(member: Track | State | Act) -> str:
    """Return how the glossary writes a member: State.ACCEPTED."""
    return f"{type(member).__name__}.{member.name}"


@pytest.mark.parametrize("member", MEMBERS, ids=code_of)
def test_every_track_state_and_act_is_in_the_glossary_under_its_own_word(member: Track | State | Act) -> None:
    assert [term.chinese for term in TERMS if code_of(member) in term.code] == [member.label]


def test_the_glossary_names_no_state_or_act_that_is_gone() -> None:
    listed = {name for name in NAMED if name.split(".")[0] in ("Track", "State", "Act")}
    assert listed == {code_of(member) for member in MEMBERS}


def test_the_clocks_the_docket_follows_are_in_the_glossary() -> None:
    assert set(FOLLOWED) <= NAMED


def test_every_article_of_the_glossary_is_held_by_the_law() -> None:
    book = law.load(CONTENT)
    cited = {(short, article) for term in TERMS for short, article in term.articles}
    assert {short for short, _ in cited} <= set(SHORT)
    for short, article in sorted(cited):
        assert book.cite(SHORT[short], article)


def test_every_row_of_the_glossary_has_an_article_or_a_dash() -> None:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    last = [line.strip("|").split("|")[-1].strip() for line in lines]
    assert [cell for cell in last if cell not in ("—", "article") and not _ARTICLE.match(cell)] == []


def test_every_step_stands_on_an_article_of_both_rules() -> None:
    book = law.load(CONTENT)
    for row in workflow.TABLE:
        assert set(row.article) == set(RULES)
        for regulation in row.article:
            assert workflow.basis(row, regulation, book)


@pytest.mark.parametrize("file", sorted((CONTENT / "localities").glob("*.yaml")), ids=lambda file: file.stem)
def test_no_post_may_do_more_than_the_table_of_states_allows(file: Path) -> None:
    locality = localities.load(CONTENT, file.stem)
    for row in (row for row in workflow.TABLE if row.on_desk):
        allowed = {post.code for post in locality.posts if row.act.value in post.acts}
        assert allowed <= set(row.who), row.act.label


@pytest.mark.parametrize("file", sorted((CONTENT / "localities").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_series_of_the_notices_has_a_number_pattern(file: Path) -> None:
    series = {notice.series for notice in notices.load(CONTENT).values()}
    assert series <= set(localities.load(CONTENT, file.stem).document_numbers)


# What the docket issues under either rule; the forms of one rule alone are named in tests/documents.
_ISSUED = (
    "accept", "decline", "terminate", "agreement", "mediation_notice", "identity_request", "complaint_form",
    "report_form", "receipt", "material_request", "minutes", "delegation_letter", "withdrawal", "other_route",
    "feedback", "extension_notice", "recusal_decision", "appraisal_letter", "settlement_record",
    "settle_first_slip", "police_letter", "service_receipt", "check_record", "filing_form", "report_result", "no_authority_notice", "hand_over_letter", "repeat_form", "matters_form", "crime_transfer",
    "supervision_order", "engagement_check_in", "engagement_deadlines", "engagement_feedback",
    "engagement_symposium",
)  # fmt: skip


@pytest.mark.parametrize("act", _ISSUED)
@pytest.mark.parametrize("rule", RULES)
def test_what_the_docket_issues_has_exactly_one_notice_under_either_rule(act: str, rule: str) -> None:
    held = [notice for notice in notices.load(CONTENT).values() if notice.act == act]
    assert [notice.id for notice in held if notice.regulation in (rule, "both")][1:] == []
    assert any(notice.regulation in (rule, "both") for notice in held)


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/errors.py")), ids=lambda path: path.parent.name)
def test_every_error_and_its_code_is_drawn_in_the_rooms_tree(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    drawn = ast.get_docstring(tree) or ""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert [node.name for node in classes if node.name not in drawn] == []
    codes = [code for node in classes for code in own_code(node)]
    assert [code for code in codes if not code.endswith("00") and code not in drawn] == []


def test_no_two_errors_share_a_code() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.glob("*/errors.py"))]
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    codes = [code for node in classes for code in own_code(node)]
    assert [code for code, times in Counter(codes).items() if times > 1] == []


def own_code(node: ast.ClassDef) -> Iterator[str]:
    """Yield the code an error class sets itself."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "code":
            yield from _CODE.findall(ast.unparse(statement.value))
