"""``xiaobao evaluate``: how good the mining is, measured on files whose answers are known."""

from __future__ import annotations

from importlib import import_module

import click

NAMES = ("classify", "exports", "hotspots", "replies")


class _OnDemand(click.Group):
    """Each measurement in a file of its own, loaded when it is asked for: their libraries are heavy."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of the measurements."""
        return list(NAMES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return one measurement; None for a name there is not."""
        if name not in NAMES:
            return None
        command: click.Command = getattr(import_module(f"xiaobao.jobs.commands.evaluate_{name}"), name)
        return command


@click.group(cls=_OnDemand)
def evaluate() -> None:
    """评测：在答案已知的文件上测量挖掘的质量；不读写本机的数据目录。"""
