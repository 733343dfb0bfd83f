"""A talk: its part of a link, its screens, and the link it ends with."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import pytest
import segno

import exports
from content import LANGUAGES, PAGES, STORY, TALK
from costmodel import PUBLISHED
from elements import medium, outline
from exports import Link
from paper.pages import _script
from paper.sheet import Sheet
from tests.conftest import EVERY_LANGUAGE, SCENARIOS
from ui.frame.contents import file_of
from ui.state import acts
from ui.state.acts import Entry, Refused

NUMBERS = LANGUAGES["en"].numbers
CHANGES = {"rental_rate": 3.0, "gpu_count_h20": 20000.0}


def read(query: list[tuple[str, str]]) -> tuple[Link, list[str]]:
    link, faults = exports.read(query, LANGUAGES)
    return link, [fault.id for fault in faults]


def test_a_link_says_what_is_presented_and_at_which_screen():
    link, faults = read([("present", "talk"), ("screen", "3"), ("rental_rate", "3")])
    assert (link.present, link.screen, faults) == ("talk", 3, [])
    assert exports.write(link).endswith("present=talk&screen=3")


def test_a_link_to_a_page_to_read_says_nothing_of_it():
    assert exports.write(Link()) == ""
    assert read([]) == (Link(), [])


@pytest.mark.parametrize("part", ["present", "screen"])
@pytest.mark.parametrize("text", ["", "0", "-1", "100", "2.5", "yes", "all"])
def test_what_cannot_be_used_of_it_is_named(part: str, text: str):
    assert read([(part, text)]) == (Link(), [part])


@pytest.mark.parametrize("what", exports.PRESENTED)
def test_presenting_begins_and_ends_and_moves_no_number(what: str):
    link = Link(changes={"rental_rate": 3.0})
    begun = acts.perform(link, Entry("present", value=what), NUMBERS)
    assert (begun.present, begun.changes) == (what, link.changes)
    assert acts.perform(begun, Entry("present"), NUMBERS) == link


def test_whoever_presents_goes_on_presenting_when_all_numbers_are_reset():
    link = Link(changes={"rental_rate": 3.0}, present="talk")
    assert acts.perform(link, Entry("reset_all"), NUMBERS) == Link(present="talk")


def test_nothing_else_can_be_presented():
    with pytest.raises(Refused):
        acts.perform(Link(), Entry("present", value="some"), NUMBERS)


class Ideas(Sheet):
    """A sheet that notes of each idea what is drawn in it."""

    def __init__(self, link: Link, language: str) -> None:
        super().__init__(link, language)
        self.drawn: dict[str, str] = {}
        self._inside = False

    def asks(self) -> bool:
        return True

    @contextmanager
    def idea(self, name: str) -> Iterator[None]:
        inside, self._inside = self._inside, True
        before = len(self.html())
        yield
        self._inside = inside
        if not inside:
            self.drawn.setdefault(name, self.html()[before:])


def ideas_of(page: str, changes: dict[str, float]) -> dict[str, str]:
    sheet = Ideas(Link(changes=changes), "id")
    with medium.drawn_on(sheet):
        exec(_script(page), {})
    return sheet.drawn


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scenario", ["published", "no machines", "everything at its lowest"])
def test_a_page_has_the_same_ideas_in_every_scenario_and_none_is_empty(page: str, scenario: str):
    changes = {id: each for id, each in SCENARIOS[scenario].items() if each != PUBLISHED[id]}
    found = ideas_of(page, changes)
    assert tuple(found) == outline.ideas(file_of(page))
    assert all(re.sub(r"<(?!!--chart)[^>]*>", "", each).strip() for each in found.values())


@pytest.mark.parametrize("page", STORY)
def test_the_story_is_presented_from_its_question_to_what_is_left_out(page: str):
    ideas = outline.ideas(file_of(page))
    # A room is asked before it is told.
    first, second, *_, last = [each for each in ideas if not each.startswith("guess_")]
    assert (first, second, last) == ("question", "figure", "left_out")
    guessed = [each for each in ideas if each.startswith("guess_")]
    assert list(ideas[1 : 1 + len(guessed)]) == guessed


def test_the_ready_talk_has_six_screens_of_the_pages():
    assert len(TALK) == len(set(TALK)) == 6
    assert all(idea in outline.ideas(file_of(page)) for page, idea in TALK)


def modules(code: str) -> list[list[int]]:
    """A code read back from its picture: which of its squares are dark."""
    svg = unquote(code)
    size = int(re.search(r"viewBox='0 0 (\d+) \1'", svg)[1])
    rows = [[0] * size for _ in range(size)]
    x = y = 0.0
    path = re.search(r"stroke='#000' d='([^']*)'", svg)[1]
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        each = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for dark in range(int(x), int(x + each[0])):
                rows[int(y)][dark] = 1
            x += each[0]
        else:
            x, y = each if command == "M" else (x + each[0], y + each[1])
    return rows


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_the_code_is_the_address_with_the_margin_a_camera_needs(code: str):
    address = f"https://example.org/?{exports.write(Link(language=code, changes=CHANGES))}"
    expected = [list(row) for row in segno.make(address, micro=False).matrix_iter(border=4)]
    assert modules(exports.qr_code(address)) == expected
    assert modules(exports.qr_code(address + "&seed=1")) != expected
