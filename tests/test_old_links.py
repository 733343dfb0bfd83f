"""An old link keeps its figures, and what they would be today is told, with the reason."""

import datetime
import math
from urllib.parse import parse_qsl

import pytest

import costmodel
from content import LANGUAGES
from costmodel import ASSUMPTIONS, MODEL
from data import RECORDS, Revision
from exports import VERSION, changes, read
from exports.editions import EDITIONS
from tests import old_links
from tests.conftest import EVERY_LANGUAGE
from tests.old_links import written

LINKS = old_links.links()


def values(link: str, as_of_today: bool = False) -> dict[str, str]:
    scenario, faults = read(parse_qsl(link), LANGUAGES, as_of_today)
    assert not faults
    figures = costmodel.report(scenario.changes)["figures"]
    return {id: written(each["value"]) for id, each in figures.items()}


@pytest.mark.parametrize("link", LINKS)
def test_an_old_link_shows_what_it_showed_or_says_what_moved(link):
    moved = {each.id: each for each in changes.since(parse_qsl(link)).figures}
    now, today = values(link), values(link, as_of_today=True)
    for id, shown in LINKS[link].items():
        # A formula that changed is the one thing that a link cannot keep.
        if now[id] != shown:
            assert moved[id].before is None and moved[id].reasons, id
        # What it would come to today is told exactly where that is something else.
        assert (today[id] != shown) == (id in moved), id
        if id in moved:
            assert written(moved[id].now) == today[id]
            assert moved[id].before is None or written(moved[id].before) == shown


def test_every_edition_has_links_and_todays_has_every_figure():
    rows = old_links.kept()
    assert {row["edition"] for row in rows} == set(EDITIONS)
    assert all(dict(parse_qsl(row["link"]))["v"] == row["edition"] for row in rows)
    assert list(old_links.missing()) == [], "make published"
    assert all(datetime.date.fromisoformat(row["date"]) for row in rows)
    assert {row["figure"] for row in rows if row["edition"] == VERSION} == set(MODEL.figures)


def test_a_new_edition_joins_with_the_links_of_the_one_before(tmp_path, monkeypatch):
    before = [each for each in old_links.kept() if each["edition"] != VERSION]
    path = tmp_path / "old_links.csv"
    lines = [",".join(old_links.COLUMNS), *(",".join(row.values()) for row in before)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(old_links, "FILE", path)
    last = before[-1]["edition"]
    asked = {row["link"].replace(f"v={last}", f"v={VERSION}") for row in before}
    assert old_links.grow() == len(asked) * len(MODEL.figures)
    grown = old_links.links()
    # What was there stays, and what joined is what the links show.
    assert {link: grown[link] for link in grown if link not in asked} == {
        link: LINKS[link] for link in LINKS if link.startswith(f"v={last}")
    }
    assert all(grown[link] == values(link) for link in asked) and old_links.grow() == 0


def test_what_the_first_edition_showed_is_what_its_line_in_the_change_log_says():
    told = {
        "final_run_cost": 5_576_000,
        "capex": 1_628_560_000,
        "opex": 944_000_000,
        "tco": 2_572_560_000,
        "final_run_at_ownership_cost": 3_874_449,
        "tco_ratio": 461,
    }
    shown = {id: float(LINKS["v=1"][id]) for id in told}
    assert {id: round(value) for id, value in shown.items()} == told
    assert float(LINKS["v=1"]["electricity_cost"]) == pytest.approx(159.8e6, rel=1e-3)


def test_a_figure_is_new_exactly_where_the_first_edition_did_not_show_it():
    new = {row.subject for row in RECORDS.revisions.values() if row.kind == "new"}
    for id in MODEL.figures:
        assert (MODEL.quantity_of(id).id in new) == (id not in LINKS["v=1"]), id


def test_what_moved_since_the_first_edition_is_named_with_its_reason():
    found = changes.since([("v", "1"), ("rental_rate", "3")])
    (number,) = found.numbers
    assert (number.id, number.before, number.now) == ("server_power_h800", 1.275, 1.26)
    assert {each.id for each in found.figures} == {
        *("run_electricity", "run_electricity_cost", "fleet_power", "fleet_electricity"),
        *("electricity_cost", "unexplained_opex"),
        *("electricity_share_of_opex", "unexplained_share_of_opex"),
    }
    for each in (number, *found.figures):
        assert [row.id for row in each.reasons] == ["v2_server_power_h800"]
        assert each.date == datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "rental_rate=3",
        f"v={VERSION}",
        f"v={VERSION}&pue=1.3",
        "v=99",
        "v=1&server_power_h800=1.3",
    ],
)
def test_where_nothing_moved_nothing_is_told(query):
    found = changes.since(parse_qsl(query))
    assert (found.numbers, found.figures) == ((), ())


def test_a_formula_that_changed_is_told_without_what_nobody_can_compute_any_more():
    row = Revision(
        id="moved_fleet_power", version=2, subject="fleet_power", kind="moved", date="2026-12-24"
    )
    found = changes.since([("v", "1")], {row.id: row})
    moved = {each.id: each for each in found.figures}
    assert moved["fleet_power"].before is None
    assert moved["fleet_power"].now == costmodel.evaluate()["fleet_power"]
    # All that is computed from it moved too, and both reasons are told, the day of the later one.
    power = moved["electricity_cost"]
    assert {each.id for each in power.reasons} == {row.id, "v2_server_power_h800"}
    assert power.date == row.date and power.before is None
    # Another reason, and the old amount.
    assert moved["run_electricity"].before is not None
    assert changes.since([("v", "2")], {row.id: row}).figures == ()


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("link", LINKS)
def test_as_data_it_is_the_same_with_reasons_in_words(link, code):
    found = changes.since(parse_qsl(link))
    data = changes.as_data(found, code)
    assert (data["edition"], data["present_edition"]) == (int(found.edition), int(VERSION))
    for kind in ("numbers", "figures"):
        assert [each["id"] for each in data[kind]] == [each.id for each in getattr(found, kind)]
        for told, each in zip(data[kind], getattr(found, kind), strict=True):
            assert (told["from"], told["to"]) == (each.before, each.now)
            assert told["unit"] == costmodel.unit_of(each.id)
            assert told["date"] == each.date.isoformat()
            assert [why["text"] for why in told["why"]] == [
                LANGUAGES[code].label(f"moves.{row.id}") for row in each.reasons
            ]
    # One link keeps the figures for ever, the other has today's numbers.
    kept, _ = read(parse_qsl(data["kept"]), LANGUAGES)
    today, _ = read(parse_qsl(data["today"]), LANGUAGES)
    assert (kept.changes, today.changes) == (found.then.changes, found.today.changes)
    assert dict(parse_qsl(data["kept"]))["v"] == VERSION


def test_of_numbers_set_by_the_reader_none_has_moved():
    every = {id: row.value for id, row in ASSUMPTIONS.items()} | {"server_power_h800": 1.275}
    query = [("v", "1"), *((id, repr(value)) for id, value in every.items())]
    found = changes.since(query)
    assert found.numbers == () and found.figures == ()
    assert math.isclose(found.then.changes["server_power_h800"], 1.275)
