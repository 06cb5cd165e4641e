"""Addresses of the portal: ``/partner/`` for enterprises and service points, ``/public/`` for consumers.

No code, name or phone is ever part of one.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from xiaobao.portal.views import card, consumer, handbook, partner, session

app_name = "portal"
PREFIXES = ("/partner/", "/public/")
_ONE = "partner/matters/<int:diversion_id>/"
_ENTRY = "public/handbook/<str:folder>/<slug:slug>/"
urlpatterns = [
    path("partner/", partner.Matters.as_view(), name="matters"),
    path("partner/sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("partner/sign-out/", session.SignOut.as_view(), name="sign-out"),
    path("partner/password/", session.Password.as_view(), name="password"),
    path("partner/card/", card.OwnCard.as_view(), name="card"),
    path("partner/export/", partner.Export.as_view(), name="export"),
    path(_ONE, partner.OneMatter.as_view(), name="matter"),
    path(f"{_ONE}person/", partner.SeeContact.as_view(), name="contact"),
    path(f"{_ONE}files/<int:exchange_id>/", partner.Evidence.as_view(), name="evidence"),
    path(f"{_ONE}<str:act>/", partner.ActOnMatter.as_view(), name="act"),
    path("public/", consumer.Start.as_view(), name="start"),
    path("public/language/", login_not_required(set_language), name="language"),
    path("public/partners/", consumer.Partners.as_view(), name="partners"),
    path("public/shops/", consumer.PromisingShops.as_view(), name="shops"),
    path("public/handbook/", handbook.Handbook.as_view(), name="handbook"),
    path(_ENTRY, handbook.HandbookEntry.as_view(), name="handbook-entry"),
    path("public/lodge/", consumer.Lodge.as_view(), name="lodge"),
    path("public/lodged/", consumer.Lodged.as_view(), name="lodged"),
    path("public/look/", consumer.Look.as_view(), name="look"),
    path("public/progress/", consumer.HowItStands.as_view(), name="progress"),
    path("public/progress/files/<int:exchange_id>/", consumer.ShownEvidence.as_view(), name="shown"),
    path("public/progress/<str:act>/", consumer.ActOnIt.as_view(), name="progress-act"),
    path("public/leave/", consumer.Leave.as_view(), name="leave"),
]
