"""Figures beside what was to be reached: printed as JSON rows, and merged into the reference.

python benchmarks/record.py        writes benchmarks and truth (.json and .md) into docs/reference
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "bench" / "figures"
TRUTHS = ROOT / "build" / "bench" / "truths"
REFERENCE = ROOT / "docs" / "reference"


@dataclass(frozen=True)
class Line:
    """One figure. `ratio` is compared with `reach` where there is a rival, else `figure` is.

    `cpu` and `rival_cpu` are processor seconds of the same runs; `more_is_better` is True for a
    speed-up over a rival, False for a cost.
    """

    what: str
    figure: float
    rival: float | None = None
    ratio: float | None = None
    reach: float | None = None
    unit: str = "s"
    rival_name: str = ""
    cpu: float | None = None
    rival_cpu: float | None = None
    more_is_better: bool = False
    others: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def faster(cls, what: str, pair, *, name: str, reach: float | None, others=None) -> Line:
        """How many times faster than the rival we are; `pair` of `Timing`s, ours first."""
        ours, rival = pair
        return cls(
            what, ours.seconds, rival.seconds, rival.seconds / ours.seconds, reach,
            rival_name=name, cpu=ours.cpu, rival_cpu=rival.cpu, more_is_better=True,
            others=others or {},
        )  # fmt: skip

    @classmethod
    def slower(cls, what: str, pair, *, name: str, reach: float | None, others=None) -> Line:
        """How many times the rival's time we take; `pair` of `Timing`s, ours first."""
        ours, rival = pair
        return cls(
            what, ours.seconds, rival.seconds, ours.seconds / rival.seconds, reach,
            rival_name=name, cpu=ours.cpu, rival_cpu=rival.cpu, others=others or {},
        )  # fmt: skip

    @property
    def met(self) -> bool | None:
        """Whether the reach was reached; None where none was set."""
        found = self.figure if self.ratio is None else self.ratio
        if self.reach is None:
            return None
        return found >= self.reach if self.more_is_better else found <= self.reach

    def as_json(self) -> dict:
        rounded = {
            key: float(f"{value:.4g}") if isinstance(value, float) else value
            for key, value in asdict(self).items()
            if value not in (None, "", {})
        }
        return rounded | {"met": self.met}


@dataclass(frozen=True)
class Truth:
    """How often a method was right about what was planted. `band` is (least, most) allowed for the
    figure; None where a curve or a figure is only told.
    """

    what: str
    figure: float
    of: int | None = None
    band: tuple[float, float] | None = None

    def as_json(self) -> dict:
        row: dict[str, Any] = {"what": self.what, "figure": float(f"{self.figure:.4g}")}
        if self.of is not None:
            row["of"] = self.of
        if self.band is not None:
            row["band"] = list(self.band)
            row["met"] = self.band[0] <= self.figure <= self.band[1]
        return row


def record_truths(name: str, truths: list[Truth]) -> None:
    """Print the truths, and keep them for `make truth` to merge."""
    _keep(TRUTHS, name, rows=[truth.as_json() for truth in truths])


def record(benchmark: str, lines: list[Line]) -> None:
    """Print the lines, and keep them for `make bench` to merge."""
    _keep(KEPT, benchmark, rows=[line.as_json() for line in lines])


def _keep(folder: Path, name: str, *, rows: list[dict]) -> None:
    about = {"date": datetime.now(UTC).date().isoformat(), "commit": _commit(), **_machine()}
    for row in rows:
        print(json.dumps(row))
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps({"benchmark": name, **about, "rows": rows}, indent=1)
    (folder / f"{name}.json").write_text(told + "\n", encoding="utf-8")


def _machine() -> dict[str, str]:
    return {
        "machine": f"{os.cpu_count()} cores, {_memory()}, {platform.machine()}",
        "python": platform.python_version(),
    }


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "memory not known"
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{round(size / (1 << 30))} GB of memory"


def _commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "not known"


def write_reference() -> None:
    """Merge what each benchmark and each truth kept into what the reference has of the others."""
    for folder, name, page in ((KEPT, "benchmarks", _as_page), (TRUTHS, "truth", _as_truth_page)):
        paths, reference = sorted(folder.glob("*.json")), REFERENCE / f"{name}.json"
        if not paths:
            continue
        known = json.loads(reference.read_text(encoding="utf-8")) if reference.exists() else []
        newest = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
        merged = {one["benchmark"]: one for one in (*known, *newest)}
        kept = [merged[each] for each in sorted(merged)]
        told = json.dumps(kept, indent=1, ensure_ascii=False)
        reference.write_text(told + "\n", encoding="utf-8")
        (REFERENCE / f"{name}.md").write_text(page(kept), encoding="utf-8")


def _as_truth_page(kept: list[dict]) -> str:
    lines = [
        "# Truths",
        "",
        "Written by `make truth` from `benchmarks/truth_*.py`; do not edit. What was planted is "
        "fixed before a method runs. A band is what",
        "was promised; where there is none the figure is only told. The same as data: "
        "[truth.json](truth.json).",
    ]
    for one in kept:
        lines += [
            "",
            f"## {one['benchmark']}",
            "",
            f"{one['date']}, commit {one['commit']}, {one['machine']}, Python {one['python']}.",
            "",
            "| what | figure | of | band | inside |",
            "|---|---|---|---|---|",
        ]
        for row in one["rows"]:
            band = f"{row['band'][0]:,} to {row['band'][1]:,}" if "band" in row else "–"
            inside = {True: "yes", False: "no", None: "–"}[row.get("met")]
            lines.append(
                f"| {row['what']} | {row['figure']:,} | {row.get('of', '–')} | {band} | {inside} |"
            )
    return "\n".join(lines) + "\n"


def _as_page(kept: list[dict]) -> str:
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench` from `benchmarks/`; do not edit. Each figure stands beside its "
        "rival's from the same run: medians of",
        "runs that take turns, in warm processes. Wall seconds; processor seconds in brackets, "
        "because the machine may be shared. The same as data: [benchmarks.json](benchmarks.json).",
    ]
    for one in kept:
        lines += [
            "",
            f"## {one['benchmark']}",
            "",
            f"{one['date']}, commit {one['commit']}, {one['machine']}, Python {one['python']}.",
            "",
            "| what | here | rival | ratio | to reach | reached |",
            "|---|---|---|---|---|---|",
            *(_as_row(row) for row in one["rows"]),
        ]
    return "\n".join(lines) + "\n"


def _as_row(row: dict) -> str:
    unit = row.get("unit", "")
    here = f"{row['figure']:,} {unit}" + (f" ({row['cpu']:,})" if "cpu" in row else "")
    rival = "–"
    if "rival" in row:
        rival = f"{row['rival_name']} {row['rival']:,} {unit}"
        rival += f" ({row['rival_cpu']:,})" if "rival_cpu" in row else ""
    ratio = f"{row['ratio']:,}" if "ratio" in row else "–"
    sign = "at least" if row["more_is_better"] else "at most"
    reach = f"{sign} {row['reach']:,}" if "reach" in row else "–"
    met = {True: "yes", False: "no", None: "–"}[row["met"]]
    return f"| {row['what']} | {here} | {rival} | {ratio} | {reach} | {met} |"


if __name__ == "__main__":
    write_reference()
