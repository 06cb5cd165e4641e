"""The steps of a draft: what each keeps, and everything that stands in its way."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests import cast
from tests.handbook.drafting_cast import REVIEWERS, STEP, Bench
from xiaobao.handbook.actions.drop_draft import drop_draft
from xiaobao.handbook.actions.publish import approved, publish, stamp
from xiaobao.handbook.actions.remark import remark
from xiaobao.handbook.actions.save_draft import save_draft
from xiaobao.handbook.actions.send_back import send_back
from xiaobao.handbook.models import Draft, DraftState, DraftText, Edition, EditionEntry
from xiaobao.handbook.shelf import in_service
from xiaobao.handbook.waiting import waiting_for
from xiaobao.refusals import Changed, NotAllowed, Refused
from xiaobao.rules.handbook.drafting import STEPS, Deed, deeds, why_not
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def bench(officers, rulebook) -> Bench:
    return Bench(officers, rulebook)


@pytest.fixture
def reviewed(bench: Bench) -> Draft:
    """A draft every role has agreed to."""
    draft = bench.add(bench.start())
    bench.send_out(draft)
    bench.hear_all(draft)
    return draft


def _publish(bench: Bench, username: str = cast.FANG_ZHOU.username) -> Edition:
    return publish(
        shown=stamp(approved()), note="补充核对管辖。", lawbook=bench.rulebook.law, today=cast.TODAY,
        **bench.by(username),  # type: ignore[arg-type]
    )  # fmt: skip


def _remark(bench: Bench, draft: Draft, verdict: str = "agree", words: str = "") -> Draft:
    draft.refresh_from_db()
    return remark(
        draft_id=draft.pk, version=draft.version, verdict=verdict, words=words,
        **bench.by(cast.FANG_ZHOU.username),  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_says_why_it_is_not_allowed_in_any_other_state(deed: Deed) -> None:
    allowed = next(step.sources for step in STEPS if step.deed is deed)
    for state in DraftState:
        assert (why_not(deed, state, str(state.label)) == "") == (state in allowed)


def test_the_states_of_the_table_are_those_that_are_kept() -> None:
    named = {state for step in STEPS for state in (*step.sources, step.target) if state}
    assert named == set(DraftState.values)
    assert deeds("settled", {"handbook_remark"}) == (Deed.REMARK,)


def test_an_entry_has_one_open_draft(bench: Bench) -> None:
    bench.start()
    with pytest.raises(Refused, match="已有一份没有办完的草稿（程默起草）"):
        bench.start()


def test_a_text_that_is_malformed_is_kept_and_not_sent_on(bench: Bench) -> None:
    draft = bench.start()
    save_draft(draft_id=draft.pk, version=1, text="---\ntitle:\n---\n写到一半\n", **bench.by())  # type: ignore[arg-type]

    assert DraftText.objects.get(draft=draft).text.endswith("写到一半\n")
    with pytest.raises(Refused, match="处待改正。第"):
        bench.send_out(draft)


def test_a_citation_of_nothing_and_a_telephone_of_somebody_are_named_with_their_line(bench: Bench) -> None:
    draft = bench.add(bench.start(), "见[[samr-order-121:99]]。\n电话 13800138000，或者拨打12345。")
    with pytest.raises(Refused) as refusal:
        bench.send_out(draft)
    last = len(draft.text.splitlines())
    assert f"第{last - 1}行：引用落空" in refusal.value.sentence
    assert f"第{last}行：好像有个人的电话" in refusal.value.sentence


def test_who_saves_second_is_told_who_was_first(bench: Bench) -> None:
    draft = bench.add(bench.start())
    with pytest.raises(Changed) as refusal:
        save_draft(draft_id=draft.pk, version=1, text="另一稿", **bench.by(cast.LU_YIHENG.username))  # type: ignore[arg-type]
    assert refusal.value.by == cast.CHENG_MO.name
    assert refusal.value.what == ("作了修改",)


def test_all_read_the_same_text_while_a_round_runs(bench: Bench) -> None:
    draft = bench.add(bench.start())
    bench.send_out(draft)
    with pytest.raises(Refused, match="各方看的必须是同一稿"):
        bench.add(draft)


def test_an_opinion_is_given_by_whose_office_it_is_once_and_never_on_an_own_draft(bench: Bench) -> None:
    draft = bench.add(bench.start())
    bench.send_out(draft, ("legal", "credit"))

    with pytest.raises(Refused, match="没有征求执法科的意见"):
        bench.say(draft, "enforcement")
    bench.say(draft, "legal")
    with pytest.raises(Refused, match="已由余立写过"):
        bench.say(draft, "legal")
    with pytest.raises(Refused, match="请写明意见"):
        bench.say(draft, "credit", "disagree", "")


def test_a_comment_quotes_the_paragraph_and_its_author_does_not_decide_on_it(bench: Bench) -> None:
    draft = bench.add(bench.start())
    bench.send_out(draft)
    made = bench.note(draft, cast.LU_YIHENG.username, paragraph=2)

    assert made.quoted == "再核对一遍管辖。"
    with pytest.raises(Refused, match="自己提的意见"):
        bench.rule(made, username=cast.LU_YIHENG.username)
    with pytest.raises(Refused, match="请写明理由"):
        bench.rule(made, "not_taken")
    bench.rule(made, "not_taken", "另有规定。")
    made.refresh_from_db()
    assert (made.ruling, made.ruled_by.name) == ("not_taken", cast.CHENG_MO.name)


def test_the_leader_is_asked_when_everybody_was_heard_and_every_comment_decided(bench: Bench) -> None:
    draft = bench.add(bench.start())
    bench.send_out(draft, ("legal_expert", "enforcement"))
    made = bench.note(draft)
    bench.say(draft, "legal_expert")
    bench.say(draft, "enforcement", "disagree", "与办法第十三条不符。")

    with pytest.raises(Refused) as refusal:
        bench.settle(draft)
    assert refusal.value.sentence == (
        "还没有法制科、信用科的意见。执法科不同意这一稿，请修改以后再征求一轮意见。还有 1 条逐段意见没有处理。"
    )
    bench.rule(made)
    bench.add(draft, "依据[[samr-order-121:13]]。")
    bench.send_out(draft)
    bench.hear_all(draft)
    assert bench.settle(draft).state == DraftState.SETTLED


def test_a_leader_who_wants_changes_sends_it_back_and_it_goes_round_again(
    bench: Bench, reviewed: Draft
) -> None:
    bench.settle(reviewed)
    assert _remark(bench, reviewed, "with_changes", "再简短一些。").state == DraftState.WRITING
    bench.add(reviewed, "简短。")
    bench.send_out(reviewed, ("legal",))
    bench.say(reviewed, "legal")
    bench.settle(reviewed)
    assert _remark(bench, reviewed).state == DraftState.APPROVED


def test_an_edition_keeps_every_entry_whole_and_says_who_wrote_what(bench: Bench) -> None:
    before = in_service()
    draft = bench.add(bench.start())
    bench.send_out(draft)
    bench.rule(bench.note(draft))
    bench.hear_all(draft)
    bench.settle(draft)
    _remark(bench, draft)

    edition = _publish(bench)

    rows = {one.path: one for one in EditionEntry.objects.filter(edition=edition)}
    assert (edition.number, edition.published_by.name, len(rows)) == (2, cast.FANG_ZHOU.name, len(before))
    assert rows[STEP].written_by == "程默（据韩朔意见修改）"
    assert {one.since for path, one in rows.items() if path != STEP} == {1}
    assert in_service().entries[STEP].text == draft.text
    assert Draft.objects.get().published_in == edition
    assert AuditEntry.objects.filter(act="handbook.published", subject="edition:2").count() == 1


def test_an_entry_taken_out_is_gone_from_the_next_edition_and_kept_in_the_last(bench: Bench) -> None:
    draft = bench.start(removes=True, words="与下一篇重复")
    bench.send_out(draft)
    bench.hear_all(draft)
    bench.settle(draft)
    _remark(bench, draft)
    edition = _publish(bench)

    assert STEP not in in_service().entries
    assert not edition.entries.filter(path=STEP).exists()
    assert Edition.objects.get(number=1).entries.filter(path=STEP).exists()


def test_nobody_publishes_what_is_not_agreed_or_has_changed_since(bench: Bench, reviewed: Draft) -> None:
    with pytest.raises(Refused, match="没有什么可以发布"):
        _publish(bench)
    with pytest.raises(NotAllowed):
        _publish(bench, cast.CHENG_MO.username)
    bench.settle(reviewed)
    _remark(bench, reviewed)
    with pytest.raises(Refused, match="刚刚有变动"):
        publish(
            shown="0" * 16, note="新版", lawbook=bench.rulebook.law, today=cast.TODAY,
            **bench.by(cast.FANG_ZHOU.username),  # type: ignore[arg-type]
        )  # fmt: skip
    Draft.objects.update(owner=bench.officers[cast.FANG_ZHOU.username].user)
    with pytest.raises(Refused, match="自己起草的由另一个人发布"):
        _publish(bench)


def test_a_draft_can_be_taken_back_and_dropped_and_another_begun(bench: Bench, reviewed: Draft) -> None:
    reviewed.refresh_from_db()
    back = send_back(draft_id=reviewed.pk, version=reviewed.version, **bench.by())  # type: ignore[arg-type]
    assert back.state == DraftState.WRITING
    drop_draft(draft_id=back.pk, version=back.version, **bench.by())  # type: ignore[arg-type]
    assert bench.start().pk != back.pk


def test_whoever_is_waited_for_is_counted(bench: Bench) -> None:
    draft = bench.add(bench.start())
    bench.send_out(draft)
    waits = {role: waiting_for(bench.officers[name]) for role, name in _reviewers().items()}
    assert waits == dict.fromkeys(REVIEWERS, 1)
    bench.hear_all(draft)
    assert waiting_for(bench.officers[cast.YU_LI.username]) == 0
    bench.settle(draft)
    assert waiting_for(bench.officers[cast.FANG_ZHOU.username]) == 1


def _reviewers() -> dict[str, str]:
    from tests.handbook.drafting_cast import WHO

    return WHO


@pytest.mark.parametrize("table", ["handbook_edition", "handbook_editionentry", "handbook_drafttext"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_published_or_written_is_never_edited_or_removed(
    bench: Bench, table: str, deed: str
) -> None:
    bench.add(bench.start())
    with (
        pytest.raises(DatabaseError, match="appended, never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))
