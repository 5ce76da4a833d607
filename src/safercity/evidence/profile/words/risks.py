"""What is said of risks."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {}
