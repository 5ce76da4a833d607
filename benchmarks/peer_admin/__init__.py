"""Django's own admin over the same actions: a dashboard that anyone can have, to stand beside ours.

It shares the site's database and nothing else: own settings, own user, as a project that begins
with `startproject` and `ModelAdmin` has them.
"""
