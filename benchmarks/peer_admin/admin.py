"""The list: the columns, the filter and the search that ours has."""

from __future__ import annotations

from django.contrib import admin

from peer_admin.models import Action


@admin.register(Action)
class ActionAdmin(admin.ModelAdmin):
    list_display = ("what", "owner", "due", "state", "confidence")
    list_select_related = ("owner__agency",)
    list_filter = ("state",)
    search_fields = ("what",)
    list_per_page = 50
