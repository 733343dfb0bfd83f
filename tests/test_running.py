"""What who runs it is told to watch and to set is there, and all there is to set is told."""

import re

import pytest

import classrooms
from tests.server import ROOT
from tests.test_rooms import FILES
from web import events, measures, metrics, protection, site

PAGE = re.search(
    r"## For who runs it\n(.*?)\n## ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S
)[1]
SETTINGS = {each.SETTING for each in (classrooms, events, metrics, site)} | {
    protection.FRAMES_SETTING
}


def test_it_is_a_page_of_one_screen():
    assert len(PAGE.splitlines()) <= 55


def test_every_setting_is_told_and_every_place_that_reads_one_is_known():
    told = set(re.findall(r"^\| `([A-Z_]+)`", PAGE, re.M))
    assert told - {"FORWARDED_ALLOW_IPS", "STREAMLIT_SERVER_PORT"} == SETTINGS
    reading = [path for path in FILES if "os.environ" in path.read_text(encoding="utf-8")]
    assert len(reading) == len(SETTINGS)


def test_every_measure_that_is_to_be_watched_is_measured():
    named = set(re.findall(r"`((?:explainer|process)_\w+)`", PAGE))
    families = list(measures.REGISTRY.collect())
    measured = {sample.name for family in families for sample in family.samples}
    # Of what has not happened yet there may be no sample.
    measured |= {each for family in families for each in (family.name, f"{family.name}_total")}
    assert len(named) > 12
    assert {*named} - measured == set()


@pytest.mark.parametrize("event", ["start", "ready", "stop", "failed", "refused", "slow answer"])
def test_every_event_that_the_log_is_said_to_have_is_told_somewhere(event):
    assert f"`{event}`" in PAGE
    telling = re.compile(rf'events\.tell(?:_seldom)?\(\s*"{event}"')
    assert any(telling.search(path.read_text(encoding="utf-8")) for path in FILES)
