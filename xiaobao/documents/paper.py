"""A composed document as bytes: what is fixed when it is issued, from which its files are laid out."""

from __future__ import annotations

from functools import lru_cache

from pydantic import TypeAdapter

from xiaobao.documents.blocks import Block


def dump(blocks: tuple[Block, ...]) -> bytes:
    """Return the blocks as JSON; equal blocks give equal bytes."""
    return _adapter().dump_json(blocks)


def load(data: bytes) -> tuple[Block, ...]:
    """Return the blocks that ``dump`` wrote; raises pydantic.ValidationError for anything else."""
    return _adapter().validate_json(data)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[tuple[Block, ...]]:
    return TypeAdapter(tuple[Block, ...])
