"""`safercity.toml` is read whole, and every fault names its key."""

import pytest

from safercity.evidence.errors import SettingsError
from safercity.evidence.workspace.settings import read_settings, write_settings


def write(tmp_path, text):
    path = tmp_path / "safercity.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_first_can_be_read(tmp_path):
    path = tmp_path / "safercity.toml"
    write_settings(path, name='Stoke "upon" Trent', areas=("E06000021",), made_up=False)
    settings = read_settings(path)
    assert settings.partnership.name == 'Stoke "upon" Trent'
    assert settings.partnership.areas == ("E06000021",)
    assert settings.grid.cell_metres == 250


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[partnership]\nname = 'A'\nareas = ['E06000021']\ncolour = 'red'", "partnership.colour"),
        ("[partnership]\nname = 'A'\nareas = ['Stoke']", "partnership.areas.0"),
        ("[partnership]\nname = ''\nareas = ['E06000021']", "partnership.name"),
        ("[partnership]\nname = 'A'\nareas = ['E06000021']\n[grid]\ncell_metres = 5", "grid.cell_"),
        ("[grid]\nkind = 'triangle'", "grid.kind"),
        ("[sources.police-uk]\nagreement = '../elsewhere'", "sources.police-uk.agreement"),
    ],
)
def test_a_wrong_key_is_named(tmp_path, text, named):
    with pytest.raises(SettingsError) as caught:
        read_settings(write(tmp_path, text))
    assert named in str(caught.value)
    assert caught.value.exit_code == 4


def test_every_fault_is_told_at_once(tmp_path):
    with pytest.raises(SettingsError) as caught:
        read_settings(write(tmp_path, "[grid]\nkind = 'triangle'\ncell_metres = 5"))
    for key in ("partnership", "grid.kind", "grid.cell_metres"):
        assert key in str(caught.value)


def test_broken_toml_says_where(tmp_path):
    with pytest.raises(SettingsError, match="line 1"):
        read_settings(write(tmp_path, "name = \nformat = 1"))
