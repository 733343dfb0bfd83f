"""Questions with one right answer each, drawn by a seed from the model at a scenario.

The same seed and scenario give the same exercises, in whatever language they are then told.
"""

import math
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from costmodel.engine.scenario import Scenario
from costmodel.models import ASSUMPTIONS, MODEL, PUBLISHED, evaluate
from costmodel.questions.beliefs import Standing, belief
from costmodel.questions.flips import Statement, flips
from costmodel.questions.stories import STORIES, YOURS, Target, figures_of, told_by
from data import RECORDS, Assumption, Fact

# Figures that one can compute on paper, each with a number in its own formula that is set anew:
# the figure is that number times the others, or the others over it.
SUMS = (
    ("final_run_cost", "rental_rate"),
    ("development_compute_cost", "experiment_factor"),
    ("r1_cost", "r1_hours"),
    ("run_days", "training_cluster_gpus"),
    ("cluster_capex", "training_cluster_gpus"),
    ("staff_cost", "years_owned"),
)
# Figures by which stories differ.
TOLD = ("fleet_gpus", "development_compute_cost", "tco", "company_cost", "tco_ratio")
# Two that answer questions as different as one run and a whole fleet.
OF_THE_RUN = (
    "run_electricity_cost",
    "final_run_at_ownership_cost",
    "final_run_cost",
    "development_compute_cost",
)
OF_THE_FLEET = ("capex", "tco", "company_cost")
# What a number may have to be for a headline, as choices; one of them is true.
CHOICES: tuple[Standing, ...] = ("inside", "outside", "unranged", "impossible")

# By how much a number is set anew.
_ANEW = (0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.1, 1.2, 1.25, 1.3, 1.4, 1.5, 1.6, 1.75)
# By how much a figure is to be otherwise, for a sentence to turn over and for a headline.
_FLIPPED = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_BELIEVED = (0.02, 0.1, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 2.0, 3.0, 6.0, 12.0, 60.0)
# Two numbers nearer than this, relative to them, are not told apart by who rounds; nor is on
# which side of an end a number lies.
_APART = 0.03
# How many choices there are at most, and at least.
_MOST, _FEWEST = 4, 3

Each = TypeVar("Each")


@dataclass(frozen=True)
class Compute:
    """A number is set; what does ``figure`` come to? ``changes`` is the scenario with it set."""

    figure: str
    assumption: str
    changes: Scenario[float]
    answer: float


@dataclass(frozen=True)
class Overturn:
    """A statement true of ``asked``: from which value of ``assumption`` on is it otherwise?

    ``changes`` is the scenario with that value, the ``answer``.
    """

    statement: Statement
    assumption: str
    asked: Scenario[float]
    answer: float
    changes: Scenario[float]


@dataclass(frozen=True)
class Believe:
    """A headline: what would ``assumption`` alone have to be, and how does that stand?

    ``needed`` is the value that the sum gives, possible or not; ``answer`` is one of
    :data:`CHOICES`; ``changes`` the scenario in which the headline is true, where there is one.
    """

    target: Target
    assumption: str
    asked: Scenario[float]
    needed: float
    answer: Standing
    changes: Scenario[float]


@dataclass(frozen=True)
class WhichStory:
    """By which of these stories, ``options``, does ``figure`` come to ``amount``?"""

    figure: str
    amount: float
    options: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class WhichGrade:
    """How good is the evidence for a number, ``id``, an assumption as published or a fact?"""

    id: str
    answer: str


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a rung of the ladder as a story has it."""

    story: str
    rung: str
    amount: float


@dataclass(frozen=True)
class Unlike:
    """Which of these comparisons, ``options``, sets answers to two questions side by side?"""

    options: tuple[tuple[Side, Side], ...]
    answer: tuple[Side, Side]


Exercise = Compute | Overturn | Believe | WhichStory | WhichGrade | Unlike


def exercises(seed: int, changes: Mapping[str, float] | None = None) -> tuple[Exercise, ...]:
    """The exercises of a sheet: of these two are computed, and one is of each other kind.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
    """
    asked = Scenario.of(changes or {})
    evaluate(asked, ("final_run_cost",))
    first = _compute(_chance(seed, "first"), asked)
    return (
        first,
        _compute(_chance(seed, "second"), asked, first.figure),
        _which_story(_chance(seed, "story")),
        _overturn(_chance(seed, "flip"), asked),
        _believe(_chance(seed, "believe"), asked),
        _which_grade(_chance(seed, "grade")),
        _unlike(_chance(seed, "unlike"), asked),
    )


def solved(figure: str, assumption: str, target: float, operands: Mapping[str, float]) -> float:
    """What ``assumption``, one of a figure's operands, must be for the figure to be ``target``.

    For figures of :data:`SUMS`; ``operands`` are the others.

    >>> solved("final_run_cost", "rental_rate", 8_364_000.0, {"run_hours": 2_788_000.0})
    3.0
    """
    once = MODEL.step(figure, {**operands, assumption: 1.0})
    twice = MODEL.step(figure, {**operands, assumption: 2.0})
    return float(target / once if twice > once else once / target)


def operands_of(figure: str, assumption: str, changes: Mapping[str, float]) -> dict[str, float]:
    """The other operands of a figure's formula, as they are in a scenario."""
    others = [id for id in MODEL.operands_of(figure) if id != assumption]
    here = evaluate(changes)
    return {id: float(here[id]) for id in others}


def _chance(seed: int, what: str) -> random.Random:
    # From a text, so that it is the same on every machine and in every run.
    return random.Random(f"{seed} {what}")


def _shuffled(chance: random.Random, all_of_them: Iterable[Each]) -> list[Each]:
    found = list(all_of_them)
    chance.shuffle(found)
    return found


def _round(value: float) -> float:
    """A value to two digits, as one would say it."""
    return float(f"{value:.2g}")


def _with(changes: Mapping[str, float], id: str, value: float) -> Scenario[float]:
    others = {each: number for each, number in changes.items() if each != id}
    return Scenario(others if value == PUBLISHED[id] else {**others, id: value})


def _differ(first: float, second: float) -> bool:
    return abs(first - second) > _APART * max(abs(first), abs(second))


def _sums(chance: random.Random, asked: Mapping[str, float]) -> Iterator[tuple[str, str, float]]:
    """Figures that come to something in a scenario, each with what is set and what it comes to."""
    here = evaluate(asked)
    for figure, assumption in _shuffled(chance, SUMS):
        amount = float(here[figure])
        if math.isfinite(amount) and amount > 0:
            yield figure, assumption, amount


def _compute(chance: random.Random, asked: Scenario[float], not_this: str = "") -> Compute:
    for figure, assumption, amount in _sums(chance, asked):
        row = ASSUMPTIONS[assumption]
        for times in _shuffled(chance, _ANEW):
            value = _round(row.value * times)
            changes = _with(asked, assumption, value) if row.allows(value) else asked
            answer = float(evaluate(changes, (figure,))[figure])
            if figure != not_this and _differ(answer, amount):
                return Compute(figure, assumption, changes, answer)
    raise AssertionError("every scenario has a run, whose cost and days can be computed")


def _overturn(chance: random.Random, asked: Scenario[float]) -> Overturn:
    for figure, assumption, amount in _sums(chance, asked):
        for times in _shuffled(chance, _FLIPPED):
            threshold = _round(amount * times)
            if not _differ(threshold, amount):
                continue
            statement = Statement(figure, "below" if threshold > amount else "above", threshold)
            found = {each.assumption: each for each in flips(statement, asked)}[assumption].value
            if found is not None:
                changes = _with(asked, assumption, found)
                return Overturn(statement, assumption, asked, found, changes)
    raise AssertionError("every scenario has a run, whose price can be moved")


def _believe(chance: random.Random, asked: Scenario[float]) -> Believe:
    possible: dict[Standing, list[tuple[Target, str, float]]] = {each: [] for each in CHOICES}
    for figure, assumption, amount in _sums(chance, asked):
        row, others = ASSUMPTIONS[assumption], operands_of(figure, assumption, asked)
        for times in _shuffled(chance, _BELIEVED):
            target = Target(figure, _round(amount * times))
            needed = solved(figure, assumption, target.amount, others)
            if _is_clear(row, needed) and _differ(target.amount, amount):
                possible[_looks(row, needed)].append((target, assumption, needed))
    # As often one answer as another, and not as often as there are numbers for it.
    for standing in _shuffled(chance, CHOICES):
        for target, assumption, needed in possible[standing]:
            answer = belief(target.figure, target.amount, assumption, asked)
            if answer.standing == standing:
                value = answer.value
                changes = asked if value is None else _with(asked, assumption, value)
                return Believe(target, assumption, asked, needed, standing, changes)
    raise AssertionError("every scenario has a run, whose price can be moved")


def _looks(row: Assumption, needed: float) -> Standing:
    """How a number seems to stand; the answer is what :func:`belief` finds by computing."""
    if not row.allows(needed):
        return "impossible"
    if not row.has_likely_range:
        return "unranged"
    return "inside" if row.supports(needed) else "outside"


def _is_clear(row: Assumption, needed: float) -> bool:
    """Whether a number is so far from every end that rounding does not bring it across."""
    ends = (row.allowed_low, row.allowed_high, *row.supported_ends)
    return needed > 0 and all(_differ(needed, end) for end in ends)


def _which_story(chance: random.Random) -> WhichStory:
    for figure in _shuffled(chance, TOLD):
        options: dict[str, float] = {}
        for story in _shuffled(chance, STORIES):
            amount = float(figures_of(story)[figure])
            if all(_differ(amount, other) for other in options.values()):
                options[story] = amount
        shown = list(options)[:_MOST]
        if len(shown) >= _FEWEST:
            answer = chance.choice(shown)
            return WhichStory(figure, options[answer], tuple(shown), answer)
    raise AssertionError("stories differ")


def gradable() -> Mapping[str, Assumption | Fact]:
    """What may be asked for its grade: whatever rests on one source, or on none but us."""
    rows: dict[str, Assumption | Fact] = {**RECORDS.assumptions, **RECORDS.facts}
    return {
        id: row
        for id, row in rows.items()
        if (row.sources[0] == "our_assumption" if row.grade == "D" else len(row.sources) == 1)
    }


def _which_grade(chance: random.Random) -> WhichGrade:
    rows = gradable()
    grade = chance.choice(sorted({row.grade for row in rows.values()}))
    return WhichGrade(chance.choice([id for id, row in rows.items() if row.grade == grade]), grade)


def _unlike(chance: random.Random, asked: Scenario[float]) -> Unlike:
    figures = {story: figures_of(story) for story in STORIES}
    if asked and told_by(asked) is None:
        figures[YOURS] = evaluate(asked)

    def sides(first: str, second: str) -> tuple[Side, Side]:
        """Two rungs as two stories have them that can be told apart."""
        for one, other in _shuffled(chance, ((a, b) for a in figures for b in figures if a != b)):
            here, there = float(figures[one][first]), float(figures[other][second])
            if here > 0 and there > 0 and _differ(here, there):
                return Side(one, first, here), Side(other, second, there)
        raise AssertionError("published stories differ in every rung that is asked for")

    pair = [chance.choice(OF_THE_RUN), chance.choice(OF_THE_FLEET)]
    answer = sides(*_shuffled(chance, pair))
    alike = chance.sample(("final_run_cost", "development_compute_cost", *OF_THE_FLEET), _MOST - 1)
    options = _shuffled(chance, [answer, *(sides(rung, rung) for rung in alike)])
    return Unlike(tuple(options), answer)
