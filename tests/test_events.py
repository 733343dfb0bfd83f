"""What happens is told in lines that people and programs read, and that know nothing of readers."""

import json
import logging
import sys

import pytest

from web import events
from web.events import SETTING, Lines, tell, tell_seldom


def record(message: str, *parts: object, name: str = "x", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.ERROR, "", 0, message, parts, None)
    made.__dict__ |= extra
    return made


def failed(number: str) -> logging.LogRecord:
    made = record("It failed for %s", f"/claim?rental_rate={number}&lang=en today")
    try:
        try:
            int(f"zebra {number}")
        except ValueError as cause:
            raise LookupError(f"rental_rate={number}") from cause
    except LookupError:
        made.exc_info = sys.exc_info()
    return made


def test_an_event_is_one_object_a_line_with_its_time_and_what_is_known_of_it():
    line = Lines(as_json=True).format(record("ready", fields={"seconds": 3.5}))
    told = json.loads(line)
    assert "\n" not in line and told.pop("time").endswith("+00:00")
    assert told == {"level": "error", "event": "ready", "seconds": 3.5}


def test_what_libraries_log_is_told_by_their_name():
    told = json.loads(Lines(as_json=True).format(record("%s is not\nset", "SITE", name="web.site")))
    assert (told["event"], told["message"]) == ("web.site", "SITE is not\nset")


@pytest.mark.parametrize("as_json", [True, False])
def test_of_an_error_its_kind_and_place_are_told_and_never_what_it_says(as_json):
    line = Lines(as_json).format(failed("3.14159"))
    assert "3.14159" not in line and "zebra" not in line
    assert "LookupError from ValueError" in line
    assert line.count("tests/test_events.py, line ") == 2 and str(events._ROOT) not in line
    assert "It failed for /claim today" in line
    assert ("\n" in line) is not as_json


def test_for_developing_there_is_all_of_it():
    line = Lines(as_json=False, is_full=True).format(failed("3.14159"))
    assert "Traceback" in line and "ValueError: invalid literal" in line and "3.14159" in line


@pytest.mark.parametrize("text", ["Why?", "is it? yes=1", "a ? b"])
def test_a_question_is_no_query(text):
    assert text in Lines(as_json=False).format(record("%s", text))


def test_the_servers_lines_of_who_connected_are_held_back():
    connected = record('%s - "WebSocket %s" [accepted]', "203.0.113.7:5", "/_stcore/stream?a=1")
    assert not events._OF_READERS.filter(connected)
    assert events._OF_READERS.filter(record("Started server process [%d]", 7))


def test_an_event_says_its_level(caplog):
    caplog.set_level(logging.INFO, "explainer")
    tell("stop", edition="2")
    [told] = caplog.records
    assert (told.getMessage(), told.fields, told.levelname) == ("stop", {"edition": "2"}, "INFO")


def test_what_happens_often_is_told_once_a_minute_and_how_often_it_was_not(caplog, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(events.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(events, "_told", {})
    caplog.set_level(logging.INFO, "explainer")
    for kind, seconds in (("a", 0), ("a", 1), ("b", 1), ("a", 57), ("a", 3), ("a", 100)):
        now[0] += seconds
        tell_seldom("refused", {"kind": kind}, status=404)
    assert [each.fields for each in caplog.records] == [
        {"kind": "a", "status": 404},
        {"kind": "b", "status": 404},
        {"kind": "a", "status": 404, "unsaid": 2},
        {"kind": "a", "status": 404},
    ]


def test_a_setting_that_is_not_known_is_refused_by_name(monkeypatch):
    monkeypatch.setenv(SETTING, "xml")
    with pytest.raises(ValueError, match=f"{SETTING}='xml'.*json"):
        events.attend()
