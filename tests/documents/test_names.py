"""Agencies and themes are called what the content calls them, a workspace's own copy first."""

from importlib.resources import files

from safercity.documents.names import read_names


def test_titles_come_from_the_content():
    names = read_names()
    assert names.agency("fire") == "Fire and rescue"
    assert names.two_letters("fire") == "Fr"
    assert names.agency("dog_wardens") == "Dog wardens"


def test_a_workspace_may_call_its_agencies_otherwise(tmp_path):
    shipped = files("safercity.content").joinpath("agencies.yaml").read_text(encoding="utf-8")
    version = next(line for line in shipped.splitlines() if line.startswith("version:"))
    own = shipped.replace("Fire and rescue", "Tinyshire Fire")
    own = own.replace(version, f"{version}\nforked_from: {version.split()[1]}")
    (tmp_path / "agencies.yaml").write_text(own, encoding="utf-8")
    assert read_names(overrides=tmp_path).agency("fire") == "Tinyshire Fire"
