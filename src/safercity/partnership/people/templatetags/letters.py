"""Whether letters leave, for pages that promise one."""

from __future__ import annotations

from django import template

from safercity.partnership.people.letters import are_sent

register = template.Library()
register.simple_tag(are_sent, name="letters_are_sent")
