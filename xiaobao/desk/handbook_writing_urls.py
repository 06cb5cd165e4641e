"""Addresses of the writing of the handbook: proposals, drafts, editions; ``desk/urls.py`` takes them in."""

from __future__ import annotations

from django.urls import URLPattern, path

from xiaobao.desk.views import handbook_drafts, handbook_edit, handbook_editions, handbook_proposals

urlpatterns: list[URLPattern] = [
    path("handbook/proposals/", handbook_proposals.Proposals.as_view(), name="handbook-proposals"),
    path("handbook/proposals/new/", handbook_proposals.NewProposal.as_view(), name="proposal-new"),
    path("handbook/proposals/<int:proposal_id>/", handbook_proposals.OneProposal.as_view(), name="proposal"),
    path("handbook/drafts/", handbook_drafts.Drafts.as_view(), name="handbook-drafts"),
    path("handbook/drafts/new/", handbook_drafts.BeginDraft.as_view(), name="draft-new"),
    path("handbook/drafts/<int:draft_id>/", handbook_drafts.OneDraft.as_view(), name="draft"),
    path("handbook/drafts/<int:draft_id>/edit/", handbook_edit.EditDraft.as_view(), name="draft-edit"),
    path(
        "handbook/drafts/<int:draft_id>/preview/", handbook_edit.PreviewDraft.as_view(), name="draft-preview"
    ),
    path(
        "handbook/drafts/<int:draft_id>/<str:deed>/", handbook_drafts.ActOnDraft.as_view(), name="draft-act"
    ),
    path("handbook/citations/", handbook_edit.Citations.as_view(), name="handbook-citations"),
    path("handbook/editions/", handbook_editions.Editions.as_view(), name="handbook-editions"),
    path("handbook/editions/next/", handbook_editions.NextEdition.as_view(), name="edition-new"),
    path("handbook/editions/<int:number>/", handbook_editions.OneEdition.as_view(), name="edition"),
    path(
        "handbook/editions/<int:before>/<int:after>/", handbook_editions.Beside.as_view(), name="edition-diff"
    ),
    path(
        "handbook/history/<str:kind>/<slug:slug>/", handbook_editions.History.as_view(), name="entry-history"
    ),
]
