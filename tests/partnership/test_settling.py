"""What a web process has loaded before anybody asks."""

import gc

from django.template import engines

from safercity.partnership.config.settling import settle


def test_every_template_is_parsed_and_stays_out_of_collections():
    (cached,) = engines["django"].engine.template_loaders
    cached.reset()
    frozen = gc.get_freeze_count()
    try:
        settle()
        assert {"performance/outcomes.html", "audit/acts.html"} <= cached.get_template_cache.keys()
        assert gc.get_freeze_count() > frozen + 50_000
    finally:
        gc.unfreeze()
