"""What is wrong with a strategy's file: every fault at once, each with its place and a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from safercity.evidence.errors import SaferCityError

FaultKind = Literal[
    "yaml", "missing", "unknown_key", "wrong_value", "duplicate", "unknown_reference", "cycle",
    "rule",
]  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault. `line` counts from 1, 0 where none can be given; `path` names keys and ids."""

    kind: FaultKind
    path: str
    line: int
    what: str
    advice: str

    @property
    def sentence(self) -> str:
        """ "Line 12, priorities/1/actions/1.3/kind: … To mend it: …" """
        place = ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.path]))
        return f"{place}: {self.what}. {self.advice}" if place else f"{self.what}. {self.advice}"


class StrategyFaulty(SaferCityError):
    """A strategy's file is not as it must be. `faults` holds every fault found, in order."""

    exit_code = 71
    advice = "Mend these places in the file, and read it again. Nothing was changed."

    def __init__(self, faults: Sequence[Fault], *, name: str = "The strategy"):
        self.faults = tuple(faults)
        lines = "\n".join(f"  {fault.sentence}" for fault in self.faults)
        many = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"{name} has {many}:\n{lines}")
