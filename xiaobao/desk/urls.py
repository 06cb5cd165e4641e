"""Addresses of the staff screens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from xiaobao.desk.views import (
    acts,
    bulk,
    decide,
    documents,
    drafts,
    held,
    imports,
    inbox,
    matter,
    printing,
    register,
    samples,
    session,
    views,
)

urlpatterns = [
    path("", inbox.Inbox.as_view(), name="inbox"),
    path("sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("healthz", session.healthz, name="healthz"),
    path("matters/<int:matter_id>/", matter.MatterScreen.as_view(), name="matter"),
    path("matters/<int:matter_id>/next/", matter.NextMatter.as_view(), name="matter-next"),
    path("matters/<int:matter_id>/notes/", matter.NewNote.as_view(), name="note"),
    path("matters/<int:matter_id>/accept/", decide.Accept.as_view(), name="accept"),
    path("matters/<int:matter_id>/decline/", decide.Decline.as_view(), name="decline"),
    path("matters/<int:matter_id>/acts/<str:act>/", acts.ActScreen.as_view(), name="act"),
    path("matters/<int:matter_id>/acts/<str:act>/preview/", acts.ActPreview.as_view(), name="act-preview"),
    path("attachments/<int:attachment_id>/", documents.OpenAttachment.as_view(), name="attachment"),
    path("documents/<int:document_id>/<str:form>/", documents.Download.as_view(), name="document"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("imports/<int:batch_id>/", imports.ImportResult.as_view(), name="import"),
    path("imports/<int:batch_id>/rejects/", imports.Rejects.as_view(), name="import-rejects"),
    path("held/", held.HeldChanges.as_view(), name="held"),
    path("held/<int:change_id>/", held.DecideHeld.as_view(), name="held-decide"),
    path("register/", register.Register.as_view(), name="register"),
    path("register/hints/", register.Hints.as_view(), name="register-hints"),
    path("bulk/", bulk.Bulk.as_view(), name="bulk"),
    path("printing/", printing.Printing.as_view(), name="printing"),
    path("samples/", samples.Samples.as_view(), name="samples"),
    path("samples/<int:sample_id>/", samples.OneSample.as_view(), name="sample"),
    path("drafts/", drafts.Drafts.as_view(), name="drafts"),
    path("drafts/drop/", drafts.DropDraft.as_view(), name="draft-drop"),
    path("views/", views.KeepView.as_view(), name="views"),
    path("views/<int:view_id>/delete/", views.DropView.as_view(), name="view-delete"),
]
