"""One scenario in one language: what a page says to this reader."""

import datetime
import math
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any, SupportsFloat, cast

import costmodel
from content import Language, WordsFault, sums
from content.conditions import AT_SPOTS, NOTHING, SPOTS
from costmodel import NOTHING_CHANGED, Scenario
from costmodel.engine.graph import BY_TYPE
from data import RECORDS, MissingRow


class _Blanks(Mapping):
    """Whatever a passage may name in ``{…}``: id to value and unit."""

    # What is the same for every reader.
    fixed: dict[str, tuple[object, str]] = {
        **{row.id: (row.value, row.unit) for row in RECORDS.facts.values()},
        **{row.id: (row.count, "GPUs") for row in RECORDS.fleet.values()},
        **{row.id: (costmodel.total(row), row.unit) for row in RECORDS.published_totals.values()},
        **{row.id: (row.date, "") for row in RECORDS.export_controls.values()},
        **{id: (costmodel.CHECKED[id], costmodel.unit_of(id)) for id in costmodel.CHECKS.figures},
    }

    def __init__(self, values: Mapping[str, float]) -> None:
        self.values_ = values

    def __getitem__(self, id: str) -> tuple[object, str]:
        if id in self.values_:
            return self.values_[id], costmodel.unit_of(id)
        if id in self.fixed:
            return self.fixed[id]
        raise MissingRow(f"data/: no file has a row {id}, and no figure is called so")

    def __iter__(self) -> Iterator[str]:
        return iter({*self.values_, *self.fixed})

    def __len__(self) -> int:
        return len({*self.values_, *self.fixed})


class _Compared(Mapping):
    """What blanks name as numbers, for conditions to compare."""

    def __init__(self, tell: "Telling", more: Mapping[str, tuple[object, str]]) -> None:
        self.tell, self.more = tell, more

    def __getitem__(self, id: str) -> float:
        value, _ = self.more.get(id, ("", ""))
        if isinstance(value, sums.Styled):
            return value.value
        # Where the blank is filled with a text of it, the number itself is compared.
        return self.tell.value(id) if isinstance(value, str) else float(cast(SupportsFloat, value))

    def __iter__(self) -> Iterator[str]:
        return iter({*self.more, *self.tell.blanks})

    def __len__(self) -> int:
        return len({*self.more, *self.tell.blanks})


class _Sentences(Mapping):
    """Sentences within a text: each spot's, by its name, for this scenario."""

    def __init__(self, tell: "Telling", more: dict[str, tuple[object, str]]) -> None:
        self.tell, self.more = tell, more

    def __getitem__(self, name: str) -> tuple[object, str]:
        texts = SPOTS[name].texts
        is_passage = texts[0] in self.tell.language.passages
        told = self.tell.passage if is_passage else self.tell.say
        try:
            return told(name, **self.more), ""
        except KeyError as reason:
            # As a KeyError it would say that there is no such sentence.
            raise ValueError(str(reason)) from reason

    def __iter__(self) -> Iterator[str]:
        return iter(SPOTS)

    def __len__(self) -> int:
        return len(SPOTS)


@lru_cache(maxsize=256)
def _evaluated(changes: Scenario[float]) -> Mapping[str, Any]:
    # Readers with equal numbers share the result; nobody writes to it.
    return MappingProxyType(costmodel.evaluate(changes))


@dataclass(frozen=True)
class Telling:
    """A language, and the values of every assumption, constant and figure.

    ``changes`` is what the reader changed of the published assumptions. Made by ``of``, or
    by ``of_run`` where it is one training run that is told and not the ladder.
    """

    language: Language
    values: Mapping[str, float]
    changes: Scenario[float] = NOTHING_CHANGED

    @classmethod
    def of(cls, language: Language, changes: Mapping[str, float] | None = None) -> "Telling":
        """The scenario with these changes.

        Raises:
            ScenarioFault: if one of them is unknown or out of range.
        """
        scenario = NOTHING_CHANGED if changes is None else Scenario.of(changes)
        return cls(language, _evaluated(scenario), scenario)

    @classmethod
    def of_run(cls, language: Language, inputs: costmodel.Inputs) -> "Telling":
        """One training run.

        Raises:
            KeyError: if a parameter without a usual value is missing.
        """
        return cls(language, costmodel.run_values(inputs))

    @cached_property
    def blanks(self) -> Mapping[str, tuple[object, str]]:
        """What passages and labels may name, see ``Language.fill``."""
        return _Blanks(self.values)

    def value(self, id: str) -> float:
        """The value of an assumption, a figure, a fact or a check in base units."""
        known = self.values[id] if id in self.values else self.blanks[id][0]
        return float(cast(SupportsFloat, known))

    def number(self, id: str, style: str = "") -> str:
        """An assumption or figure as this reader writes it."""
        return self.written(self.value(id), costmodel.unit_of(id), style)

    def written(self, value: float, unit: str, style: str = "") -> str:
        """Any number as this reader writes it."""
        return self.language.numbers.write(float(value), unit, style)

    def between(self, low: float, high: float, unit: str) -> tuple[str, str]:
        """Both ends of a range as this reader writes them, rounded alike."""
        return self.language.numbers.between(low, high, unit)

    def apart(self, first: float, second: float, unit: str, style: str = "") -> tuple[str, str]:
        """Two numbers beside one another, with as many digits as it takes to tell them apart."""
        return self.language.numbers.apart(float(first), float(second), unit, style)

    def changed(self, id: str, style: str = "exact,full") -> tuple[str, str]:
        """An assumption as the reader has it and as published, told apart where it is changed."""
        published = costmodel.PUBLISHED[id]
        return self.apart(self.value(id), published, costmodel.unit_of(id), style)

    def sum(
        self,
        operands: Mapping[str, tuple[float, str]],
        result: tuple[float, str],
        computed: Callable[[Mapping[str, float]], float],
        digits: int = sums.USUAL_DIGITS,
        in_full: bool = True,
    ) -> sums.Sum:
        """With how many digits this reader sees a sum come out, see ``content.sums.shown``."""
        return sums.shown(self.language.numbers, operands, result, computed, digits, in_full)

    def sum_of(
        self, figure: str, digits: int = sums.USUAL_DIGITS, in_full: bool = True
    ) -> sums.Sum:
        """With how many digits a figure comes out of the operands of its formula."""
        model = costmodel.model_of(figure)
        return self.sum(
            {id: self._measured(id) for id in model.operands_of(figure)},
            self._measured(figure),
            lambda operands: model.step(figure, operands),
            digits,
            in_full,
        )

    def told(
        self, figure: str, digits: int = sums.FEW_DIGITS
    ) -> dict[str, tuple[sums.Styled, str]]:
        """Blanks for a text that tells a figure and its operands, so that the sum comes out."""
        found = self.sum_of(figure, digits=digits, in_full=False)
        styles = dict.fromkeys(costmodel.model_of(figure).operands_of(figure), found.operands)
        return {
            id: (sums.Styled(self.value(id), style), costmodel.unit_of(id))
            for id, style in {**styles, figure: found.result}.items()
        }

    def told_in_turn(self, first: str, then: str) -> dict[str, tuple[sums.Styled, str]]:
        """The same, and then another figure, of which the first is an operand."""
        # The first with as many digits as the second takes; its other operands stand in large type.
        digits = self.sum_of(then, in_full=False).digits
        return {**self.told(then), **self.told(first, digits)}

    def added(
        self, parts: Sequence[float], whole: float, unit: str, digits: int = sums.FEW_DIGITS
    ) -> list[str]:
        """Parts and then their whole, written with the digits it takes to add up."""
        found = self.sum(
            {str(place): (part, unit) for place, part in enumerate(parts)},
            (whole, unit),
            lambda operands: math.fsum(operands.values()),
            digits=digits,
            in_full=False,
        )
        return [
            *(self.written(part, unit, found.operands) for part in parts),
            self.written(whole, unit, found.result),
        ]

    def _measured(self, id: str) -> tuple[float, str]:
        return self.value(id), costmodel.unit_of(id)

    def day(self, date: datetime.date) -> str:
        """A date as this reader writes it."""
        return self.language.numbers.day(date)

    def say(self, path: str, /, **more: tuple[object, str]) -> str:
        """A label with its blanks filled; ``more`` adds to what they may name.

        At a spot it is the one that is true of this scenario, see ``content.conditions``, and
        empty where none is to stand.
        """
        named = self._with(more)
        standing = self._standing(path, more)
        return self.language.say(standing, named) if standing else ""

    def has_label(self, path: str) -> bool:
        """Whether there is a label at this path."""
        return self.language.has_label(path)

    def passage(self, name: str, /, **more: tuple[object, str]) -> str:
        """A passage with its blanks filled; ``more`` adds to what they may name.

        At a spot it is the one that is true of this scenario, as for :meth:`say`.
        """
        named = self._with(more)
        standing = self._standing(name, more)
        return self.language.passage(standing, named) if standing else ""

    def _with(self, more: dict[str, tuple[object, str]]) -> Mapping[str, tuple[object, str]]:
        return self._also(more) if more else self._alone

    @cached_property
    def _alone(self) -> Mapping[str, tuple[object, str]]:
        # What most texts may name; a page says thousands.
        return self._also({})

    def _also(self, more: dict[str, tuple[object, str]]) -> Mapping[str, tuple[object, str]]:
        # A ChainMap writes into its first mapping only, whatever it asks of the others.
        known = cast(dict[str, tuple[object, str]], self.blanks)
        return ChainMap(more, known, cast(dict[str, tuple[object, str]], _Sentences(self, more)))

    def _standing(self, name: str, more: Mapping[str, tuple[object, str]]) -> str | None:
        """The text that stands under this name: its own, or at a spot a variant's, or none."""
        if name in AT_SPOTS:
            raise WordsFault(f"{name}: a condition decides on it; ask for {AT_SPOTS[name].name}")
        if name not in SPOTS:
            return name
        spot = SPOTS[name]
        standing = spot.standing(_Compared(self, more))
        if not standing:
            raise WordsFault(f"content/conditions.toml: {name}: nothing is true of this scenario")
        return None if standing[0] == NOTHING else spot.text_of(standing[0])

    def name_of(self, id: str) -> str:
        """What an assumption, a figure, a constant, a fact or an array by type is called."""
        return _name_of(self.language, id)


@cache
def _name_of(language: Language, id: str) -> str:
    if id in costmodel.ASSUMPTIONS:
        return language.label(f"assumptions.{id}.label")
    for table in ("constants", "facts", "run_parameters"):
        if id in getattr(RECORDS, table):
            return language.label(f"{table}.{id}")
    if id.endswith(BY_TYPE):
        return language.label(f"arrays.{id.removesuffix(BY_TYPE)}")
    if type_ := costmodel.MODEL.type_of(id):
        base = id.removesuffix(f"_{type_}")
        return language.say(
            f"figures_by_type.{base}", {"type": (RECORDS.gpu_types[type_].name, "")}
        )
    return language.label(f"figures.{id}")
