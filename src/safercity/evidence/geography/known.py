"""Every area code that the lookups know: tells an unknown code from one elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_NUMBERED = re.compile(r"(.*?)(\d+)$")


@dataclass(frozen=True)
class KnownCodes:
    """Codes by kind ("lsoa", "lsoa 2021", "ward" ...) as runs, unpacked when first asked for."""

    runs: Mapping[str, list[str]]

    @staticmethod
    def read(path: Path) -> KnownCodes:
        """The runs in `known.json`; none where there is no such file."""
        return KnownCodes(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})

    @cached_property
    def _unpacked(self) -> dict[str, frozenset[str]]:
        return {}

    def of_kind(self, kind: str) -> frozenset[str]:
        """Every known code of a kind; empty where the lookups know none."""
        if kind not in self._unpacked:
            self._unpacked[kind] = unpack_codes(self.runs.get(kind, ()))
        return self._unpacked[kind]


def pack_codes(codes: Iterable[str]) -> list[str]:
    """Codes as runs: E01000001 ... E01000003 become "E01000001+2". 35,000 codes in about 20 kB."""
    runs: list[list[int | str]] = []
    for code in sorted(codes):
        match = _NUMBERED.match(code)
        prefix, digits = (match[1], match[2]) if match else (code, "")
        last = runs[-1] if runs else None
        follows = last and digits and last[0] == prefix and last[3] == len(digits)
        if last and follows and int(last[1]) + int(last[2]) + 1 == int(digits):
            last[2] = int(last[2]) + 1
        else:
            runs.append([prefix, int(digits or 0), 0, len(digits)])
    return [
        f"{p}{str(n).zfill(int(w)) if w else ''}" + (f"+{more}" if more else "")
        for p, n, more, w in runs
    ]


def unpack_codes(runs: Iterable[str]) -> frozenset[str]:
    """The codes that `pack_codes` packed."""
    codes: list[str] = []
    for run in runs:
        first, _, more = run.partition("+")
        match = _NUMBERED.match(first)
        if not match or not more:
            codes.append(first)
            continue
        start, width = int(match[2]), len(match[2])
        codes += [f"{match[1]}{start + i:0{width}d}" for i in range(int(more) + 1)]
    return frozenset(codes)
