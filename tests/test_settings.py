"""What a deployment may set, and what the page shows of it."""

import pytest

from onelayer.page.views.footer import ARTICLE_ADDRESS, render_footer
from onelayer.settings import EMBED_IN_SETTING, MCP_SETTING, SOURCE_SETTING, embed_in, serves_assistants, source_address


@pytest.mark.parametrize(
    ("setting", "sources"),
    [
        ("", "'self'"),
        ("https://school.example https://*.school.example", "'self' https://school.example https://*.school.example"),
    ],
)
def test_who_may_show_the_page_in_a_frame(monkeypatch: pytest.MonkeyPatch, setting: str, sources: str) -> None:
    monkeypatch.setenv(EMBED_IN_SETTING, setting)
    assert embed_in() == sources


@pytest.mark.parametrize("setting", ["https://a.example; script-src *", "a,b", "a\nX-Header: b"])
def test_a_setting_that_would_end_the_directive_is_refused(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(EMBED_IN_SETTING, setting)
    with pytest.raises(ValueError, match="must be addresses with spaces between them"):
        embed_in()


def test_assistants_are_served_unless_the_setting_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MCP_SETTING, raising=False)
    assert serves_assistants()
    monkeypatch.setenv(MCP_SETTING, "off")
    assert not serves_assistants()
    monkeypatch.setenv(MCP_SETTING, "no")
    with pytest.raises(ValueError, match="must be 'on' or 'off', not 'no'"):
        serves_assistants()


def test_the_source_is_the_settings_else_the_spaces_else_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SOURCE_SETTING, raising=False)
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert source_address() is None
    monkeypatch.setenv("SPACE_ID", "name/space")
    assert source_address() == "https://huggingface.co/spaces/name/space/tree/main"
    monkeypatch.setenv(SOURCE_SETTING, "https://code.example/one-layer")
    assert source_address() == "https://code.example/one-layer"


def test_the_foot_links_the_article_the_source_the_api_and_help() -> None:
    foot = render_footer('https://code.example/"one"')
    assert f'href="{ARTICLE_ADDRESS}"' in foot
    assert 'href="https://code.example/&quot;one&quot;"' in foot
    assert 'href="?view=api"' in foot
    assert 'popovertarget="help"' in foot
    assert "Source" not in render_footer(None)
