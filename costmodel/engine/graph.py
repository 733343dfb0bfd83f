"""How quantities find their inputs: the signature is the derivation.

A quantity is a function named for what it yields, whose parameters are named
for what it needs. From these names alone this module works out the order of
evaluation, what a figure rests on, and its formula.

Numbers by GPU type have the type axis first. A name ending in ``_by_type``
stands for all types at once: ``gpu_count_by_type`` is the array of
``gpu_count_a100``, ``gpu_count_h20`` and so on, and a quantity called
``capex_by_type`` yields the figures ``capex_a100``, ``capex_h20`` and so on. A
parameter with a star stands for some of the types, one input each: ``*gpu_count``
of the types that ``@quantity(…, types=…)`` names.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

import numpy as np

from costmodel.engine.expressions import Expression, Symbol

BY_TYPE = "_by_type"


class ModelFault(ValueError):
    """The quantities do not fit together; the message names each one that does not."""


@dataclass(frozen=True)
class Quantity:
    """One step of the computation.

    ``id`` is the function's name, ``inputs`` its parameters, ``unit`` what it is
    measured in.
    """

    id: str
    unit: str
    inputs: tuple[str, ...]
    function: Callable

    @property
    def by_type(self) -> bool:
        """Whether it yields one number for each GPU type."""
        return self.id.endswith(BY_TYPE)

    @property
    def subject(self) -> str:
        """The module it stands in, by its own name: ``fleet``, ``people``, …"""
        return self.function.__module__.rpartition(".")[2]

    @cached_property
    def expression(self) -> Expression:
        """The formula, found by calling the function with symbols."""
        formula: Expression = self.function(*map(Symbol, self.inputs))
        return formula


_Function = TypeVar("_Function", bound=Callable)


def quantity(unit: str, types: Iterable[str] = ()) -> Callable[[_Function], _Function]:
    """Make the function below a quantity, measured in ``unit``, of whatever model takes its module.

    ``types`` are the GPU types that its parameter with a star stands for, in order.

    Raises:
        ModelFault: if ``unit`` is missing, or one of ``types`` and a star without the other.
    """
    if callable(unit):
        raise ModelFault(f"{getattr(unit, '__name__', unit)}: no unit; write @quantity(unit=…)")

    of_types = tuple(types)

    def measured(function: _Function) -> _Function:
        if not isinstance(unit, str) or not unit.strip():
            raise ModelFault(f"{function.__name__}: no unit; write @quantity(unit=…)")
        inputs: list[str] = []
        parameters = inspect.signature(function).parameters.values()
        starred = [each for each in parameters if each.kind is each.VAR_POSITIONAL]
        if bool(starred) != bool(of_types):
            raise ModelFault(f"{function.__name__}: types and a parameter with a star go together")
        for each in parameters:
            names = [f"{each.name}_{type_}" for type_ in of_types]
            inputs += names if each in starred else [each.name]
        # A function takes attributes, but its type does not say so.
        function.quantity = Quantity(  # type: ignore[attr-defined]
            function.__name__, unit, tuple(inputs), function
        )
        return function

    return measured


def quantities_of(*modules: ModuleType) -> tuple[Quantity, ...]:
    """The quantities defined in these modules, module by module, in the order of definition."""
    return tuple(
        each.quantity
        for module in modules
        for each in vars(module).values()
        # What a module only imports belongs to another.
        if isinstance(getattr(each, "quantity", None), Quantity)
        and each.__module__ == module.__name__
    )


def refuse_forgotten(package: ModuleType, models: Iterable["Model"]) -> None:
    """Make sure that every quantity of a package is in one of these models.

    Raises:
        ModelFault: naming each file whose quantities are in none.
    """
    taken = {q.function.__module__ for model in models for q in model.quantities.values()}
    names = [f"{package.__name__}.{found.name}" for found in iter_modules(package.__path__)]
    forgotten = [name for name in names if name not in taken and quantities_of(import_module(name))]
    if forgotten:
        raise ModelFault(
            "\n  ".join(
                f"{name.replace('.', '/')}.py: its quantities are in no model; "
                "give the module to one in costmodel/models.py"
                for name in forgotten
            )
        )


class Model:
    """Quantities that fit together.

    Args:
        assumptions: ids of the numbers a reader may change.
        constants: ids of the numbers nobody changes, with their values.
        types: the GPU types, in the order of the type axis.
        quantities: the steps, in any order.
        facts: ids of numbers that sources printed and nobody changes, with their values.

    Raises:
        ModelFault: naming each misspelt input, cycle, unused assumption and
            second definition.
    """

    def __init__(
        self,
        assumptions: Iterable[str],
        constants: Mapping[str, float],
        types: Iterable[str],
        quantities: Iterable[Quantity],
        facts: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self.types = tuple(types)
        self.assumptions = tuple(assumptions)
        self.constants = {id: np.float64(value) for id, value in constants.items()}
        self.facts = {id: np.float64(value) for id, value in facts.items()}
        quantities = tuple(quantities)
        self.quantities = {q.id: q for q in quantities}
        # Every id that stands for one type, and where it is found: (array, position).
        self.elements = {
            self.of_type(q.id, type_): (q.id, position)
            for q in quantities
            if q.by_type
            for position, type_ in enumerate(self.types)
        }
        # Arrays that are not computed but put together from assumptions, or from facts.
        self.stacks = {
            name: parts
            for q in quantities
            for name in q.inputs
            if name.endswith(BY_TYPE) and name not in self.quantities
            if (parts := tuple(self.of_type(name, type_) for type_ in self.types))
            and (set(parts) <= set(self.assumptions) or set(parts) <= set(self.facts))
        }
        self._refuse_faults(quantities)
        self.order = tuple(
            self.quantities[id]
            for id in TopologicalSorter(self._depends_on()).static_order()
            if id in self.quantities
        )
        self._behind: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._operands: dict[str, tuple[tuple[tuple[str, ...], bool], ...]] = {}
        self._steps: dict[tuple[str, ...], tuple[Quantity, ...]] = {}
        self._yields = {q.id: self._figures_of(q) for q in quantities}
        self.units = {figure: q.unit for q in quantities for figure in self._yields[q.id]}

    @staticmethod
    def of_type(by_type: str, type_: str) -> str:
        """``capex_by_type`` and ``a100`` make ``capex_a100``."""
        return f"{by_type.removesuffix(BY_TYPE)}_{type_}"

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure's id, by-type ones spelt out, in the order of definition."""
        return tuple(self.units)

    def evaluate(
        self, values: Mapping[str, float | np.ndarray], figures: Iterable[str] = ()
    ) -> dict[str, np.ndarray]:
        """Every assumption, constant and figure, from the values of all assumptions.

        A value is one number or an array of shape ``(draws,)``; one expression
        serves both. Figures come back as numbers, or as arrays ``(draws,)`` where
        they depend on a drawn value. Division by zero gives ``inf`` or ``nan``,
        which mean "not defined". With ``figures``, only the steps that lead to these are
        taken.

        Raises:
            KeyError: if one of ``figures`` does not exist.
        """
        given = {id: _number_or_array(values[id]) for id in self.assumptions}
        known: dict[str, Any] = given | self.constants | self.facts
        drawn = (value for value in given.values() if isinstance(value, np.ndarray))
        draws = max(map(len, drawn), default=None)
        steps = self.steps_to(tuple(figures)) if figures else self.order
        needed = {name for q in steps for name in q.inputs}
        for name, parts in self.stacks.items():
            if name in needed:
                known[name] = _stacked([known[part] for part in parts], drawn=draws is not None)

        def single(result: np.ndarray) -> np.ndarray:
            # Among many draws, a column of one stands for a number that is not drawn.
            return result[0] if draws != 1 and np.shape(result) == (1,) else result

        with np.errstate(divide="ignore", invalid="ignore"):
            for q in steps:
                result = q.function(*[known[name] for name in q.inputs])
                known[q.id] = result if q.by_type else single(result)
                if q.by_type:
                    for figure, of_type in zip(self._yields[q.id], result, strict=True):
                        known[figure] = single(of_type)
        return known

    def steps_to(self, figures: tuple[str, ...]) -> tuple[Quantity, ...]:
        """The quantities these figures need, their own included, in the order of evaluation.

        Raises:
            KeyError: if one of them does not exist.
        """
        if figures not in self._steps:
            depends, wanted = self._depends_on(), [self.quantity_of(each).id for each in figures]
            # The list grows while it is walked, until nothing more is needed.
            for id in wanted:
                wanted += [each for each in depends.get(id, ()) if each not in wanted]
            self._steps[figures] = tuple(q for q in self.order if q.id in wanted)
        return self._steps[figures]

    def inputs_of(self, figure: str) -> tuple[str, ...]:
        """What a figure is computed from, one step back; a by-type id means its own type."""
        return self.quantity_of(figure).inputs

    def operands_of(self, figure: str) -> tuple[str, ...]:
        """The numbers in a figure's sum: its inputs, arrays spelt out type by type.

        A figure by type has only its own type's.

        Raises:
            KeyError: if there is no such figure.
        """
        return tuple(dict.fromkeys(id for ids, _ in self._spelt_out(figure) for id in ids))

    def step(self, figure: str, operands: Mapping[str, float]) -> float:
        """A figure by its own formula from these operands and nothing else.

        ``operands`` are those of :meth:`operands_of`, as a page shows them perhaps: this is
        what somebody finds who does the sum on paper. ``inf`` and ``nan`` mean "not defined".

        Raises:
            KeyError: if an operand is missing or there is no such figure.
        """
        inputs = [
            np.array([operands[id] for id in ids], float) if total else np.float64(operands[ids[0]])
            for ids, total in self._spelt_out(figure)
        ]
        with np.errstate(all="ignore"):
            return float(self.quantity_of(figure).function(*inputs))

    def _spelt_out(self, figure: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
        """Of each input of a figure the numbers it stands for, and whether a total is taken of it.

        Then it is an array; everything else is done with single numbers. Asked for at every
        sum, so found once.
        """
        if figure not in self._operands:
            own = self.type_of(figure)
            types = self.types if own is None else (own,)
            self._operands[figure] = tuple(
                (tuple(self.of_type(name, each) for each in types), own is None)
                if name.endswith(BY_TYPE)
                else ((name,), False)
                for name in self.inputs_of(figure)
            )
        return self._operands[figure]

    def quantity_of(self, figure: str) -> Quantity:
        """The quantity that yields ``figure``.

        Raises:
            KeyError: if there is no such figure.
        """
        return self.quantities[self.elements[figure][0] if figure in self.elements else figure]

    def type_of(self, figure: str) -> str | None:
        """The GPU type of a by-type figure, None for any other."""
        return self.types[self.elements[figure][1]] if figure in self.elements else None

    def assumptions_behind(self, figure: str) -> tuple[str, ...]:
        """The assumptions a figure finally rests on, in the order of the data file.

        Found by walking the signatures; a by-type figure rests on its own type only.

        Raises:
            KeyError: if there is no such figure.
        """
        return self._found_behind(figure)[0]

    def facts_behind(self, figure: str) -> tuple[str, ...]:
        """The facts a figure finally rests on, found like its assumptions.

        Raises:
            KeyError: if there is no such figure.
        """
        return self._found_behind(figure)[1]

    def _found_behind(self, figure: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Its assumptions and its facts; asked for each number on a page, so found once."""
        if figure not in self._behind:
            found = self._walked_behind(figure)
            assumptions, facts = (
                tuple(id for id in ids if id in found) for ids in (self.assumptions, self.facts)
            )
            self._behind[figure] = assumptions, facts
        return self._behind[figure]

    def _walked_behind(self, figure: str) -> frozenset[str]:
        self.quantity_of(figure)
        found: set[str] = set()
        seen: set[tuple[str, str | None]] = set()

        def walk(id: str, type_: str | None) -> None:
            if (id, type_) in seen:
                return
            seen.add((id, type_))
            if id in self.assumptions or id in self.facts:
                found.add(id)
            elif id in self.stacks:
                found.update([self.of_type(id, type_)] if type_ else self.stacks[id])
            elif id in self.elements:
                walk(*self._element(id))
            elif id in self.quantities:
                # Only a step that is itself by type keeps to one type.
                own = type_ if self.quantities[id].by_type else None
                for name in self.quantities[id].inputs:
                    walk(name, own)

        walk(figure, None)
        return frozenset(found)

    def _element(self, id: str) -> tuple[str, str]:
        name, position = self.elements[id]
        return name, self.types[position]

    def _figures_of(self, q: Quantity) -> tuple[str, ...]:
        return tuple(self.of_type(q.id, t) for t in self.types) if q.by_type else (q.id,)

    def _depends_on(self) -> dict[str, list[str]]:
        return {
            q.id: [self.elements[name][0] if name in self.elements else name for name in q.inputs]
            for q in self.quantities.values()
        }

    def _refuse_faults(self, quantities: tuple[Quantity, ...]) -> None:
        faults = []
        ids = [q.id for q in quantities]
        inputs = {*self.assumptions, *self.constants, *self.facts}
        known = inputs | set(ids) | set(self.elements) | set(self.stacks)
        for q in quantities:
            if ids.count(q.id) > 1:
                faults.append(f"{q.id}: defined {ids.count(q.id)} times")
            taken = [id for id in (q.id, *self._figures_of(q)) if id in inputs]
            if q.id in self.elements:
                taken.append(q.id)
            faults += [
                f"{id}: the name is taken by an assumption, a constant, a fact or another figure"
                for id in taken
            ]
            faults += [
                f"{q.id}: needs {name}, which does not exist"
                for name in q.inputs
                if name not in known
            ]
        used = {name for q in quantities for name in q.inputs}
        used |= {part for name, parts in self.stacks.items() for part in parts}
        faults += [f"{id}: an assumption nobody uses" for id in self.assumptions if id not in used]
        try:
            TopologicalSorter(self._depends_on()).prepare()
        except CycleError as error:
            faults.append("in a cycle: " + " → ".join(error.args[1]))
        if faults:
            raise ModelFault(
                "the model does not fit together:\n  " + "\n  ".join(dict.fromkeys(faults))
            )


def _number_or_array(value: float | np.ndarray) -> np.float64 | np.ndarray:
    """The value as numpy counts: a scalar for one number, an array for many."""
    return np.asarray(value, float)[()]


def _stacked(parts: list, drawn: bool) -> np.ndarray:
    """The parts as one array, type axis first; a column where other inputs are drawn."""
    if not any(isinstance(part, np.ndarray) for part in parts):
        column = np.array(parts)
        return column[:, np.newaxis] if drawn else column
    return np.stack(np.broadcast_arrays(*parts))
