"""Calm pages for what went wrong: a code, a sentence, a way on; never a traceback.

DSK-400  the request cannot be read        DSK-404  no such page, or none this officer may see
DSK-403  the posts held do not allow it    DSK-419  the form is too old (protection against forgery)
DSK-500  a fault of the system             DSK-409  the form has lost the version it was read at
DSK-101  the password is not right         DSK-102  too many attempts from this address
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext_lazy as _

TITLES = {
    400: _("这个请求无法识别"),
    403: _("您的岗位不能办理此项"),
    404: _("没有找到"),
    409: _("现在不能这样办理"),
}


def page(request: HttpRequest, status: int, *, code: str, sentence: str) -> HttpResponse:
    """Show an error page with its code and a sentence the officer can act on."""
    context = {"title": TITLES[status], "code": code, "sentence": sentence}
    return render(request, "desk/error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: absent and hidden look the same."""
    sentence = _("这个页面不存在，或者它不在您的办理范围内。请核对网址，或从收件箱重新进入。")
    return page(request, 404, code="DSK-404", sentence=str(sentence))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: the posts held do not allow it."""
    sentence = _("如确需办理，请联系本单位负责人调整岗位。")
    return page(request, 403, code="DSK-403", sentence=str(sentence))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the request cannot be read."""
    sentence = _("浏览器发来的内容不完整或过大。请返回上一页重试。")
    return page(request, 400, code="DSK-400", sentence=str(sentence))


def too_old(request: HttpRequest) -> HttpResponse:
    """403: the form is too old, or was opened before signing in anew."""
    return render(request, "desk/too_old.html", status=403)


def locked_out(request: HttpRequest) -> HttpResponse:
    """429: too many failed sign-ins from this address."""
    context = {"failure_limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "desk/locked.html", context, status=429)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: asks nothing of the database, which may be what is broken."""
    return HttpResponse(loader.get_template("desk/broken.html").render({}), status=500)
