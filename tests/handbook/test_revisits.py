"""When a regulation changes, what cites it is listed for another look, with an owner and a due day."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.handbook.law_cast import change_order_121, published
from xiaobao.docket.rulebook import current
from xiaobao.handbook.actions.assign_revisit import assign_revisit
from xiaobao.handbook.actions.finish_revisit import finish_revisit
from xiaobao.handbook.actions.raise_revisits import raise_revisits
from xiaobao.handbook.models import LawSeen, Revisit
from xiaobao.handbook.revisits import open_count
from xiaobao.home import official_texts
from xiaobao.law import official
from xiaobao.refusals import Changed, NotAllowed, Refused
from xiaobao.staff.models import Post
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def seen(own_home, officers):
    """The law has been looked at once, as `init` does."""
    raise_revisits(current(), at=cast.NOON)


def change(regulation="samr-order-121", **proposers):
    """Let a regulation have been another when it was last seen."""
    LawSeen.objects.filter(regulation=regulation).update(digest="another")
    return raise_revisits(current(), at=cast.NOON, proposers=proposers.get("proposers", {}))


@pytest.fixture
def changed(seen):
    """Order 121 has changed, and what cites it is listed."""
    change()
    return Revisit.objects.get(subject="chapters/complaint.md")


def test_what_is_seen_for_the_first_time_is_only_noted(seen):
    assert LawSeen.objects.count() == len(current().law.regulations)
    assert not Revisit.objects.exists()
    assert raise_revisits(current(), at=cast.NOON) == 0


def test_a_law_file_put_in_place_is_a_change_of_its_regulation_alone(seen):
    change_order_121()
    assert raise_revisits(current(), at=cast.NOON) > 0
    assert set(Revisit.objects.values_list("regulation", "reason")) == {("samr-order-121", "法规文件有改动")}


def test_a_changed_regulation_lists_entries_phrases_and_templates_that_cite_it(changed):
    assert (changed.regulation, changed.reason) == ("samr-order-121", "法规文件有改动")
    assert "samr-order-121:15(1)" in changed.cites
    listed = set(Revisit.objects.values_list("subject", flat=True))
    assert "phrases/complaint-first-call.md" in listed
    assert "notices/complaint-acceptance-121" in listed
    assert "notices/complaint-acceptance-20" not in listed
    row = AuditEntry.objects.get(act="handbook.revisits_raised")
    assert (row.subject, row.detail["listed"]) == ("law:samr-order-121", len(listed))


def test_it_is_due_in_ten_working_days(changed):
    assert changed.due_on == date(2026, 6, 3)


def test_a_second_run_lists_nothing_and_a_second_change_only_what_was_done(changed, officers):
    assert raise_revisits(current(), at=cast.NOON) == 0
    finish_revisit(
        revisit_id=changed.pk, words="核对过，不需要改。", shown=changed.owner_id,
        officer=officers["chengmo"], at=cast.NOON,
    )  # fmt: skip
    assert change() == 1
    assert Revisit.objects.filter(subject=changed.subject).count() == 2


def test_the_editor_owns_it_where_nobody_proposed_the_change(changed):
    assert changed.owner.name == "程默"


def test_whoever_proposed_the_change_owns_it(seen, officers):
    change(proposers={"samr-order-121": officers["luyiheng"].user})
    assert {one.owner.name for one in Revisit.objects.all()} == {"陆一恒"}


def test_where_there_is_no_editor_the_head_of_section_owns_it(seen):
    Post.objects.filter(code="handbook_editor").delete()
    change()
    assert Revisit.objects.first().owner.name == "陆一恒"


def test_a_first_official_text_lists_nothing_another_one_does_and_names_the_articles(seen, tmp_path):
    official.load_text(published(tmp_path), official_texts(), current().law)
    assert raise_revisits(current(), at=cast.NOON) == 0
    official.load_text(published(tmp_path, fifteen="改过的句子。"), official_texts(), current().law)
    assert raise_revisits(current(), at=cast.NOON) > 0
    assert Revisit.objects.first().reason == "载入了另一个官方文本（第十五条有出入）"


def test_a_regulation_that_is_law_no_more_is_looked_at_again(seen):
    LawSeen.objects.filter(regulation="samr-order-20").update(governs=True)
    raise_revisits(current(), at=cast.NOON)
    assert set(Revisit.objects.values_list("regulation", "reason")) == {("samr-order-20", "不再施行")}


def test_it_is_counted_for_those_who_may_look_again(changed, officers):
    assert open_count(officers["chengmo"]) == Revisit.objects.count()
    assert open_count(officers["luyiheng"]) == Revisit.objects.count()
    assert open_count(officers["chensiyuan"]) == 0


def test_it_is_given_to_somebody_and_then_theirs(changed, officers):
    def give(shown):
        return assign_revisit(
            revisit_id=changed.pk, to=officers["luyiheng"].user.pk, shown=shown,
            locality=current().locality, officer=officers["chengmo"], at=cast.NOON,
        )  # fmt: skip

    assert give(changed.owner_id).owner.name == "陆一恒"
    with pytest.raises(Changed, match="程默"):
        give(changed.owner_id)
    assert AuditEntry.objects.get(act="handbook.revisit_assigned").actor_name == "程默"


@pytest.mark.parametrize(
    ("who", "to", "refusal"), [("chensiyuan", "chengmo", NotAllowed), ("chengmo", "chensiyuan", Refused)]
)
def test_only_who_may_look_again_gives_and_gets_it(changed, officers, who, to, refusal):
    with pytest.raises(refusal):
        assign_revisit(
            revisit_id=changed.pk, to=officers[to].user.pk, shown=changed.owner_id,
            locality=current().locality, officer=officers[who], at=cast.NOON,
        )  # fmt: skip


def test_it_is_finished_with_words_and_once(changed, officers):
    def finish(words):
        return finish_revisit(
            revisit_id=changed.pk,
            words=words,
            shown=changed.owner_id,
            officer=officers["chengmo"],
            at=cast.NOON,
        )

    with pytest.raises(Refused) as refusal:
        finish("  ")
    assert "words" in refusal.value.fields
    assert finish("核对过，不需要改。").done_by.name == "程默"
    with pytest.raises(Changed, match="办结复核"):
        finish("再来一次。")
