"""Rewards (举报奖励): for two posts alone. Everybody else is turned away before anything is looked up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from xiaobao.desk import fresh, once
from xiaobao.desk.forms.rewards import CodeForm, DecideForm, PayForm, ProposeForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.desk.views.documents import handed_over
from xiaobao.desk.views.identity import SHOWN_SECONDS
from xiaobao.docket import reward_page
from xiaobao.docket.actions.decide_reward import Decided, code_again, code_anew, decide_reward
from xiaobao.docket.actions.pay_reward import pay_reward, reward_of
from xiaobao.docket.actions.propose_reward import propose_reward
from xiaobao.docket.actions.see_rewarded import see_rewarded
from xiaobao.docket.models import Reward
from xiaobao.docket.reward_codes import found
from xiaobao.docket.reward_facts import APPROVE, PAY, PROPOSE
from xiaobao.docket.reward_notice import notice_blocks, notice_file
from xiaobao.refusals import Changed, NotFound, Refused

PAGE = 20


class Rewards(Screen):
    """The rewards, and for the clerk the decided cases none has been proposed on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        ask = self.ask
        reward_page.insist_on_post(ask.officer)
        cases = Paginator(reward_page.cases_to_reward(ask.officer), PAGE)
        held = Paginator(reward_page.rewards(ask.officer), PAGE)
        context = {
            "cases": cases.get_page(request.GET.get("cases")),
            "page": held.get_page(request.GET.get("page")),
            "proposes": ask.officer.may(PROPOSE),
            "pays": ask.officer.may(PAY),
        }
        return render(request, "desk/rewards/page.html", context)


class ProposeReward(Screen):
    """Propose a reward on a decided case."""

    def get(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Show the case and the form."""
        page = self._page(matter_id)
        return self._show(request, page, ProposeForm(page))

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Propose it, or show the form again with everything typed."""
        ask = self.ask
        page = self._page(matter_id)
        form = ProposeForm(page, request.POST)
        if once.used(request) or once.used_just_now(request):
            return _done_already(request)
        form.is_valid()
        try:
            reward = propose_reward(
                matter_id=matter_id, officer=ask.officer, at=ask.now, address=ask.address, **form.given()
            )
        except Refused as refusal:
            if once.used_just_now(request):
                return _done_already(request)
            form.refuse(refusal)
            return with_status(self._show(request, page, form), 422)
        once.use(request)
        messages.success(request, _("已提出奖励，等待审批。"))
        return redirect("reward", reward.pk)

    def _page(self, matter_id: int) -> reward_page.CasePage:
        ask = self.ask
        return reward_page.case_page(ask.officer, matter_id, ask.rulebook, at=ask.now, address=ask.address)

    def _show(self, request: HttpRequest, page: reward_page.CasePage, form: ProposeForm) -> HttpResponse:
        context = {"page": page, "form": form, "once": _mark(request)}
        return render(request, "desk/rewards/propose.html", context)


class OneReward(Screen):
    """One reward: what was proposed, what was decided, whether it was paid."""

    def get(self, request: HttpRequest, reward_id: int) -> HttpResponse:
        """Show it."""
        return self.show(request, reward_id)

    def show(self, request: HttpRequest, reward_id: int, form: DecideForm | None = None) -> HttpResponse:
        """Render it, with the form as it was sent where there is one."""
        ask = self.ask
        page = reward_page.reward_page(ask.officer, reward_id, ask.rulebook, at=ask.now, address=ask.address)
        reward, state = page.reward, Reward.State
        waiting = reward.state == state.PROPOSED and not page.own
        mine = reward.proposed_by_id == ask.officer.user.pk
        decided_it = reward.decided_by_id == ask.officer.user.pk
        context = {
            "page": page,
            "reward": reward,
            "decides": waiting and ask.officer.may(APPROVE) and not mine,
            "pays": reward.state == state.APPROVED and ask.officer.may(PAY) and not decided_it,
            "gives_code": reward.state == state.APPROVED and ask.officer.may(APPROVE) and decided_it,
            "sees": page.in_progress and not page.own and not ask.officer.may("audit"),
            "form": form or DecideForm(needs_finance=page.needs_finance),
            "once": _mark(request),
        }
        return render(request, "desk/rewards/reward.html", context)


class DecideReward(OneReward):
    """Approve a reward, which shows its code, or refuse it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, reward_id: int) -> HttpResponse:
        """Decide it; the code stands in the answer to this request alone."""
        ask = self.ask
        ask.may(APPROVE)
        if once.used(request):
            return self._again(request, reward_id)
        form = DecideForm(
            request.POST, needs_finance="with_finance" in request.POST or self._large(reward_id)
        )
        form.is_valid()
        try:
            decided = decide_reward(
                reward_id=reward_id, officer=ask.officer, at=ask.now, address=ask.address, **form.given()
            )
        except Changed as change:
            if once.used_just_now(request):
                return self._again(request, reward_id)
            form.refuse(change)
            return with_status(self.show(request, reward_id, form), 409)
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self.show(request, reward_id, form), 422)
        once.use(request)
        if decided.code:
            return show_code(self, request, decided)
        messages.success(request, _("已决定不予奖励。"))
        return redirect("reward", reward_id)

    def _again(self, request: HttpRequest, reward_id: int) -> HttpResponse:
        """Answer a second click on the same button: the browser shows the last answer only."""
        ask = self.ask
        try:
            again = code_again(reward_id=reward_id, officer=ask.officer, at=ask.now, address=ask.address)
        except (Refused, NotFound):
            return _done_already(request, reward_id)
        return show_code(self, request, again)

    def _large(self, reward_id: int) -> bool:
        ask = self.ask
        page = reward_page.reward_page(ask.officer, reward_id, ask.rulebook, at=ask.now, address=ask.address)
        return page.needs_finance


class CodeAnew(Screen):
    """Another code for one that was lost."""

    def post(self, request: HttpRequest, reward_id: int) -> HttpResponse:
        """Make it and show it; a second click makes no third."""
        ask = self.ask
        ask.may(APPROVE)
        if once.used(request) or once.used_just_now(request):
            return _done_already(request, reward_id)
        decided = code_anew(reward_id=reward_id, officer=ask.officer, at=ask.now, address=ask.address)
        once.use(request)
        return show_code(self, request, decided)


class RewardNotice(Screen):
    """The notice as PDF, for who has the code in hand."""

    @method_decorator(sensitive_post_parameters("code"))
    def post(self, request: HttpRequest, reward_id: int) -> HttpResponse:
        """Lay it out and send it; it is kept nowhere."""
        ask = self.ask
        ask.may(APPROVE)
        form = CodeForm(request.POST)
        code = form.cleaned_data["code"] if form.is_valid() else ""
        reward = found(code)
        if reward is None or reward.pk != reward_id or reward.decided_by_id != ask.officer.user.pk:
            raise NotFound("没有这份通知书。")
        return handed_over(notice_file(reward, code, ask.rulebook))


class PayReward(Screen):
    """Pay against a code: first the code is looked at, then the payment is put down."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code."""
        self.ask.may(PAY)
        return self._show(request, PayForm())

    @method_decorator(sensitive_post_parameters("code"))
    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the amount of a code, or pay it."""
        ask, form = self.ask, PayForm(request.POST)
        ask.may(PAY)
        form.is_valid()
        given: dict[str, Any] = {
            **form.given(),
            "officer": ask.officer,
            "at": ask.now,
            "address": ask.address,
        }
        try:
            if request.POST.get("do") != "pay":
                given.pop("receipt")
                return self._show(request, form, reward_of(**given))
            if once.used(request):
                return _done_already(request)
            reward = pay_reward(**given)
        except Refused as refusal:
            if once.used_just_now(request):
                return _done_already(request)
            form.refuse(refusal)
            known = None if "code" in refusal.fields else found(given["code"])
            return with_status(self._show(request, form, known), 422)
        once.use(request)
        messages.success(request, _("已登记发放 %(amount)s 元。") % {"amount": f"{reward.amount:,.2f}"})
        return redirect("rewards")

    def _show(self, request: HttpRequest, form: PayForm, reward: Reward | None = None) -> HttpResponse:
        context = {"form": form, "reward": reward, "once": _mark(request)}
        return render(request, "desk/rewards/pay.html", context)


class SeeRewarded(Screen):
    """For whom a reward is, shown shortly once the password has been given again."""

    def get(self, request: HttpRequest, reward_id: int) -> HttpResponse:
        """Say what will happen, or ask for the password first."""
        ask = self.ask
        reward_page.insist_on_post(ask.officer)
        if not fresh.is_confirmed(request, ask.now):
            return redirect(fresh.confirm_address(request.path))
        return render(request, "desk/rewards/see.html", {"reward_id": reward_id})

    def post(self, request: HttpRequest, reward_id: int) -> HttpResponse:
        """Show it; the page leads back by itself and is not printed."""
        ask = self.ask
        revealed = see_rewarded(
            reward_id=reward_id,
            officer=ask.officer,
            at=ask.now,
            confirmed_at=fresh.confirmed_at(request),
            address=ask.address,
        )
        back = reverse("reward", args=[reward_id])
        context = {"revealed": revealed, "back": back, "seconds": SHOWN_SECONDS}
        response = render(request, "desk/rewards/shown.html", context)
        response["Refresh"] = f"{SHOWN_SECONDS};url={back}"
        return response


def show_code(screen: Screen, request: HttpRequest, decided: Decided) -> HttpResponse:
    """Show a code and its notice, to be handed over; nothing of it is in the session or an address."""
    context: dict[str, Any] = {
        "reward": decided.reward,
        "code": decided.code,
        "blocks": notice_blocks(decided.reward, decided.code, screen.ask.rulebook),
    }
    return render(request, "desk/rewards/code.html", context)


def _mark(request: HttpRequest) -> str:
    return request.POST.get(once.FIELD) or once.new_once()


def _done_already(request: HttpRequest, reward_id: int = 0) -> HttpResponse:
    messages.info(request, _("已经办理，没有重复办理。"))
    return redirect("reward", reward_id) if reward_id else redirect("rewards")
