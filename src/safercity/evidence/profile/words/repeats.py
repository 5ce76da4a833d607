"""What is said of repeats."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {}
