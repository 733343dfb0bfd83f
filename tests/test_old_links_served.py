"""What an old link showed, a running server still shows: as data and in the words of its pages."""

import json

import pytest

from tests import old_links, replay
from tests.asking import ask

LINKS = old_links.links()


@pytest.mark.parametrize("link", LINKS)
def test_an_old_link_asked_of_a_server_shows_what_it_showed(site, link):
    assert list(replay.differences(site, link)) == []


def test_what_differs_is_named(site, monkeypatch):
    link = next(iter(LINKS))
    other = {**LINKS, link: {**LINKS[link], "capex": "1234567890"}}
    monkeypatch.setattr(old_links, "links", lambda: other)
    found = list(replay.differences(site, link))
    for path in ("/api/figures.json", "/api/v1/figures.json", "/capex.md", "/capex"):
        assert any(each.startswith(f"{path}?{link}") for each in found), path
    # And nothing that is as it was.
    assert len(found) == 2 + 2 * 2
    assert json.loads(ask(site, f"/api/figures.json?{link}").text)["figures"]["capex"]
