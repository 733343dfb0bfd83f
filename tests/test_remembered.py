"""What is kept for readers' links is bounded, and small where it is bounded by number alone."""

import json
import subprocess
import sys

import costmodel
from costmodel.questions import draws
from exports import DRAWS_OFFERED
from tests.remembered import kept, size_of
from tests.server import ROOT
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


def test_what_is_kept_without_a_bound_is_of_ours_and_of_no_link():
    unbounded = {
        name
        for name, caches in kept().items()
        if any(each.cache_parameters()["maxsize"] is None for each in caches)
    }
    assert unbounded == OF_OURS


def test_what_is_kept_by_number_is_small_when_it_is_full():
    command = [sys.executable, "-m", "tests.remembered"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    full = json.loads(said.stdout)
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
