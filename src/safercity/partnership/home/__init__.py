"""My work and search: pages that only gather what other apps say."""
