"""Whoever changes an assumption in the workbook gets the figures that the explainer gives.

Two programs that know nothing of the cost module compute the workbook anew: LibreOffice, and the
library ``formulas``.
"""

import csv
import math
import random
from collections.abc import Mapping

import formulas
import pytest

import costmodel
from costmodel import ASSUMPTIONS, MODEL
from data import Assumption
from tests import spreadsheet
from tests.conftest import EVERY_LANGUAGE, SCENARIOS
from tests.workbook import Opened, published, typed_over

pytestmark = pytest.mark.slow

_NEAR = 1e-9
_SCENARIOS = 200
# Of figures that are what is left of large numbers, how near is near is counted from these.
_LEFT_OF = {
    "financing_cost": ("capex",),
    "unexplained_opex": ("opex", "electricity_cost", "capex"),
}
_SHARES_OF_OPEX = {
    "financing_share_of_opex": "financing_cost",
    "unexplained_share_of_opex": "unexplained_opex",
}


def drawn(draw: random.Random, row: Assumption) -> float:
    """A value of an assumption: an end of what is allowed, what a source says, or any between."""
    low, high = row.allowed_low, row.allowed_high
    between = draw.uniform(low, high)
    if row.scale == "log":
        between = math.exp(draw.uniform(math.log(max(low, 1)), math.log(high)))
    return draw.choice((low, high, draw.choice(row.supported_ends), between, between))


def scenarios(seed: int = 5_576_000) -> list[dict[str, float]]:
    """Random scenarios, the named ones, and interest so small that it is easily lost."""
    draw = random.Random(seed)
    return [
        *({id: drawn(draw, row) for id, row in ASSUMPTIONS.items()} for _ in range(_SCENARIOS)),
        *SCENARIOS.values(),
        *({"cost_of_capital": 10.0**-power} for power in (3, 6, 9, 12, 15)),
    ]


EVERY = [costmodel.PUBLISHED | changes for changes in scenarios()]


def wrong(values: Mapping[str, float], found: Mapping[str, float | None]) -> dict[str, tuple]:
    """The figures that are not what the cost module says, each with both; None: not defined."""
    with_figures = costmodel.evaluate(values)
    expected = {id: float(with_figures[id]) for id in MODEL.figures}
    return {
        id: (found[id], value)
        for id, value in expected.items()
        if not _agrees(id, found[id], value, expected)
    }


def _agrees(id: str, found: float | None, value: float, expected: Mapping[str, float]) -> bool:
    if found is None or not math.isfinite(value):
        return found is None and not math.isfinite(value)
    of = _SHARES_OF_OPEX.get(id, id)
    size = max((abs(expected[each]) for each in _LEFT_OF.get(of, ())), default=0.0)
    size /= expected["opex"] if id in _SHARES_OF_OPEX else 1.0
    return math.isclose(found, value, rel_tol=_NEAR, abs_tol=_NEAR * size)


def test_every_assumption_is_tried_at_both_its_ends():
    for id, row in ASSUMPTIONS.items():
        assert {row.allowed_low, row.allowed_high} <= {values[id] for values in EVERY[:_SCENARIOS]}


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_another_program_computes_the_same_figures(code, tmp_path):
    opened = published(code)
    path = tmp_path / "it.xlsx"
    path.write_bytes(opened.content)

    def address(id: str) -> str:
        sheet, cell = opened.place(id)
        return f"'[{path.name}]{sheet.upper()}'!{cell}"

    model = formulas.ExcelModel().loads(str(path)).finish()
    compute = model.compile(list(map(address, ASSUMPTIONS)), list(map(address, MODEL.figures)))
    for values in EVERY:
        results = compute(*(values[id] for id in ASSUMPTIONS))
        cells = (each.value[0, 0] for each in results)
        found = {
            id: None if str(cell) == "#DIV/0!" else float(cell)
            for id, cell in zip(MODEL.figures, cells, strict=True)
        }
        assert wrong(values, found) == {}, values


def test_a_spreadsheet_computes_the_same_figures(tmp_path):
    """Each scenario is typed into the workbook of one of the languages, in turn."""
    came, went = tmp_path / "came", tmp_path / "went"
    came.mkdir(), went.mkdir()
    codes = [EVERY_LANGUAGE[place % len(EVERY_LANGUAGE)] for place in range(len(EVERY))]
    for place, (values, code) in enumerate(zip(EVERY, codes, strict=True)):
        content = typed_over(published(code), {id: values[id] for id in ASSUMPTIONS})
        (came / f"{place}.xlsx").write_bytes(content)
    sheet = 1 + published(EVERY_LANGUAGE[0]).formulas.sheetnames.index(
        published(EVERY_LANGUAGE[0]).place("tco")[0]
    )
    spreadsheet.recomputed(came.iterdir(), went, sheet)
    for place, (values, code) in enumerate(zip(EVERY, codes, strict=True)):
        (path,) = went.glob(f"{place}-*.csv")
        assert wrong(values, read(path, published(code))) == {}, values


def read(path, opened: Opened) -> dict[str, float | None]:
    """Every figure from the sheet of figures as LibreOffice wrote it."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    found = {}
    for id in MODEL.figures:
        _, cell = opened.place(id)
        text = rows[int(cell[1:]) - 1]["ABC".index(cell[0])]
        number = text.removesuffix("%")
        found[id] = (
            None if text == "#DIV/0!" else float(number) / (100.0 if text != number else 1.0)
        )
    return found
