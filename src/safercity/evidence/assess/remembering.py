"""An answer is remembered by all that it depends on: what did not change is not worked out again.

What nearly every answer depends on (program, content, geography, settings, seed) is one
fingerprint; the records that a question reads are told with it. So the same records give the same
edition, whether its answers are read back or worked out: both pass through the same plain values.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.fingerprints import fingerprint
from safercity.evidence.runs import Run
from safercity.evidence.workspace import recall, remember


def answer_once(
    basis: Basis, question: str, *, reads: object, work: Callable[[], Any], run: Run
) -> Any:
    """What `work` answers, as plain values; read back where it was asked of the same before.

    `reads`: all that `work` reads of the records (see `fingerprint` for what it may be); nothing
    else may differ between two calls but what `Basis.ground` covers. `question`: a slug.
    """
    known = fingerprint([basis.ground, question, run.seed, reads])
    name = f"{question}-{known[:40]}.json"
    kept = recall(basis.store.workspace, name)
    if kept is None:
        kept = json.dumps(work(), default=_plain, separators=(",", ":")).encode()
        remember(basis.store.workspace, name, data=kept)
    return json.loads(kept)


def _plain(value: object) -> object:
    """Arrays, numbers of numpy and sets as JSON has them; floats keep every bit."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be remembered")
