"""A model as two files: ``<scheme>.npz`` with its numbers and ``<scheme>.yaml``, its card.

The numbers are plain arrays (nothing is unpickled), written so that equal models give equal bytes. The card
carries a digest over numbers, labels and settings; what does not agree with it, or is not ours, is refused::

    ModelRefused          the files are damaged, changed, of another scheme, or no model at all
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from pydantic import ValidationError

from xiaobao.mining.features import Shape
from xiaobao.mining.linear_model import LinearModel
from xiaobao.mining.model_card import FORMAT, Card

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMER = "former"
"""Below the folder of models: those that served before."""
_KINDS = {"slots": "<i4", "rarity": "<f4", "weights": "<f2", "bias": "<f4"}
_LARGEST = 256 * 1024 * 1024
"""Bytes one array may have unpacked; ours have a few million."""


class ModelRefused(Exception):
    """A model file that is not what its card says, or not ours."""


def digest(model: LinearModel) -> str:
    """Return SHA-256 over numbers, labels, shape and warmth."""
    told = [list(model.labels), [model.shape.bits, model.shape.longest, model.shape.head], model.warmth]
    made = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode())
    for name, numbers in _arrays(model).items():
        made.update(f"{name} {numbers.dtype.str} {numbers.shape}".encode())
        made.update(numbers.tobytes())
    return made.hexdigest()


def save(folder: Path, model: LinearModel, card: Card) -> Path:
    """Write both files, each whole or not at all; return the path of the card."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = card.model_dump(mode="json")
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=100)
    _put(folder / f"{card.scheme}.npz", _packed(model))
    _put(folder / f"{card.scheme}.yaml", text.encode())
    return folder / f"{card.scheme}.yaml"


def load(folder: Path, scheme: str) -> tuple[LinearModel, Card] | None:
    """Return the model of a scheme and its card, None where the folder has none; raises ModelRefused."""
    card_file, numbers_file = folder / f"{scheme}.yaml", folder / f"{scheme}.npz"
    if not card_file.exists() and not numbers_file.exists():
        return None
    card = _card(card_file, scheme)
    try:
        model = _model(card, _unpacked(numbers_file))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError) as error:
        raise ModelRefused(f"模型文件 {numbers_file.name} 已损坏或者不是本系统的模型：{error}") from error
    if digest(model) != card.digest:
        raise ModelRefused(f"模型文件 {numbers_file.name} 与说明卡的校验值不符，可能被改动过，不予使用。")
    return model, card


def retire(folder: Path, scheme: str) -> None:
    """Move a model that served among the former ones, under its digest; a damaged one as such."""
    try:
        found = load(folder, scheme)
        name = found[1].digest[:12] if found else ""
    except ModelRefused:
        name = "damaged"
    for ending in ("npz", "yaml"):
        file = folder / f"{scheme}.{ending}"
        if file.exists():
            (folder / FORMER).mkdir(exist_ok=True, mode=0o700)
            file.replace(folder / FORMER / f"{scheme}-{name}.{ending}")


def _card(file: Path, scheme: str) -> Card:
    try:
        card = Card.model_validate(yaml.safe_load(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ModelRefused(f"模型说明卡 {file.name} 缺失或者无法读取。") from error
    if card.format != FORMAT or card.scheme != scheme:
        raise ModelRefused(f"模型说明卡 {file.name} 不是“{scheme}”的模型（{card.format}，{card.scheme}）。")
    return card


def _arrays(model: LinearModel) -> dict[str, NDArray[Any]]:
    return {name: np.ascontiguousarray(getattr(model, name), kind) for name, kind in _KINDS.items()}


def _packed(model: LinearModel) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, numbers in _arrays(model).items():
            one = io.BytesIO()
            np.lib.format.write_array(one, numbers, allow_pickle=False)
            # the day zip begins with: what was written when must not change the bytes
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            packed.writestr(entry, one.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return whole.getvalue()


def _unpacked(file: Path) -> dict[str, NDArray[Any]]:
    with zipfile.ZipFile(file) as packed:
        sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
        if set(sizes) != {f"{name}.npy" for name in _KINDS} or max(sizes.values()) > _LARGEST:
            raise ValueError("内容不符")
        found = {name: _array(packed.read(f"{name}.npy")) for name in _KINDS}
    if any(found[name].dtype.str != kind for name, kind in _KINDS.items()):
        raise ValueError("类型不符")
    return found


def _array(data: bytes) -> NDArray[Any]:
    numbers: NDArray[Any] = np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
    return numbers


def _model(card: Card, arrays: dict[str, NDArray[Any]]) -> LinearModel:
    slots, labels = arrays["slots"], len(card.labels)
    if not np.all(np.diff(slots) > 0) or (len(slots) and not 0 <= slots[0] <= slots[-1] < 1 << card.bits):
        raise ValueError("特征编号不符")
    if arrays["weights"].shape != (len(slots), labels) or arrays["rarity"].shape != slots.shape:
        raise ValueError("大小不符")
    if arrays["bias"].shape != (labels,):
        raise ValueError("大小不符")
    return LinearModel(
        tuple(card.labels), Shape(card.bits, card.longest, card.head), slots, arrays["rarity"],
        arrays["weights"].astype(np.float32), arrays["bias"], card.warmth,
    )  # fmt: skip


def _put(file: Path, data: bytes) -> None:
    fresh = file.with_suffix(file.suffix + ".new")
    fresh.write_bytes(data)
    fresh.replace(file)
