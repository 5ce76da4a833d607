"""The site as Django starts it: once every app's tables are known, what the apps offer is told."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """No tables and no pages of its own; commands and workers are told what the pages are told."""

    name = "safercity.partnership.config"

    def ready(self) -> None:
        from safercity.partnership.config.collecting import load_offers

        load_offers()
