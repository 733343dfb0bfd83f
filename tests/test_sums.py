"""What is shown adds up to what is shown, read back from the page and done again on paper."""

import datetime
import itertools
import math
import random
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

import charts
import costmodel
from content import LANGUAGES, sums
from costmodel import (
    ASSUMPTIONS,
    CHECKS,
    MODEL,
    PARAMETERS,
    STATEMENTS,
    STORIES,
    TRAINING_RUN,
    V3,
    WORKED_EXAMPLE,
    YOURS,
    flips,
)
from costmodel.engine import functions
from costmodel.engine.expressions import BinaryOperation, Call, Literal, Symbol
from costmodel.engine.graph import BY_TYPE
from data import RECORDS
from elements.models import run_telling
from telling import Telling, comparisons, doubts, formulas, provenance
from tests import pictured
from tests.cases import GIVEN
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from tests.paper import last_digit, number_in

each_language = pytest.mark.parametrize("code", EVERY_LANGUAGE)
DAYS = [
    each.value
    for each in RECORDS.model_parameters.values()
    if isinstance(each.value, datetime.date)
]
# Both ends of everything there is to change, one at a time.
ENDS = {
    f"{id} at its {end}": {id: getattr(row, f"allowed_{end}")}
    for id, row in ASSUMPTIONS.items()
    for end in ("low", "high")
}
# Beside these and the stories, so many scenarios that somebody might have set.
AT_RANDOM = 50
# 2.3 × 10³⁰ is one number and no product.
POWER = re.compile(r" × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
SIGNS = {" × ": "*", " ÷ ": "/", " + ": "+", " − ": "-", "(": "(", ")": ")"}


def at_random(random: random.Random) -> dict[str, float]:
    """A scenario: some numbers a reader may have moved, by slider or by typing any digits."""
    changes = {}
    for id in random.sample(list(ASSUMPTIONS), random.randint(1, len(ASSUMPTIONS))):
        row = ASSUMPTIONS[id]
        low, high = row.allowed_low, row.allowed_high
        if row.scale == "log":
            value = max(low, 1.0) * (high / max(low, 1.0)) ** random.random()
        else:
            value = random.uniform(low, high)
        typed = float(f"{value:.{random.choice((1, 2, 3, 4, 17))}g}")
        changes[id] = min(max(typed, low), high)
    return changes


def leaves(expression, type_: str | None) -> list[tuple[str | None, str]]:
    """The unit of each number in a formula as it is written, left to right; none of a literal."""
    match expression:
        case Symbol(id):
            id = MODEL.of_type(id, type_) if id.endswith(BY_TYPE) else id
            return [costmodel.unit_of(id)]
        case Literal():
            return [None]
        case BinaryOperation(_, left, right):
            return [*leaves(left, type_), *leaves(right, type_)]
        case Call(functions.total_over_types.__name__, (argument,)):
            return [unit for each in MODEL.types for unit in leaves(argument, each)]
        case Call(_, arguments):
            return [unit for each in arguments for unit in leaves(each, type_)]
    raise TypeError(expression)


class OnPaper:
    """Somebody who has nothing but the page: reads a sum's numbers and does it again."""

    def __init__(self, code: str) -> None:
        self.language = LANGUAGES[code]
        self.undefined = self.language.label("ui.undefined")
        self.calls = {
            name: re.compile(re.escape(label).replace(r"\{0\}", "(.*)").replace(r"\{1\}", "(.*)"))
            for name, label in self.language.labels["functions"].items()
        }

    def read(self, text: str, unit: str | None) -> Fraction | float:
        if unit is None:
            return Fraction(text)
        if text == self.undefined:
            raise ZeroDivisionError
        if unit == "day":
            days = {self.language.numbers.day(day): day for day in DAYS}
            return Fraction(days[text].toordinal())
        return number_in(self.language, text, unit)

    def computed(self, left: str, units: list[str | None]) -> Fraction | float:
        """What the left side of a sum comes to."""
        for name, label in self.calls.items():
            left = label.sub(
                lambda found, name=name: f"⟨{name}⟩(({')⟨,⟩('.join(found.groups())}))", left
            )
        parts = re.split(r"(⟨[a-z_,]+⟩|[()]| [×÷+−] )", POWER.sub(r"·10\1", left))
        units, program, values = iter(units), "", {}
        for part in parts:
            if part in SIGNS:
                program += SIGNS[part]
            elif part.startswith("⟨"):
                program += part.strip("⟨⟩")
            elif part.strip():
                name = f"n{len(values)}"
                values[name] = self.read(part.replace("·10", " × 10"), next(units))
                program += name
        assert next(units, "none") == "none", left
        if self.calls.keys() & set(re.findall("[a-z_]+", program)):
            values = {name: float(value) for name, value in values.items()}
        return eval(program, vars(functions) | values)

    def finds(self, text: str, units: list[str | None], unit: str) -> bool:
        """Whether the sum comes out; ``≈`` is looked at elsewhere."""
        left, _, right = text.rpartition(" = ")
        try:
            found = self.computed(left, units)
        except (ZeroDivisionError, OverflowError):
            return right == self.undefined
        if right == self.undefined:
            return False
        result = self.read(right, unit)
        # A computer's own rounding is not on the paper.
        half = last_digit(self.language, right, result) / 2
        return abs(Fraction(found) - result) <= half * (1 + Fraction(1, 10**6))


def missed(tell: Telling, figures: tuple[str, ...], paper: OnPaper) -> tuple[list[str], list[str]]:
    """The sums that do not come out, and those that say they are about right."""
    missed, about = [], []
    for figure in figures:
        model = costmodel.model_of(figure)
        units = leaves(model.quantity_of(figure).expression, model.type_of(figure))
        text = formulas.in_numbers(tell, figure)
        if sums.ABOUT in text:
            about.append(text)
        elif not paper.finds(text, units, model.units[figure]):
            missed.append(text)
    return missed, about


@pytest.mark.slow
@each_language
def test_a_sum_of_what_is_shown_comes_to_what_is_shown(code):
    paper, chance = OnPaper(code), random.Random(f"sums {code}")
    scenarios = [*SCENARIOS.values(), *STORIES.values(), *ENDS.values()]
    scenarios += [at_random(chance) for _ in range(AT_RANDOM)]
    found = [missed(telling(code, each), MODEL.figures, paper) for each in scenarios]
    assert [text for wrong, _ in found for text in wrong] == []
    # What is only about right says so, and is rare.
    about = [text for _, texts in found for text in texts]
    assert len(about) <= len(scenarios) * len(MODEL.figures) / 1000, about


@each_language
def test_the_sums_with_printed_numbers_and_of_other_models_come_out_too(code):
    paper = OnPaper(code)
    assert missed(telling(code), CHECKS.figures, paper) == ([], [])
    for changes in SCENARIOS.values():
        for model in (V3, WORKED_EXAMPLE):
            run = run_telling(telling(code, changes), model)
            assert missed(run, TRAINING_RUN.figures, paper) == ([], [])


def runs_at_random(chance: random.Random) -> Iterator[dict[str, float | datetime.date]]:
    """Models of a reader's own, some of them far beyond anything there is."""
    for _ in range(AT_RANDOM):
        yield {
            id: datetime.date(chance.randint(2000, 2100), 1, 1)
            if row.kind == "day"
            else row.allowed_low + (row.allowed_high - row.allowed_low) * chance.random() ** 20
            for id, row in PARAMETERS.items()
        }


@each_language
def test_the_sums_of_a_model_of_ones_own_come_out(code):
    paper, about = OnPaper(code), 0
    for run in runs_at_random(random.Random(f"runs {code}")):
        wrong, only_about = missed(Telling.of_run(LANGUAGES[code], run), costmodel.PARTS, paper)
        assert wrong == []
        about += len(only_about)
    assert about <= AT_RANDOM * len(costmodel.PARTS) / 1000


@each_language
def test_any_rung_over_any_other_comes_out(code):
    paper = OnPaper(code)
    for changes in (*SCENARIOS.values(), *STORIES.values()):
        tell = telling(code, changes)
        for top, bottom in itertools.permutations(costmodel.RUNGS, 2):
            text = comparisons.ratio_in_numbers(tell, top, bottom)
            assert paper.finds(text, ["USD", "USD"], "×"), text


def test_somebody_on_paper_notices_a_sum_that_does_not_come_out():
    paper = OnPaper("en")
    dollars = ["USD"] * 4
    wrong = "$102 million + $352 million + $117 million + $117 million = $689 million"
    assert not paper.finds(wrong, dollars, "USD")
    assert paper.finds(wrong.replace("689", "688"), dollars, "USD")
    product = "2,788,000 GPU-hours × $1.39 per GPU-hour = $3,874,449"
    assert not paper.finds(product, ["GPU-hours", "USD/GPU-hour"], "USD")


def test_the_sums_of_the_published_numbers_take_few_digits():
    tell = telling("en", GIVEN)
    written = {figure: formulas.in_numbers(tell, figure) for figure in MODEL.figures}
    assert written["final_run_cost"] == "2,788,000 GPU-hours × $2.00 per GPU-hour = $5,576,000"
    assert written["final_run_at_ownership_cost"] == (
        "2,788,000 GPU-hours × $1.3897 per GPU-hour = $3.874 million"
    )
    assert written["rest_of_server_capex"] == (
        "$102.2 million + $351.8 million + $117.3 million + $117.3 million = $688.6 million"
    )
    # The result is the figure as it stands in large type above the sum.
    assert written["tco"].endswith(f"= {tell.number('tco', 'precise,full')}")


def test_a_sum_that_no_number_of_digits_makes_right_says_so():
    numbers = LANGUAGES["en"].numbers
    third = {"part": (1 / 3, "×")}
    # Three times any number of threes never is exactly one.
    found = sums.shown(numbers, third, (1e-12, "USD"), lambda of: 1 - 3 * of["part"])
    assert found.sign == sums.ABOUT == "≈"
    found = sums.shown(numbers, third, (1.0, "USD"), lambda of: 3 * of["part"])
    assert found.sign == sums.EQUAL


# Parts and their whole, in charts and in sentences


def amounts(code: str, texts: list[str], unit: str = "USD") -> list[Fraction]:
    return [OnPaper(code).read(text, unit) for text in texts]


def adds_up(code: str, texts: list[str], unit: str = "USD") -> bool:
    """Whether all texts but the last add up to the last, to its last digit."""
    *parts, whole = amounts(code, texts, unit)
    half = last_digit(LANGUAGES[code], texts[-1], whole) / 2
    return abs(sum(parts) - whole) <= half * (1 + Fraction(1, 10**6))


def some_scenarios(code: str) -> list[dict[str, float]]:
    chance = random.Random(f"parts {code}")
    return [*SCENARIOS.values(), *STORIES.values(), *(at_random(chance) for _ in range(60))]


@each_language
def test_the_parts_in_a_chart_add_up_to_its_whole(code):
    for changes in some_scenarios(code):
        tell = telling(code, changes)
        whole, *parts = (row["told"] for row in charts.operating(tell).data["rows"])
        assert adds_up(code, [*parts, whole]), (changes, parts, whole)
        for chart in (charts.capital, charts.pay):
            for row in chart(tell).table:
                _, *cells = row.values()
                assert adds_up(code, cells), (changes, cells)


@pytest.mark.slow
@each_language
def test_the_steps_from_one_story_to_another_add_up(code):
    for changes in some_scenarios(code):
        tell = telling(code, changes)
        for figure, left in (("tco", "semianalysis_corrected"), ("company_ratio", "article")):
            picture = pictured.gap(tell, figure, left, YOURS)
            unit = costmodel.unit_of(figure)
            cells = [list(row.values())[1] for row in picture.table]
            if len(cells) > 2 and tell.say("ui.undefined") not in cells:
                assert adds_up(code, cells, unit), cells
                told = [
                    row["told"]
                    for row in sorted(picture.data["rows"], key=lambda row: row["order"])
                ]
                assert adds_up(code, told, unit), told


@pytest.mark.slow
@each_language
def test_at_any_price_in_the_chart_the_hours_on_the_page_come_to_the_cost(code):
    for changes in some_scenarios(code):
        tell = telling(code, changes)
        hours = tell.number("run_hours", "exact")
        for row in charts.rental(tell).table:
            _, price, cost = row.values()
            paper = OnPaper(code)
            units = ["GPU-hours", "USD/GPU-hour"]
            assert paper.finds(f"{hours} × {price} = {cost}", units, "USD"), (hours, row)


@each_language
def test_a_figure_told_with_its_operands_comes_out_of_them(code):
    for changes in some_scenarios(code):
        tell, paper = telling(code, changes), OnPaper(code)
        for figure, operands in (
            ("tco_ratio", ("tco", "final_run_cost")),
            ("staff_share_of_company_cost", ("staff_cost", "company_cost")),
        ):
            told = tell.told(figure)
            texts = [tell.language.fill(f"{{{id}}}", told) for id in (*operands, figure)]
            text = "{} ÷ {} = {}".format(*texts)
            assert paper.finds(text, ["USD", "USD"], MODEL.units[figure]), text
        told = tell.told_in_turn("unexplained_opex", "unexplained_share_of_opex")
        ids = ("opex", "electricity_cost", "financing_cost", "unexplained_opex")
        texts = [tell.language.fill(f"{{{id}}}", told) for id in ids]
        text = "{} − {} − {} = {}".format(*texts)
        assert paper.finds(text, ["USD"] * 3, "USD"), text
        share = tell.language.fill("{unexplained_share_of_opex}", told)
        # The whole is not in the text: it stands in large type above it.
        whole = tell.number("opex", tell.sum_of("unexplained_share_of_opex").operands)
        text = f"{texts[-1]} ÷ {whole} = {share}"
        assert paper.finds(text, ["USD", "USD"], "share"), text


@each_language
def test_every_ratio_in_print_is_that_of_the_amounts_beside_it(code):
    table = comparisons.ratios_in_print(telling(code))
    for row in table["rows"]:
        for below, cell in zip(table["denominators"], row["cells"], strict=True):
            text = f"{row['amount']} ÷ {below['amount']} = {cell['text']}"
            assert OnPaper(code).finds(text, ["USD", "USD"], "×"), text


@pytest.mark.slow
@each_language
def test_how_far_a_number_is_moved_comes_out_of_its_two_values(code):
    paper = OnPaper(code)
    for changes in some_scenarios(code)[:40]:
        tell = telling(code, changes)
        for statement in STATEMENTS.values():
            for flip in flips(statement, changes):
                # A change in the last bits has no digits to be checked by.
                if flip.value is None or not 1e-9 < abs(flip.change) < math.inf:
                    continue
                unit = costmodel.unit_of(flip.assumption)
                present, needed, told = doubts.step_in_words(tell, flip, unit)
                assert present != needed
                pattern = tell.language.label(
                    "ui.change_up" if flip.change > 0 else "ui.change_down"
                )
                far = re.fullmatch(pattern.replace("{change}", "(.*)"), told)[1]
                text = f"({needed} − {present}) ÷ {present} = {far}"
                if flip.change < 0:
                    text = f"({present} − {needed}) ÷ {present} = {far}"
                assert paper.finds(text, [unit] * 3, "share"), text


# Two numbers beside one another


def beside(row) -> list[float]:
    """Values of an assumption as near the published one as there are, and not quite as near."""
    value = row.value
    near = [math.nextafter(value, math.inf), math.nextafter(value, -math.inf)]
    near += [value * (1 + 1e-6), value * (1 - 1e-6)]
    return [each for each in near if row.allows(each) and each != value]


@each_language
@pytest.mark.parametrize("id", ASSUMPTIONS)
def test_a_changed_number_never_looks_unchanged(id, code):
    row = ASSUMPTIONS[id]
    assert beside(row)
    for value in beside(row):
        tell = telling(code, {id: value})
        yours, published = tell.changed(id)
        assert yours != published
        # The published one looks as it always does.
        assert published == tell.written(row.value, row.unit, "exact,full")
        record = provenance.present(tell, id)
        assert record["yours"] == yours != record["published"]
        typed, _ = tell.changed(id, "exact")
        assert typed != tell.written(row.value, row.unit, "exact")
        assert tell.language.numbers.understand(typed, row.unit).value != row.value


@pytest.mark.slow
@each_language
def test_two_numbers_that_differ_are_told_apart_in_every_unit_and_style(code):
    numbers, chance = LANGUAGES[code].numbers, random.Random("apart")
    for unit in sorted({row.unit for row in ASSUMPTIONS.values()} | set(MODEL.units.values())):
        for _ in range(25):
            first = chance.choice((-1, 1)) * 10 ** chance.uniform(-8, 20)
            for second in (math.nextafter(first, math.inf), first * (1 + 1e-9), first * 1.001):
                for style in ("", "full", "precise,full", "exact,full"):
                    one, other = numbers.apart(first, second, unit, style)
                    assert one != other, (first, second, unit, style)
                low, high = numbers.between(first, second, unit)
                assert low != high
