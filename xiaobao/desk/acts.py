"""Every act an officer takes on a screen of the generic kind: its form, its action, its key.

An act is added here, or in ``desk/report_acts.py``, and nowhere else: a form in ``desk/forms`` whose fields
bear the names of the action's arguments, and one row. Accepting, declining, registering and
noting have screens of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xiaobao.desk.deed import Deed
from xiaobao.desk.forms import arrival, beside, interruption, mediation, outcome, routing
from xiaobao.desk.forms import settle_first as settling
from xiaobao.desk.report_acts import OF_REPORTS
from xiaobao.docket.actions.appoint_agent import appoint_agent
from xiaobao.docket.actions.appraise import appraise
from xiaobao.docket.actions.ask_material import ask_material
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.attach import attach
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.confirm import confirm
from xiaobao.docket.actions.consent import consent
from xiaobao.docket.actions.decide_recusal import decide_recusal
from xiaobao.docket.actions.delegate import delegate
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.actions.entrust import entrust
from xiaobao.docket.actions.extend import extend
from xiaobao.docket.actions.finish_appraisal import finish_appraisal
from xiaobao.docket.actions.hand_back import hand_back
from xiaobao.docket.actions.invite import invite
from xiaobao.docket.actions.join import join
from xiaobao.docket.actions.lead import lead
from xiaobao.docket.actions.mediate import mediate
from xiaobao.docket.actions.perform import perform
from xiaobao.docket.actions.place import place
from xiaobao.docket.actions.recall import recall
from xiaobao.docket.actions.recuse import recuse
from xiaobao.docket.actions.redirect import redirect
from xiaobao.docket.actions.reopen import reopen
from xiaobao.docket.actions.resume import resume
from xiaobao.docket.actions.return_ import return_
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.actions.settle import settle
from xiaobao.docket.actions.settle_first import settle_first
from xiaobao.docket.actions.split import split
from xiaobao.docket.actions.supplement import supplement
from xiaobao.docket.actions.take_back import take_back
from xiaobao.docket.actions.terminate import terminate
from xiaobao.docket.actions.transfer import transfer
from xiaobao.docket.actions.verify_identity import verify_identity
from xiaobao.docket.actions.visit import visit
from xiaobao.docket.actions.void import void
from xiaobao.docket.actions.withdraw import withdraw
from xiaobao.rules.workflow import Act, Track

KEYS: Mapping[Act, str] = MappingProxyType(
    {
        Act.ACCEPT: "a",
        Act.DECLINE: "d",
        Act.ASSIGN: "f",
        Act.ASK_MATERIAL: "b",
        Act.CONSENT: "y",
        Act.INVITE: "v",
        Act.MEDIATE: "m",
        Act.SETTLE: "e",
        Act.TERMINATE: "t",
        Act.CLOSE: "c",
        Act.SERVE: "s",
        Act.ATTACH: "h",
    }
)
"""The letters of the common acts on the page of a matter; j k n u g are taken by the lists."""


ACTS: Mapping[Act, Deed] = MappingProxyType(
    {
        Act.SPLIT: Deed(arrival.SplitForm, split, place="#links"),
        Act.JOIN: Deed(arrival.JoinForm, join, place="#people"),
        Act.APPOINT_AGENT: Deed(arrival.AppointAgentForm, appoint_agent, place="#people"),
        Act.ASK_MATERIAL: Deed(arrival.AskMaterialForm, ask_material),
        Act.VERIFY_IDENTITY: Deed(arrival.VerifyIdentityForm, verify_identity),
        Act.SUPPLEMENT: Deed(arrival.SupplementForm, supplement, place="#requests"),
        Act.PLACE: Deed(routing.PlaceForm, place, place="#competence"),
        Act.ASSIGN: Deed(routing.AssignForm, assign),
        Act.ENTRUST: Deed(routing.EntrustForm, entrust),
        Act.HAND_BACK: Deed(routing.HandBackForm, hand_back),
        Act.RETURN: Deed(routing.ReturnForm, return_),
        Act.DISPUTE: Deed(routing.DisputeForm, dispute, place="#competence"),
        Act.END_DISPUTE: Deed(routing.EndDisputeForm, end_dispute, place="#competence"),
        Act.REDIRECT: Deed(routing.RedirectForm, redirect),
        Act.SETTLE_FIRST: Deed(settling.SettleFirstForm, settle_first, place="#diversion"),
        Act.RECALL: Deed(settling.RecallForm, recall, place="#diversion"),
        Act.CONFIRM: Deed(settling.ConfirmForm, confirm, place="#diversion"),
        Act.WITHDRAW: Deed(routing.WithdrawForm, withdraw),
        Act.CONSENT: Deed(mediation.ConsentForm, consent, place="#mediation"),
        Act.DELEGATE: Deed(mediation.DelegateForm, delegate),
        Act.TAKE_BACK: Deed(mediation.TakeBackForm, take_back, place="#mediation"),
        Act.INVITE: Deed(mediation.InviteForm, invite, place="#mediation"),
        Act.MEDIATE: Deed(mediation.MediateForm, mediate, place="#mediation"),
        Act.RECUSE: Deed(interruption.RecuseForm, recuse, place="#mediation"),
        Act.DECIDE_RECUSAL: Deed(interruption.DecideRecusalForm, decide_recusal),
        Act.APPRAISE: Deed(interruption.AppraiseForm, appraise),
        Act.FINISH_APPRAISAL: Deed(interruption.FinishAppraisalForm, finish_appraisal, place="#mediation"),
        Act.SETTLE: Deed(outcome.SettleForm, settle),
        Act.PERFORM: Deed(outcome.PerformForm, perform, place="#outcome"),
        Act.TERMINATE: Deed(outcome.TerminateForm, terminate),
        Act.CLOSE: Deed(outcome.CloseForm, close),
        Act.REOPEN: Deed(outcome.ReopenForm, reopen),
        Act.RESUME: Deed(outcome.ResumeForm, resume),
        Act.SERVE: Deed(beside.ServeForm, serve, place="#documents"),
        Act.VOID: Deed(beside.VoidForm, void, place="#documents"),
        Act.ATTACH: Deed(beside.AttachForm, attach, place="#files", versioned=False),
        Act.VISIT: Deed(beside.VisitForm, visit, place="#visits"),
        Act.LEAD: Deed(beside.LeadForm, lead, place="#links"),
        Act.TRANSFER: Deed(beside.TransferForm, transfer),
        Act.EXTEND: Deed(beside.ExtendForm, extend),
    }
)


def deed_of(track: str, act: Act) -> Deed | None:
    """Return how an act is done on this track; None when it has no screen of the generic kind."""
    own = OF_REPORTS.get(act) if track == Track.REPORT else None
    return own or ACTS.get(act)
