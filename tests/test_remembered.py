"""What is kept for readers' links is bounded, and small where it is bounded by number alone."""

import gc
import importlib
import pkgutil
import random
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType

import pytest
from babel import Locale
from jinja2 import Environment, Template

import costmodel
from content import Language
from content.numbers import Numbers
from costmodel import ASSUMPTIONS, Scenario
from costmodel.questions import draws
from exports import DRAWS_OFFERED, Link
from paper import pages
from tests.test_rooms import ROOMS
from web.papers import Shelf

# Asked with ids, pages, languages and files of ours only, or with nothing: of these there are no
# more tomorrow than today, whatever links readers bring.
OF_OURS = {
    "content.precision.style_of",
    "costmodel.models.grade_behind",
    "costmodel.models.sourced_behind",
    "costmodel.models.sources_behind",
    "costmodel.models.unit_of",
    "costmodel.questions.crossings._values_of",
    "costmodel.questions.draws._usual",
    "costmodel.questions.stories.figures_of",
    "elements.models._parameters",
    "elements.outline._charts",
    "elements.outline.ideas",
    "elements.records._around_assumption",
    "elements.records._around_figure",
    "elements.records._published",
    "elements.records._quoted",
    "exports.dates.behind",
    "exports.dates.last_change",
    "exports.workbook.formulas._payments",
    "paper.embedding._colours",
    "paper.embedding._moving_figure",
    "paper.embedding.known",
    "paper.lettering.embedded",
    "paper.lettering.register",
    "paper.pages._script",
    "paper.pictures._config",
    "paper.pictures.palette",
    "paper.pictures.style",
    "paper.pictures.theme_of",
    "paper.places._drawn",
    "paper.places.figures",
    "telling.formulas._shape",
    "telling.scenario._name_of",
}
# When all that is kept by number is full, beside the draws.
MOST_MB, MOST_OF_ONE_MB = 60, 16
# Draws are large; no more of them are kept.
MOST_OF_DRAWS_MB = 64
_BELONGS_TO_ALL = (
    ModuleType,
    type,
    FunctionType,
    BuiltinFunctionType,
    MethodType,
    CodeType,
    Language,
    Numbers,
    Locale,
    Environment,
    Template,
)


def modules() -> Iterator[ModuleType]:
    # What draws on a screen keeps its styles and scripts, and nothing of a reader's.
    for room in set(ROOMS) - {"ui", "pages"}:
        package = importlib.import_module(room)
        for each in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not each.name.endswith("__main__"):
                yield importlib.import_module(each.name)


@pytest.fixture(scope="module")
def kept() -> dict[str, list[_lru_cache_wrapper]]:
    """All that is kept by number, by name, after some readers came with numbers of their own."""
    assert len(list(modules())) > 100
    chosen = random.Random(29)
    for _ in range(2):
        changes = Scenario(
            {
                id: round(chosen.uniform(row.allowed_low, row.allowed_high), 4)
                for id, row in ASSUMPTIONS.items()
                if chosen.random() < 0.5
            }
        )
        for page in ("doubts", "compare", "opex"):
            pages.draw(page, Link(changes=changes), "en")
    found: dict[str, list[_lru_cache_wrapper]] = {}
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each.__module__.split(".")[0] in ROOMS:
            found.setdefault(f"{each.__module__}.{each.__qualname__}", []).append(each)
    return {name: each for name, each in found.items() if not name.startswith(("ui.", "pages."))}


def size_of(thing: object) -> int:
    """How many bytes a thing takes with all that it alone leads to."""
    seen, ahead, bytes_ = set(), [thing], 0
    while ahead:
        each = ahead.pop()
        if id(each) in seen or (
            each is not thing and isinstance(each, (*_BELONGS_TO_ALL, _lru_cache_wrapper))
        ):
            continue
        seen.add(id(each))
        bytes_ += sys.getsizeof(each)
        ahead += gc.get_referents(each)
    return bytes_


def test_what_is_kept_without_a_bound_is_of_ours_and_of_no_link(kept):
    unbounded = {
        name
        for name, caches in kept.items()
        if any(each.cache_parameters()["maxsize"] is None for each in caches)
    }
    assert unbounded == OF_OURS


def test_what_is_kept_by_number_is_small_when_it_is_full(kept):
    full: dict[str, float] = {}
    for name, caches in kept.items():
        for each in caches:
            most, now = each.cache_parameters()["maxsize"], each.cache_info().currsize
            if most is not None and now and not name.startswith("costmodel.questions.draws._"):
                of_one = size_of(each) / now * most / 1e6
                full[name] = full.get(name, 0) + of_one
    assert len(full) > 20
    assert {name: each for name, each in full.items() if each > MOST_OF_ONE_MB} == {}
    assert sum(full.values()) < MOST_MB


def test_the_dearest_draws_are_kept_within_a_bound():
    values = costmodel.draw({}, max(DRAWS_OFFERED), seed=29)
    of_one = sum(each.nbytes for each in values.values())
    scores = of_one / len(values) * (len(values) + 1)
    kept = draws._others.cache_parameters()["maxsize"] * of_one
    assert kept + draws._scores.cache_parameters()["maxsize"] * scores < MOST_OF_DRAWS_MB * 1e6


def test_what_a_thing_is_kept_under_takes_no_room():
    shelf, made = Shelf(1_000), []
    for n in range(500):
        shelf.get(("page", "x" * 100_000, n), lambda n=n: made.append(n) or str(n % 10))
    assert len(made) == len(shelf) == 500
    assert size_of(shelf) < 200_000
    assert shelf.get(("page", "x" * 100_000, 7), lambda: "another") == "7"
    assert shelf.kept(("page", "x" * 100_000, 500)) is None
