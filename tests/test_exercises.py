"""Every exercise has one right answer, at every seed and scenario: held by an independent route."""

import csv
import math
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import costmodel
from costmodel import (
    ASSUMPTIONS,
    STORIES,
    Believe,
    Compute,
    Overturn,
    ScenarioFault,
    Unlike,
    WhichGrade,
    WhichStory,
    evaluate,
)
from tests.conftest import SCENARIOS
from tests.test_conditions import at_ends, at_random

ROOT = Path(__file__).resolve().parent.parent
SEEDS = range(300)
KINDS = (Compute, Compute, WhichStory, Overturn, Believe, WhichGrade, Unlike)

# Each figure once more, out of nothing but assumptions.
BY_HAND = {
    "final_run_cost": lambda of: hours(of) * of["rental_rate"],
    "development_compute_cost": lambda of: hours(of) * of["rental_rate"] * of["experiment_factor"],
    "r1_cost": lambda of: of["r1_hours"] * of["rental_rate"],
    "run_days": lambda of: hours(of) / of["training_cluster_gpus"] / 24,
    "cluster_capex": lambda of: (
        of["training_cluster_gpus"] * (of["gpu_price_h800"] + of["server_overhead_h800"])
    ),
    "staff_cost": lambda of: (
        (
            min(of["star_headcount"], of["headcount"]) * of["star_pay"]
            + (of["headcount"] - min(of["star_headcount"], of["headcount"])) * of["typical_pay"]
        )
        * of["payroll_overhead"]
        * of["years_owned"]
    ),
}


def hours(of):
    return of["pretraining_hours"] + of["context_extension_hours"] + of["post_training_hours"]


def by_hand(figure, changes, **more):
    published = {id: row.value for id, row in ASSUMPTIONS.items()}
    return BY_HAND[figure]({**published, **changes, **more})


def hold(seed, changes):
    """Hold that each exercise of a sheet has the answer that its key gives, and no other."""
    each_of = costmodel.exercises(seed, changes)
    assert tuple(map(type, each_of)) == KINDS
    assert each_of[0].figure != each_of[1].figure
    for each in each_of:
        HELD[type(each)](each, changes)


def hold_compute(each, changes):
    value = each.changes.get(each.assumption, ASSUMPTIONS[each.assumption].value)
    assert math.isclose(each.answer, by_hand(each.figure, changes, **{each.assumption: value}))
    # The number that is to be set is another than the present one, and so is what comes out.
    assert not math.isclose(each.answer, by_hand(each.figure, changes), rel_tol=0.02)


def hold_flip(each, changes):
    statement, figure = each.statement, each.statement.figure
    present = by_hand(figure, changes)
    assert statement.holds(present)
    # The link leads to where it is otherwise, and a thousandth before that it is not yet.
    assert not statement.holds(float(evaluate(each.changes, (figure,))[figure]))
    now = changes.get(each.assumption, ASSUMPTIONS[each.assumption].value)
    before = each.answer + (now - each.answer) / 1000
    assert statement.holds(by_hand(figure, changes, **{each.assumption: before}))
    there = by_hand(figure, changes, **{each.assumption: each.answer})
    assert math.isclose(there, statement.threshold, rel_tol=1e-9)


def standing_by_hand(row, needed):
    if not row.allowed_low <= needed <= row.allowed_high:
        return "impossible"
    if row.likely_low is None:
        return "unranged"
    return "inside" if row.likely_low <= needed <= row.likely_high else "outside"


def hold_believe(each, changes):
    row, figure = ASSUMPTIONS[each.assumption], each.target.figure
    there = by_hand(figure, changes, **{each.assumption: each.needed})
    assert math.isclose(there, each.target.amount, rel_tol=1e-9)
    for nearly in (0.98, 1.0, 1.02):
        assert standing_by_hand(row, each.needed * nearly) == each.answer
    if each.answer != "impossible":
        assert math.isclose(float(evaluate(each.changes, (figure,))[figure]), each.target.amount)


@cache
def told_by(story, figure):
    return float(evaluate(STORIES[story], (figure,))[figure])


def hold_story(each, _changes):
    amounts = {id: told_by(id, each.figure) for id in each.options}
    assert 3 <= len(amounts) == len(each.options) <= 4
    near = [id for id, one in amounts.items() if math.isclose(one, each.amount, rel_tol=0.02)]
    assert near == [each.answer]


def grades_by_hand():
    found = {}
    for name in ("assumptions", "facts"):
        with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8") as file:
            found |= {row["id"]: row["grade"] for row in csv.DictReader(file)}
    return found


GRADES = grades_by_hand()


def hold_grade(each, _changes):
    assert each.answer == GRADES[each.id]


def hold_unlike(each, changes):
    unlike = [pair for pair in each.options if pair[0].rung != pair[1].rung]
    assert unlike == [each.answer] and len(set(each.options)) == 4
    assert {one.rung for one in each.answer} & {"capex", "tco", "company_cost"}
    for pair in each.options:
        assert pair[0].story != pair[1].story
        for side in pair:
            if side.story == "yours":
                assert side.amount == float(evaluate(changes, (side.rung,))[side.rung]) > 0
            else:
                assert side.amount == told_by(side.story, side.rung) > 0


HELD = {
    Compute: hold_compute,
    Overturn: hold_flip,
    Believe: hold_believe,
    WhichStory: hold_story,
    WhichGrade: hold_grade,
    Unlike: hold_unlike,
}


def test_at_every_seed_each_exercise_has_one_right_answer():
    for seed in SEEDS:
        hold(seed, {})


@pytest.mark.parametrize("name", [*SCENARIOS, *STORIES])
def test_in_every_scenario_and_story_each_exercise_has_one_right_answer(name):
    for seed in range(6):
        hold(seed, SCENARIOS.get(name) or STORIES.get(name, {}))


def test_with_any_number_at_its_ends_each_exercise_has_one_right_answer():
    for place, (_, changes) in enumerate(at_ends()):
        hold(place, changes)


def test_in_scenarios_at_random_each_exercise_has_one_right_answer():
    for place, changes in enumerate(at_random(80, "exercises")):
        hold(place, changes)


@pytest.fixture(scope="module")
def sheets():
    return [costmodel.exercises(seed) for seed in SEEDS]


def test_every_answer_and_every_kind_of_question_comes_up(sheets):
    each_of = [each for sheet in sheets for each in sheet]
    assert {each.figure for each in each_of if isinstance(each, Compute)} == BY_HAND.keys()
    assert {each.answer for each in each_of if isinstance(each, Believe)} == {*costmodel.CHOICES}
    assert {each.answer for each in each_of if isinstance(each, WhichGrade)} == {*"ABCD"}
    assert {each.answer for each in each_of if isinstance(each, WhichStory)} >= STORIES.keys()
    places = {each.options.index(each.answer) for each in each_of if isinstance(each, Unlike)}
    assert places == {0, 1, 2, 3}


def test_sheets_differ(sheets):
    assert len({sheet[:2] for sheet in sheets}) > 250
    assert len(set(sheets)) == len(sheets)


def test_a_seed_means_the_same_in_every_process():
    script = "import costmodel; print([*map(costmodel.exercises, (7, 999999))])"
    for seed in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        ).stdout
        assert said == f"{[*map(costmodel.exercises, (7, 999999))]}\n"


def test_drawing_a_sheet_leaves_chance_elsewhere_alone():
    random.seed(5)
    before = random.getstate()
    costmodel.exercises(3)
    assert random.getstate() == before


def test_a_scenario_that_is_none_is_refused_by_name():
    with pytest.raises(ScenarioFault, match="rental_rate"):
        costmodel.exercises(1, {"rental_rate": 99.0})


@pytest.mark.parametrize(("figure", "assumption"), costmodel.questions.exercises.SUMS)
def test_what_is_solved_for_a_number_gives_the_figure(figure, assumption):
    others = costmodel.operands_of(figure, assumption, {})
    needed = costmodel.solved(figure, assumption, 1234.5, others)
    assert math.isclose(by_hand(figure, {}, **{assumption: needed}), 1234.5)
