"""The partnership's own logo and colour: checked at the start, served to everyone, inert."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from safercity.evidence.errors import SettingsError
from safercity.evidence.workspace.folder import create_workspace
from safercity.partnership.common.brand import measure_contrast
from safercity.partnership.config.brand import LARGEST, MARK, read_brand
from safercity.partnership.config.reading import read_site

pytestmark = pytest.mark.one_database
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" {}>{}</svg>'
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
GOOD = SVG.format("", '<style>p{fill:url(#g)}</style><path fill="url(#g)" d="M0 0h9v9z"/>')
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 80, 40) + b"\x08\x02\0\0\0"


@pytest.fixture
def branded(client, settings, tmp_path):
    """The site for the analyst, with a logo and a colour."""
    (tmp_path / "logo.svg").write_text(GOOD)
    brand = read_brand(tmp_path, logo="logo.svg", colour="#7A1F5C")
    settings.SAFERCITY = replace(settings.SAFERCITY, name="Ambersley", brand=brand)
    return client


def test_pages_have_the_logo_and_the_colour_before_signing_in_too(branded, open_site, settings):
    brand = settings.SAFERCITY.brand
    branded.logout()
    page = branded.get("/account/login/").content.decode()
    assert f'src="/brand/{brand.digest}/logo"' in page and "img/mark.svg" not in page
    assert 'width="120" height="40"' in page
    logo = branded.get(f"/brand/{brand.digest}/logo")
    assert logo.content == GOOD.encode() and logo["Content-Type"] == "image/svg+xml"
    assert logo["X-Content-Type-Options"] == "nosniff" and "immutable" in logo["Cache-Control"]
    policy = logo["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script" not in policy
    style = branded.get(f"/brand/{brand.digest}/colours.css")
    assert "--brand: #7A1F5C" in style.content.decode()
    assert "default-src 'none'" in style["Content-Security-Policy"]
    assert branded.get("/brand/0123456789abcdef/logo").status_code == 404


def test_the_name_is_said_once(branded, settings, tmp_path):
    """The name beside the logo is enough for who hears the page; without it the logo says it."""
    assert 'alt="" width="120"' in branded.get("/places/").content.decode()
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=tmp_path)
    assert 'alt="Ambersley" width="120"' in branded.get("/my-work/").content.decode()


def test_without_settings_the_mark_stands_as_before(client):
    page = client.get("/places/").content.decode()
    assert "img/mark.svg" in page and "/brand/" not in page


def test_a_colour_alone_colours_the_mark(tmp_path):
    brand = read_brand(tmp_path, logo="", colour="#7A1F5C")
    assert brand.logo and b"#7A1F5C" in brand.logo.content
    assert b"#7A1F5C" not in MARK.read_bytes()


def test_a_workspace_names_them(tmp_path):
    folder = tmp_path / "city"
    create_workspace(folder, name="Ambersley", areas=("E00000001",), made_up=True)
    (folder / "logo.png").write_bytes(PNG)
    with (folder / "safercity.toml").open("a", encoding="utf-8") as told:
        told.write('\n[site]\nlogo = "logo.png"\ncolour = "#7A1F5C"\n')
    site = read_site(folder)
    assert site.name == "Ambersley" and site.brand.colour == "#7A1F5C"
    assert site.brand.logo and (site.brand.logo.kind, site.brand.logo.width) == ("image/png", 80)


@pytest.mark.parametrize(
    ("attributes", "inside", "named"),
    [
        ("", "<script>alert(1)</script>", "<script>"),
        ("", "<foreignObject/>", "<foreignObject>"),
        ("", '<h:img xmlns:h="http://www.w3.org/1999/xhtml"/>', "xmlns:h"),
        ('onload="alert(1)"', "", "onload of <svg>"),
        ("", '<image href="https://elsewhere.example/x.png"/>', "href of <image>"),
        ("", '<use href="//elsewhere.example/x.svg#a"/>', "href of <use>"),
        ("", '<set attributeName="href" to="javascript:alert(1)"/>', "attributeName of <set>"),
        ("", '<path fill="url( https://elsewhere.example )"/>', "fill of <path>"),
        ("", "<style>@import 'https://elsewhere.example'</style>", "<style>"),
        ("", "<style>p{fill:image-set('//elsewhere.example' 1x)}</style>", "<style>"),
        ("", "<path style=\"fill:src('//elsewhere.example')\"/>", "style of <path>"),
        ("", "<style><![CDATA[p{fill:u\\72l(//elsewhere.example)}]]></style>", "<style>"),
        ("", '<?xml-stylesheet href="//elsewhere.example"?>', "<?xml-stylesheet?>"),
    ],
)
def test_an_svg_that_is_more_than_a_drawing_is_refused(tmp_path, attributes, inside, named):
    (tmp_path / "logo.svg").write_text(SVG.format(attributes, inside))
    with pytest.raises(SettingsError) as refused:
        read_brand(tmp_path, logo="logo.svg", colour="")
    assert "site.logo: logo.svg" in str(refused.value) and named in str(refused.value)
    assert "PNG" in refused.value.advice


@pytest.mark.parametrize(
    "inside",
    [
        """<path fill='url("#g")'/>""",
        """<path fill="url( '#g' )"/>""",
        """<style>p{fill:url("data:image/png;base64,AAAA")}</style>""",
    ],
)
def test_what_lies_in_the_drawing_itself_may_be_named_in_quotes(tmp_path, inside):
    (tmp_path / "logo.svg").write_text(DOCTYPE + SVG.format("", inside))
    assert read_brand(tmp_path, logo="logo.svg", colour="").logo


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"GIF89a", "neither a PNG nor"),
        (b"<svg/>", "viewBox"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>', "<!DOCTYPE svg"),
        (b'<!DOCTYPE svg [%x; <!ATTLIST svg onload CDATA "a()">]><svg/>', "<!DOCTYPE svg"),
        (PNG[:12], "size cannot be read"),
        (PNG + b"\0" * LARGEST, "256 kB"),
        (None, "No such file"),
    ],
)
def test_a_file_that_is_no_logo_is_refused(tmp_path, content, named):
    if content is not None:
        (tmp_path / "logo").write_bytes(content)
    with pytest.raises(SettingsError, match=named):
        read_brand(tmp_path, logo="logo", colour="")


def test_a_logo_from_outside_the_workspace_is_refused(tmp_path):
    (tmp_path / "logo.svg").write_text(GOOD)
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "link.svg").symlink_to(tmp_path / "logo.svg")
    for name in ("../logo.svg", str(tmp_path / "logo.svg"), "link.svg"):
        with pytest.raises(SettingsError, match="outside the workspace"):
            read_brand(tmp_path / "city", logo=name, colour="")


def test_a_pale_colour_is_refused_with_its_contrast(tmp_path):
    assert round(measure_contrast("#767676", "#FFFFFF"), 2) == 4.54
    with pytest.raises(SettingsError, match=r"#FFFF00 on white has a contrast of 1\.07:1"):
        read_brand(tmp_path, logo="", colour="#FFFF00")
    with pytest.raises(SettingsError, match=r"#767676 on the pages' ground .* 4\.\d\d:1"):
        read_brand(tmp_path, logo="", colour="#767676")
