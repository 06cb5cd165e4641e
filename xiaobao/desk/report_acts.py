"""The acts of a report on screen: forms and actions of its own, beside or in place of a complaint's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xiaobao.desk.deed import Deed
from xiaobao.desk.forms import beside, case, checking, filing, report_arrival
from xiaobao.docket.actions.abandon import abandon
from xiaobao.docket.actions.answer import answer
from xiaobao.docket.actions.check import check
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.close_report import close_report
from xiaobao.docket.actions.count_again import count_again
from xiaobao.docket.actions.decide import decide
from xiaobao.docket.actions.extend import extend
from xiaobao.docket.actions.file import file
from xiaobao.docket.actions.go_on import go_on
from xiaobao.docket.actions.halt import halt
from xiaobao.docket.actions.hand_to_police import hand_to_police
from xiaobao.docket.actions.leave_out import leave_out
from xiaobao.docket.actions.merge import merge
from xiaobao.docket.actions.milestone import milestone
from xiaobao.docket.actions.not_file import not_file
from xiaobao.docket.actions.place_report import place_report
from xiaobao.docket.actions.prolong import prolong
from xiaobao.docket.actions.propose import propose
from xiaobao.docket.actions.refer import refer
from xiaobao.docket.actions.repeat import repeat
from xiaobao.docket.actions.review import review
from xiaobao.docket.actions.send_back import send_back
from xiaobao.docket.actions.suspect import suspect
from xiaobao.rules.workflow import Act

ARRIVAL: Mapping[Act, Deed] = MappingProxyType(
    {
        Act.CLASSIFY: Deed(report_arrival.ClassifyForm, classify, place="#report-arrival"),
        Act.PLACE: Deed(report_arrival.PlaceReportForm, place_report, place="#report-arrival"),
        Act.REFER: Deed(report_arrival.ReferForm, refer),
        Act.REPEAT: Deed(report_arrival.RepeatForm, repeat, place="#links"),
        Act.MERGE: Deed(report_arrival.MergeForm, merge, place="#links"),
    }
)
CHECKING: Mapping[Act, Deed] = MappingProxyType(
    {
        Act.CHECK: Deed(checking.CheckForm, check, place="#checking"),
        Act.LEAVE_OUT: Deed(checking.LeaveOutForm, leave_out, place="#checking"),
        Act.COUNT_AGAIN: Deed(checking.CountAgainForm, count_again, place="#checking"),
        Act.EXTEND: Deed(beside.ExtendForm, extend, place="#checking"),
        Act.PROPOSE: Deed(filing.ProposeForm, propose, place="#checking"),
        Act.REVIEW: Deed(filing.ReviewForm, review, place="#checking"),
        Act.SEND_BACK: Deed(filing.SendBackForm, send_back, place="#checking"),
        Act.FILE: Deed(filing.FileForm, file, place="#checking"),
        Act.NOT_FILE: Deed(filing.NotFileForm, not_file, place="#checking"),
        Act.ANSWER: Deed(checking.AnswerForm, answer, place="#duties"),
    }
)
CASES: Mapping[Act, Deed] = MappingProxyType(
    {
        Act.MILESTONE: Deed(case.MilestoneForm, milestone, place="#case"),
        Act.PROLONG: Deed(case.ProlongForm, prolong, place="#case"),
        Act.HALT: Deed(case.HaltForm, halt, place="#case"),
        Act.GO_ON: Deed(case.GoOnForm, go_on, place="#case"),
        Act.ABANDON: Deed(case.AbandonForm, abandon, place="#case"),
        Act.DECIDE: Deed(case.DecideForm, decide, place="#case"),
        Act.SUSPECT: Deed(case.SuspectForm, suspect, place="#case"),
        Act.HAND_TO_POLICE: Deed(case.HandToPoliceForm, hand_to_police, place="#case"),
        Act.CLOSE: Deed(case.CloseReportForm, close_report),
    }
)
OF_REPORTS: Mapping[Act, Deed] = MappingProxyType({**ARRIVAL, **CHECKING, **CASES})
"""What an act of a report does; an act that is not here is done as on a complaint."""
