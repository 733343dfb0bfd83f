"""What is kept here for readers' links: ``python -m tests.remembered`` says how much, as JSON.

In a process of its own nothing is kept for what other tests have made up.
"""

import gc
import importlib
import json
import pkgutil
import random
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType

from babel import Locale
from jinja2 import Environment, Template

from content import Language
from content.numbers import Numbers
from costmodel import ASSUMPTIONS, Scenario
from exports import Link
from paper import pages
from tests.test_rooms import ROOMS

# What draws on a screen keeps its styles and scripts, and nothing of a reader's; what writes the
# folder down serves nobody.
_OF_NO_READER = {"ui", "pages", "offline"}
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
    for room in set(ROOMS) - _OF_NO_READER:
        package = importlib.import_module(room)
        for each in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not each.name.endswith("__main__"):
                yield importlib.import_module(each.name)


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
    return {
        name: each for name, each in found.items() if name.partition(".")[0] not in _OF_NO_READER
    }


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


def full() -> dict[str, float]:
    """How many megabytes each thing kept by number comes to when it is full, beside the draws."""
    found: dict[str, float] = {}
    for name, caches in kept().items():
        for each in caches:
            most, now = each.cache_parameters()["maxsize"], each.cache_info().currsize
            if most is not None and now and not name.startswith("costmodel.questions.draws._"):
                of_one = size_of(each) / now * most / 1e6
                found[name] = found.get(name, 0) + of_one
    return found


if __name__ == "__main__":
    json.dump(full(), sys.stdout)
