"""My work and search: whoever holds a post."""

from tests.partnership.access.expected import Access

EXPECTED = {
    "home:front": Access(),
    "home:my-work": Access(),
    "home:search": Access(),
    "home:language": Access(
        method="post",
        postless=302,
        data=lambda people: {"language": "cy", "next": "/account/login/"},
    ),
}
