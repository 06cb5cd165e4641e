"""Calm pages for what went wrong at the portal: a code, a sentence, a way on; never a traceback.

PTL-400  the request cannot be read      PTL-404  no such page, or none that is yours
PTL-403  not for this account            PTL-409  it has changed meanwhile, or cannot be done now
PTL-419  the form is too old             PTL-500  a fault of the system
PTL-102  too many attempts to sign in    PTL-429  too many attempts from this address
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext_lazy as _

TITLES = {
    400: _("这个请求无法识别"),
    403: _("这个账号不能使用此页"),
    404: _("没有找到"),
    409: _("现在不能这样办理"),
    429: _("请稍后再试"),
}


def page(request: HttpRequest, status: int, *, code: str, sentence: str, title: object = "") -> HttpResponse:
    """Show an error page with its code and a sentence one can act on."""
    context = {
        "title": title or TITLES[status],
        "code": code,
        "sentence": sentence,
        "whose": _whose(request),
    }
    return render(request, "portal/error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: absent and hidden look the same."""
    return page(request, 404, code="PTL-404", sentence=str(_("这个页面不存在，或者不归您查看。请核对网址。")))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: not for this account."""
    return page(request, 403, code="PTL-403", sentence=str(_("如确需使用，请联系市场监管部门。")))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the request cannot be read."""
    sentence = str(_("浏览器发来的内容不完整或过大。请返回上一页重试。"))
    return page(request, 400, code="PTL-400", sentence=sentence)


def too_old(request: HttpRequest) -> HttpResponse:
    """403: the form is too old, or cookies are switched off."""
    said = _("这个表单打开得太久，或者浏览器关闭了 Cookie，没有提交成功。请返回上一页刷新后再提交。")
    return page(request, 403, code="PTL-419", sentence=str(said), title=_("页面已过期"))


def locked_out(request: HttpRequest) -> HttpResponse:
    """429: too many failed sign-ins from this address."""
    sentence = str(_("此用户名在本机连续 %(count)d 次登录不正确。为保护账号，请约一刻钟后再试。"))
    limit = int(settings.AXES_FAILURE_LIMIT)
    return page(request, 429, code="PTL-102", sentence=sentence % {"count": limit}, title=_("登录已暂停"))


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: asks nothing of the database, which may be what is broken."""
    return HttpResponse(loader.get_template("portal/broken.html").render({}), status=500)


def _whose(request: HttpRequest) -> str:
    """Return to whose entrance the way on leads: "partner", "bureau", or "" for everybody's."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return "partner" if request.path_info.startswith("/partner/") else ""
    return "partner" if user.outside else "bureau"
