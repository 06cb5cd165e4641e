"""``xiaobao vault``: the keys people and files are sealed with, how they stand, a new one, one less."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse
from xiaobao.jobs.progress import bar


def _in_a_sentence(command: Callable[..., None]) -> Callable[..., None]:
    """Refuse with the code and the sentence of what docket or vault have against it."""

    @wraps(command)
    def wrapped(as_json: bool, **given: Any) -> None:
        from xiaobao.refusals import Obstacle
        from xiaobao.vault.errors import VaultError

        try:
            command(as_json=as_json, **given)
        except (Obstacle, VaultError) as error:
            refuse(error.code, error.sentence, as_json=as_json)

    return wrapped


@click.group()
def vault() -> None:
    """封存与密钥。"""


@vault.command()
@json_option
@in_a_home
@_in_a_sentence
def status(as_json: bool) -> None:
    """说明每把密钥、每种算法各封存了多少，哪把密钥还需要。"""
    document = _status()
    put(document, as_json=as_json, words="\n".join(_told(document)))


@vault.command()
@json_option
@in_a_home
@_in_a_sentence
def rotate(as_json: bool) -> None:
    """换一把新的主密钥：新的信息用它封存，原来的仍然打得开。"""
    from django.utils import timezone

    from xiaobao.docket.actions.rotate_key import rotate_key

    former, made = rotate_key(at=timezone.now())
    words = f"现用密钥 {made}（原为 {former}）。请先备份 keys 目录，再运行 xiaobao vault reseal。"
    put({"current": made, "former": former}, as_json=as_json, words=words)


@vault.command()
@json_option
@in_a_home
@_in_a_sentence
def reseal(as_json: bool) -> None:
    """把用旧密钥、旧算法、旧格式封存的都重新封存；中断后可以再次运行。"""
    from django.utils import timezone

    from xiaobao.docket.actions import reseal as act
    from xiaobao.docket.sealed_state import pending

    with bar("重新封存", pending()) as progress:
        run = act.reseal(at=timezone.now(), progress=progress)
    failed = [
        {"where": one.where, "row": one.row, "code": one.code, "message": one.sentence} for one in run.failed
    ]
    document = {"resealed": dict(run.done), "total": run.done.total(), "failed": failed}
    lines = [
        f"重新封存 {run.done.total()} 项。",
        *(f"{one['where']} {one['row']}：{one['message']}" for one in failed),
    ]
    put(document, as_json=as_json, words="\n".join(lines))
    sys.exit(1 if failed else 0)


@vault.command()
@click.argument("key", metavar="KEYID")
@json_option
@in_a_home
@_in_a_sentence
def retire(key: str, as_json: bool) -> None:
    """停用一把再没有东西需要的主密钥，移到 keys/retired。"""
    from django.utils import timezone

    from xiaobao.docket.actions.retire_key import retire_key

    aside, removed = retire_key(key, at=timezone.now())
    words = (
        f"密钥 {key} 已停用，移到 {aside}；用它封存、已无来件引用的旧文件删去 {removed} 个。\n"
        "以前的备份仍要用它才能打开：请随那些备份另行保管，或者一并销毁。"
    )
    put({"retired": key, "file": aside, "removed_files": removed}, as_json=as_json, words=words)


def _status() -> dict[str, Any]:
    from django.conf import settings

    from xiaobao.docket.sealed_state import holdings, pending
    from xiaobao.vault import keyring

    ring, held = keyring.read(), holdings()
    aside = [{"id": name, "needed": held.under(name) > 0} for name in keyring.retired()]
    return {
        "current": ring.current.name,
        "cipher": settings.CIPHER,
        "keys": [_key(master, ring.current, held) for master in keyring.in_order(ring)],
        "retired": aside,
        "envelopes": [
            {"version": one.version, "cipher": one.cipher, "key": one.key, "count": count}
            for one, count in sorted(held.envelopes.items(), key=lambda item: str(item[0]))
        ],
        "pending": pending(),
        "unreadable": held.unreadable,
        "left_files": held.left_files,
        "left_bytes": held.left_bytes,
    }


def _key(master: Any, current: Any, held: Any) -> dict[str, Any]:
    from xiaobao.vault import keyfiles

    return {
        "id": master.name,
        "file": master.path,
        "made_at": keyfiles.written_at(master.path),
        "current": master is current,
        "envelopes": held.under(master.name),
        "needed": master is current or held.under(master.name) > 0,
        "open_to_others": keyfiles.open_to_others(master.path),
    }


def _told(document: dict[str, Any]) -> list[str]:
    lines = [f"现用密钥 {document['current']}，算法 {document['cipher']}"]
    for key in document["keys"]:
        need = "使用中" if key["current"] else "还需要" if key["needed"] else "可以停用"
        warning = "；密钥文件别人也能读，请改为仅所有者可读" if key["open_to_others"] else ""
        lines.append(f"  密钥 {key['id']}：封存 {key['envelopes']} 项，{need}{warning}")
    lines += [
        f"  密钥 {key['id']}：已停用{'，但还需要！' if key['needed'] else ''}" for key in document["retired"]
    ]
    lines += [
        f"  第 {one['version']} 版 {one['cipher']} {one['key']}：{one['count']} 项"
        for one in document["envelopes"]
    ]
    lines.append(f"待重新封存 {document['pending']} 项，读不出的 {document['unreadable']} 项")
    lines.append(f"存档中已无来件引用的文件 {document['left_files']} 个（{document['left_bytes']} 字节）")
    return lines
