"""The tables of a matter, one file per noun."""

from xiaobao.docket.models.alert import Alert
from xiaobao.docket.models.arrival import Dispute, Distribution, Link, LinkKind, Mandate, MaterialRequest
from xiaobao.docket.models.attachment import Attachment
from xiaobao.docket.models.batch import HeldChange, ImportBatch
from xiaobao.docket.models.case import Case, CrimeTransfer, Milestone
from xiaobao.docket.models.checking import Check, Exclusion, Proposal
from xiaobao.docket.models.clock import Clock
from xiaobao.docket.models.complaint import Complaint
from xiaobao.docket.models.diversion import Diversion, Exchange
from xiaobao.docket.models.document import Document, NumberSeries
from xiaobao.docket.models.draft import Draft
from xiaobao.docket.models.enterprise import Enterprise
from xiaobao.docket.models.event import Event
from xiaobao.docket.models.finding import (
    Finding,
    FindingChange,
    FindingKind,
    FindingMember,
    FindingRuling,
    FindingState,
    FindingVerb,
)
from xiaobao.docket.models.heartbeat import Heartbeat, Stumble
from xiaobao.docket.models.key_enterprise import Engagement, KeyEnterprise, RegisterPaper, TeamMember
from xiaobao.docket.models.label import LabelRuling, LabelScheme, MatterLabel
from xiaobao.docket.models.linked import LinkedEnterprise, LinkedPerson
from xiaobao.docket.models.look import Look
from xiaobao.docket.models.matter import NO_CLOCK, Matter
from xiaobao.docket.models.mediation import (
    Appraisal,
    Consent,
    ConsentSubject,
    Delegation,
    Recusal,
    Session,
    SessionMode,
)
from xiaobao.docket.models.message import (
    ContactPoint,
    Delivery,
    DeliveryState,
    Message,
    MessageKind,
    Preference,
)
from xiaobao.docket.models.mining_run import MiningRun
from xiaobao.docket.models.named_class import NamedClass
from xiaobao.docket.models.note import Note
from xiaobao.docket.models.order import OrderStep, Origin, SupervisionOrder
from xiaobao.docket.models.partner import PaperKind, Partner, PartnerKind, Seat, Site
from xiaobao.docket.models.party import Party, Role
from xiaobao.docket.models.precedent import CaseUse, NominatedCase
from xiaobao.docket.models.promise import Breach, PromisingShop
from xiaobao.docket.models.release import Release
from xiaobao.docket.models.report import Report
from xiaobao.docket.models.reward import Reward
from xiaobao.docket.models.rule_change import RuleChange, RuleKind
from xiaobao.docket.models.ruling import Ruling
from xiaobao.docket.models.service import Addressee, Service, ServiceChannel, Side
from xiaobao.docket.models.submission import Submission
from xiaobao.docket.models.typical_case import TypicalCase
from xiaobao.docket.models.visit import Drawn, Sample, Visit
from xiaobao.docket.models.watch import Watch, WatchAlarm

__all__ = [
    "NO_CLOCK",
    "Addressee",
    "Alert",
    "Appraisal",
    "Attachment",
    "Breach",
    "Case",
    "CaseUse",
    "Check",
    "Clock",
    "Complaint",
    "Consent",
    "ConsentSubject",
    "ContactPoint",
    "CrimeTransfer",
    "Delegation",
    "Delivery",
    "DeliveryState",
    "Dispute",
    "Distribution",
    "Diversion",
    "Document",
    "Draft",
    "Drawn",
    "Engagement",
    "Enterprise",
    "Event",
    "Exchange",
    "Exclusion",
    "Finding",
    "FindingChange",
    "FindingKind",
    "FindingMember",
    "FindingRuling",
    "FindingState",
    "FindingVerb",
    "Heartbeat",
    "HeldChange",
    "ImportBatch",
    "KeyEnterprise",
    "LabelRuling",
    "LabelScheme",
    "Link",
    "LinkKind",
    "LinkedEnterprise",
    "LinkedPerson",
    "Look",
    "Mandate",
    "MaterialRequest",
    "Matter",
    "MatterLabel",
    "Message",
    "MessageKind",
    "Milestone",
    "MiningRun",
    "NamedClass",
    "NominatedCase",
    "Note",
    "NumberSeries",
    "OrderStep",
    "Origin",
    "PaperKind",
    "Partner",
    "PartnerKind",
    "Party",
    "Preference",
    "PromisingShop",
    "Proposal",
    "Recusal",
    "RegisterPaper",
    "Release",
    "Report",
    "Reward",
    "Role",
    "RuleChange",
    "RuleKind",
    "Ruling",
    "Sample",
    "Seat",
    "Service",
    "ServiceChannel",
    "Session",
    "SessionMode",
    "Side",
    "Site",
    "Stumble",
    "Submission",
    "SupervisionOrder",
    "TeamMember",
    "TypicalCase",
    "Visit",
    "Watch",
    "WatchAlarm",
]
