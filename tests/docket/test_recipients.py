"""Who is told: the post a ladder names, the next above where nobody holds it, and never who need not know."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import cast
from xiaobao.docket.models import Matter
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.models import Post, User


@pytest.fixture
def matter(register: Callable[..., int]) -> Matter:
    """林晓禾's complaint, with 湖里所 and in 陈思远's hands."""
    found = Matter.objects.get(pk=register())
    found.handler = User.objects.get(username="chensiyuan")
    found.save()
    return found


def names(rulebook: Rulebook, role: str, matter: Matter) -> list[str]:
    """Who is told, by name."""
    return [user.name for user in Recipients(rulebook, cast.TODAY).of(role, matter)]


def test_each_role_is_whoever_holds_it_for_this_matter(matter: Matter, rulebook: Rulebook) -> None:
    assert names(rulebook, "handler", matter) == ["陈思远"]
    assert names(rulebook, "unit_head", matter) == ["苏明"]
    assert names(rulebook, "section_head", matter) == ["陆一恒"]
    assert names(rulebook, "bureau_leader", matter) == ["方舟"]


def test_a_matter_nobody_handles_yet_goes_to_the_head_of_the_unit(matter: Matter, rulebook: Rulebook) -> None:
    matter.handler = None
    assert names(rulebook, "handler", matter) == ["苏明"]


def test_what_is_still_with_intake_goes_to_the_clerk_there(
    matter: Matter, rulebook: Rulebook, officers: object
) -> None:
    matter.handler, matter.office = None, User.objects.get(username="hemin").posts.get().office
    assert names(rulebook, "handler", matter) == ["何敏"]
    assert names(rulebook, "unit_head", matter) == ["陆一恒"]


def test_whoever_has_left_the_post_is_not_told(matter: Matter, rulebook: Rulebook) -> None:
    Post.objects.filter(user__username__in=("chensiyuan", "suming")).update(until=cast.TODAY)
    assert names(rulebook, "handler", matter) == ["陆一恒"]


def test_an_account_that_is_closed_is_not_told(matter: Matter, rulebook: Rulebook) -> None:
    User.objects.filter(username="chensiyuan").update(is_active=False)
    assert names(rulebook, "handler", matter) == ["苏明"]


def test_of_an_insiders_report_only_those_learn_who_may_see_it(
    register: Callable[..., int], rulebook: Rulebook
) -> None:
    report = Matter.objects.get(pk=register(cast.report()))
    report.guarded, report.handler = True, User.objects.get(username="chensiyuan")
    report.save()
    assert names(rulebook, "handler", report) == ["陈思远"]
    # An intake clerk may not know of it, so it goes to the next above who may.
    assert names(rulebook, "intake_clerk", report) == ["苏明"]


def test_one_person_in_two_roles_is_told_once(matter: Matter, rulebook: Rulebook) -> None:
    matter.handler = User.objects.get(username="suming")
    people = Recipients(rulebook, cast.TODAY).all_of(("handler", "unit_head", "section_head"), matter)
    assert [user.name for user in people] == ["苏明", "陆一恒"]
