"""My work and search: whoever holds a post."""

from tests.partnership.access.expected import NO_ONE, Access


def brand(_people):
    return {"digest": "none-is-set"}


NOT_SET = Access(NO_ONE, others=404, postless=404, strangers=404, make=brand)
EXPECTED = {
    "home:front": Access(),
    "home:my-work": Access(),
    "home:search": Access(),
    "home:logo": NOT_SET,  # where one is: tests/partnership/test_brand.py
    "home:colours": NOT_SET,
    "home:language": Access(
        method="post",
        postless=302,
        data=lambda people: {"language": "cy", "next": "/account/login/"},
    ),
}
