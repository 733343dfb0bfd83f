"""A figure is as old as the newest of all it rests on, and that day is found and not typed."""

import datetime

import pytest

from costmodel import MODEL
from data import RECORDS
from exports import dates


@pytest.mark.parametrize("figure", MODEL.figures)
def test_a_figure_is_as_old_as_the_newest_it_rests_on(figure):
    behind = set(MODEL.assumptions_behind(figure)) | set(MODEL.facts_behind(figure))
    behind |= {step.id for step in MODEL.steps_to((figure,))}
    days = [row.date for row in RECORDS.editions.values() if row.number in behind]
    days += [row.date for row in RECORDS.revisions.values() if row.subject in behind]
    first = min(row.date for row in RECORDS.editions.values())
    assert dates.last_change(figure) == max([first, *days])


def test_what_moved_later_is_younger():
    # Neither hours nor price have moved; an H800 server's power has.
    assert dates.last_change("final_run_cost") == datetime.date(2026, 11, 24)
    assert dates.last_change("electricity_cost") == datetime.date(2026, 11, 25)
    assert dates.newest(("final_run_cost", "electricity_cost")) == datetime.date(2026, 11, 25)
    assert dates.newest(()) == max(map(dates.last_change, MODEL.figures))
