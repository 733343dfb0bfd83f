"""What a row of each data file must look like."""

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, get_args, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)


def _none_if_blank(cell: object) -> object:
    return None if cell == "" else cell


def _day(cell: object) -> object:
    # pydantic would also take a number for a date, and a date with a time.
    if isinstance(cell, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell, re.ASCII):
        raise ValueError("a day is written YYYY-MM-DD")
    return cell


def _entry(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    # A number may have a minus too, as in 1e-5.
    if re.match(r"\d{4}-", cell, re.ASCII):
        return datetime.date.fromisoformat(str(_day(cell)))
    try:
        number = float(cell)
    except ValueError:
        raise ValueError("must be a number, or a day written YYYY-MM-DD") from None
    if not math.isfinite(number):
        raise ValueError("must be a finite number")
    return number


def _exists(rough: str) -> str:
    # The first January or the first of the month stand in for what was not said.
    datetime.date.fromisoformat(rough + "0000-01-01"[len(rough) :])
    return rough


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
IdOrBlank = Annotated[Id | None, BeforeValidator(_none_if_blank)]
Text = Annotated[str, StringConstraints(min_length=1)]
Words = Annotated[tuple[Id, ...], BeforeValidator(str.split)]
SomeWords = Annotated[Words, Field(min_length=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
NumberOrBlank = Annotated[Number | None, BeforeValidator(_none_if_blank)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
DayOrBlank = Annotated[Day | None, BeforeValidator(_none_if_blank)]
# A year, a month or a day: publishers do not always say which day.
RoughDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(_exists)
]
Grade = Literal["A", "B", "C", "D"]
Relation = Literal["above", "below"]
# What a number for a whole model counts.
Basis = Literal["rental", "amortised", "purchase", "development"]
DistributionOrBlank = Annotated[
    Literal["lognormal", "bounded_normal"] | None, BeforeValidator(_none_if_blank)
]
# A number or a day, as the parameter it belongs to asks for.
Entry = Annotated[float | datetime.date, BeforeValidator(_entry)]
EntryOrBlank = Annotated[Entry | None, BeforeValidator(_none_if_blank)]


def _rising(*entries: Any) -> bool:
    """Whether entries of one kind, numbers or days, stand in this order; equal ones do."""
    return all(first <= second for first, second in pairwise(entries))


class Row(BaseModel):
    """One row of a data file. Frozen: the published numbers are shared by all readers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id


class Sourced(Row):
    """A row whose content somebody has to answer for: a grade, and at least one source."""

    grade: Grade
    sources: SomeWords


class Ranged(Sourced):
    """A sourced value with the range it may lie in: ``low`` to ``high``, or both blank."""

    value: Entry
    low: EntryOrBlank
    high: EntryOrBlank

    @model_validator(mode="after")
    def _range_holds_the_value(self) -> "Ranged":
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high must both be given or both be blank")
        if self.low is not None and not _rising(self.low, self.value, self.high):
            raise ValueError("value lies outside low to high")
        return self


class Source(Row):
    """Who said something, where, and how it was read."""

    title: Text
    publisher: Text
    published: RoughDate
    accessed: Day
    address: Annotated[str, StringConstraints(pattern=r"^(https://\S+)?$")]
    locator: Text
    read_as: Literal["original", "copy", "quoted"]


class Assumption(Sourced):
    """A number the reader may change.

    ``allowed_*`` are our limits, beyond which a value is refused;
    ``likely_*`` is the range the sources support (5th to 95th percentile), blank
    where we found none.
    """

    family: Literal["run", "fleet", "hardware", "ownership", "operation", "energy", "people"]
    unit: Text
    value: Number
    allowed_low: Number
    allowed_high: Number
    likely_low: NumberOrBlank
    likely_high: NumberOrBlank
    scale: Literal["linear", "log"]
    step: NumberOrBlank
    distribution: DistributionOrBlank
    disputed_by: Words

    @model_validator(mode="after")
    def _ranges_are_in_order(self) -> "Assumption":
        if not self.allowed_low < self.allowed_high:
            raise ValueError("allowed_low must be below allowed_high")
        if not self.allows(self.value):
            raise ValueError(
                f"value {self.value:g} lies outside its allowed range "
                f"{self.allowed_low:g} to {self.allowed_high:g}"
            )
        if (self.likely_low is None) != (self.likely_high is None):
            raise ValueError("likely_low and likely_high must both be given or both be blank")
        if self.likely_range is not None:
            low, high = self.likely_range
            if not low <= self.value <= high:
                raise ValueError(
                    f"value {self.value:g} lies outside its likely range {low:g} to {high:g}"
                )
            if not (self.allows(low) and self.allows(high)):
                raise ValueError("the likely range lies outside the allowed range")
        if (self.distribution is not None) != self.has_likely_range:
            raise ValueError("a likely range needs a distribution, and nothing else has one")
        if self.distribution == "lognormal" and self.likely_range and not self.likely_range[0] > 0:
            raise ValueError("a lognormal distribution needs a likely_low above zero")
        if (self.scale == "linear") != (self.step is not None):
            raise ValueError("a linear scale needs a step, and a log scale has none")
        if self.step is not None and self.step <= 0:
            raise ValueError("step must be above zero")
        return self

    @property
    def likely_range(self) -> tuple[float, float] | None:
        """``likely_low`` and ``likely_high``; None where no source supports a range."""
        if self.likely_low is None or self.likely_high is None:
            return None
        return self.likely_low, self.likely_high

    @property
    def has_likely_range(self) -> bool:
        """Whether a source supports a range for this number."""
        return self.likely_range is not None

    @property
    def supported_ends(self) -> tuple[float, ...]:
        """The published value, and the two ends of the sourced range if there is one."""
        return (self.value, *(self.likely_range or ()))

    def allows(self, value: float) -> bool:
        """Whether ``value`` is inside our limits."""
        return self.allowed_low <= value <= self.allowed_high

    def supports(self, value: float) -> bool:
        """Whether a source supports ``value``: the published one, or inside the likely range."""
        low, high = self.likely_range or (self.value, self.value)
        return value == self.value or low <= value <= high


class Constant(Row):
    """A number that is a convention, not a claim: hours in a year."""

    unit: Text
    value: Number


class GpuType(Sourced):
    """A kind of GPU, when it could be bought in China and since when that needs a licence."""

    name: Text
    generation: Literal["ampere", "hopper"]
    sold_to_china_from: DayOrBlank
    licence_needed_from: Day


class FleetRow(Sourced):
    """One statement about how many GPUs of a type there are, and how good the evidence is."""

    gpu_type: Id
    count: Annotated[Number, Field(ge=0)]
    standing: Literal["documented", "estimate", "alleged"]


class Purchase(Sourced):
    """When a batch was bought, as far as anybody can tell."""

    gpu_type: Id
    count: Annotated[Number, Field(ge=0)]
    start: Day
    end: Day
    dating: Literal["year_known", "legal_window", "unknown"]
    standing: Literal["documented", "estimate", "alleged"]

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> "Purchase":
        if self.start > self.end:
            raise ValueError("start must not be after end")
        return self


class ExportControl(Sourced):
    """A date on which United States rules on sales to China changed."""

    date: Day
    gpu_types: SomeWords
    kind: Literal["announcement", "restriction", "grace_period_end"]


class PublishedTotal(Sourced):
    """A total somebody printed; ``plus`` is the second part where only the parts were printed."""

    role: Literal["numerator", "denominator"]
    unit: Text
    value: Annotated[Number, Field(gt=0)]
    plus: Annotated[Number, Field(ge=0)]


class Fact(Sourced):
    """A number the story mentions and no reader can change."""

    unit: Text
    value: Number
    date: RoughDate


class Story(Sourced):
    """A named scenario: what somebody says the costs are. Its numbers are its settings.

    ``based_on`` is the story whose settings hold where it has none of its own.
    """

    based_on: IdOrBlank


class Setting(Sourced):
    """One assumption as a story has it; what a story does not set is as published.

    A number that its source printed stands here even where it is the published one, which
    may move.
    """

    story: Id
    assumption: Id
    value: Number


class ReadyStatement(Sourced):
    """A sentence that is true or false of a scenario: a figure above or below a threshold."""

    figure: Id
    relation: Relation
    threshold: Number


class ReadyQuestion(Sourced):
    """A headline to be believed: a figure, and the amount it would have to come to."""

    figure: Id
    target: Number


class GuessAsked(Sourced):
    """A figure that readers guess before they are told it; ``id`` is the figure's.

    ``claimed`` is the row that says what is claimed of it, ``allowed_*`` are the ends of the
    scale on which it is guessed, and ``anchors`` three amounts to go by. The scale is our own.
    """

    claimed: Id
    allowed_low: Annotated[Number, Field(gt=0)]
    allowed_high: Number
    anchors: Annotated[
        tuple[Number, ...], BeforeValidator(str.split), Field(min_length=3, max_length=3)
    ]
    # Nobody has guessed anything yet.
    value: ClassVar[None] = None

    @model_validator(mode="after")
    def _the_scale_rises(self) -> "GuessAsked":
        if not _rising(self.allowed_low, *self.anchors, self.allowed_high):
            raise ValueError("allowed_low, the anchors and allowed_high must rise in this order")
        return self

    def allows(self, value: float) -> bool:
        """Whether a guess lies on the scale."""
        return self.allowed_low <= value <= self.allowed_high


class RunParameter(Sourced):
    """A number or a day that the cost of any training run is computed from.

    ``value`` is what is taken where nothing is said, and blank where something must be.
    """

    kind: Literal["number", "day"]
    unit: Text
    value: EntryOrBlank
    allowed_low: Entry
    allowed_high: Entry

    @model_validator(mode="after")
    def _all_of_one_kind(self) -> "RunParameter":
        for name in ("value", "allowed_low", "allowed_high"):
            entry = getattr(self, name)
            if entry is not None and not self.takes(entry):
                raise ValueError(f"{name} is not a {self.kind}")
        if _rising(self.allowed_high, self.allowed_low):
            raise ValueError("allowed_low must be below allowed_high")
        if self.value is not None and not self.allows(self.value):
            raise ValueError("value lies outside its allowed range")
        return self

    def takes(self, entry: float | datetime.date) -> bool:
        """Whether ``entry`` is of the kind this parameter is."""
        return isinstance(entry, datetime.date) == (self.kind == "day")

    def allows(self, entry: float | datetime.date) -> bool:
        """Whether ``entry``, of the right kind, is possible."""
        return _rising(self.allowed_low, entry, self.allowed_high)


class ComparedModel(Sourced):
    """A model that stands beside DeepSeek-V3; the sources are for when it was published."""

    name: Text
    maker: Text
    published: RoughDate


class ModelParameter(Ranged):
    """One parameter of one model's training run, with the range it may lie in, if any is known."""

    model: Id
    parameter: Id
    value: Entry
    low: EntryOrBlank
    high: EntryOrBlank


class ModelCost(Ranged):
    """What somebody says one model cost, on one basis.

    ``party`` is ``maker`` where the model's own maker says it, else ``other``.
    ``dollars`` tells whether the amount is in dollars of its day, or of the end of a year.
    """

    model: Id
    basis: Basis
    value: Annotated[Number, Field(gt=0)]
    low: NumberOrBlank
    high: NumberOrBlank
    dollars: Literal["nominal", "2023", "2024"]
    party: Literal["maker", "other"]


class Claim(Sourced):
    """One statement of the article, or of others, and what the evidence makes of it.

    ``place`` is the paragraph of the article it stands in, blank for others. ``shows``
    are the figures and checks whose sums are written out under it.
    """

    origin: Literal["article", "others"]
    place: Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(_none_if_blank)]
    verdict: Literal["holds", "caveat", "mixes", "wrong", "unknown"]
    shows: Words

    @model_validator(mode="after")
    def _the_article_has_places(self) -> "Claim":
        if (self.origin == "article") != (self.place is not None):
            raise ValueError("a claim of the article has a place in it, and no other has")
        return self


class Event(Sourced):
    """Something that became known, or was said, after the headlines.

    ``touches`` are the figures and assumptions it bears on, if any.
    """

    date: Day
    standing: Literal["documented", "estimate", "announced", "alleged", "denied"]
    touches: Words


class Edition(Row):
    """A number that links leave out, as it was published from a version of links on.

    ``number`` is its name in a link, ``date`` the day it was published. Blank where it
    disappeared with that version.
    """

    version: Annotated[int, Field(ge=1)]
    number: Id
    value: NumberOrBlank
    date: Day


class Revision(Row):
    """A figure or a fact that came after the first edition, or has moved by itself since.

    ``subject`` is a quantity of the ladder or a fact it rests on. One that ``moved`` did so
    with that ``version`` of links: by another formula, or another number in print.
    """

    version: Annotated[int, Field(ge=1)]
    subject: Id
    kind: Literal["new", "moved"]
    date: Day


class MissingRow(KeyError):
    """A row the code asks for that its file has not; the message names both."""

    def __str__(self) -> str:
        # A KeyError by itself shows the representation of its key.
        return str(self.args[0])


class Table(dict):
    """One file's rows by id, in file order; asked for a row it lacks, it names the file.

    Raises:
        MissingRow: by asking for an id without a row.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __missing__(self, id: str) -> Row:
        raise MissingRow(f"data/{self.name}.csv: no row {id}, which is asked for")


@dataclass(frozen=True)
class Records:
    """All of ``data/``: for each file a mapping from id to row, in file order."""

    sources: Mapping[str, Source]
    assumptions: Mapping[str, Assumption]
    constants: Mapping[str, Constant]
    gpu_types: Mapping[str, GpuType]
    fleet: Mapping[str, FleetRow]
    purchases: Mapping[str, Purchase]
    export_controls: Mapping[str, ExportControl]
    published_totals: Mapping[str, PublishedTotal]
    facts: Mapping[str, Fact]
    stories: Mapping[str, Story]
    settings: Mapping[str, Setting]
    statements: Mapping[str, ReadyStatement]
    questions: Mapping[str, ReadyQuestion]
    guesses: Mapping[str, GuessAsked]
    run_parameters: Mapping[str, RunParameter]
    models: Mapping[str, ComparedModel]
    model_parameters: Mapping[str, ModelParameter]
    model_costs: Mapping[str, ModelCost]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    editions: Mapping[str, Edition]
    revisions: Mapping[str, Revision]


# What each file's rows look like, by the file's name.
FILES: Mapping[str, type[Row]] = {
    name: get_args(table)[1] for name, table in get_type_hints(Records).items()
}
