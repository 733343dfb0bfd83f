"""Other models beside DeepSeek-V3, one basis at a time, and a model of the reader's own."""

import datetime
from functools import cache

import charts
import costmodel
from content import Language
from costmodel import V3, WORKED_EXAMPLE
from data import RECORDS
from elements import blocks, controls, markup, medium
from telling import Telling, formulas, provenance

# At the scenario's price, the hours of a model whose maker has told them.
_HOURS_TOLD = "llama_31_405b"
# Later models whose makers counted fewer hours than DeepSeek did for V3.
_WITH_FEWER_HOURS = ("llama_4_maverick", "gpt_oss_120b")
# The figures of a run on the way to its total.
_LEADING = {step.id for step in costmodel.TRAINING_RUN.steps_to(("total",))}
_STEPS = [id for id in costmodel.TRAINING_RUN.figures if id in _LEADING]


def side_by_side() -> None:
    """The final runs of DeepSeek-V3 and of the best-known other model, counted alike."""
    tell = medium.telling()
    both = [_shown(tell, model) for model in (V3, WORKED_EXAMPLE)]
    medium.results_in(blocks.result(tell, *both))
    with medium.idea(blocks.FIGURE):
        markup.draw("figures", figures=both)


def finding() -> None:
    """How much cheaper V3 was, whether it stood alone, and why, as far as that is known."""
    tell = medium.telling()
    hours = {
        f"{model}_hours": (RECORDS.model_parameters[f"{model}_chip_hours"].value, "chip-hours")
        for model in (WORKED_EXAMPLE, *_WITH_FEWER_HOURS)
    }
    times = {
        f"{part}_times": (costmodel.times_v3(basis, WORKED_EXAMPLE, tell.changes), "×")
        for part, basis in (("run", "amortised"), ("development", "development"))
    }
    with medium.idea("verdict"):
        blocks.prose("compare.finding", **times, **hours)


def legend() -> None:
    """What the marks in all charts of models mean, once for all of them."""
    markup.draw("note", text=medium.telling().say("charts.models.note"))


def _shown(tell: Telling, model: str) -> dict:
    """A model's amortised run as a figure, ready to draw."""
    found = _ours(tell, "amortised", model)
    # With the digits that the table under the chart has.
    low, high = tell.apart(found.low, found.high, "USD")
    return {
        "label": tell.say("ui.amortised_run", model=(RECORDS.models[model].name, "")),
        "number": tell.written(found.value, "USD", "precise"),
        # No slider moves it.
        "live": "",
        "range": tell.say("ui.range_sourced_run", low=(low, ""), high=(high, "")),
        "grade": provenance.grade_of_run(tell, model),
        # Only V3's run has its figures among the records; any other leads to its hours.
        "href": blocks.record_of("total" if model == V3 else f"{model}_chip_hours"),
        "look_up": tell.say("ui.look_up"),
    }


def run_telling(tell: Telling, model: str) -> Telling:
    """The parameters and figures of one model's run, in this reader's language."""
    here, _, _ = costmodel.runs_of(model, tell.changes)
    return Telling.of_run(tell.language, here)


def _ours(tell: Telling, basis: str, model: str) -> costmodel.Compared:
    return next(
        each
        for each in costmodel.compared(basis, tell.changes)
        if (each.model, each.whose) == (model, "ours")
    )


def basis(name: str) -> None:
    """One basis: the question it answers, and every model on it."""
    tell = medium.telling()
    markup.draw("subheading", text=tell.say(f"bases.{name}"))
    here, _, _ = costmodel.runs_of(_HOURS_TOLD, tell.changes)
    at_v3s_price = {**here, "hour_price": tell.value("rental_rate")}
    rented = Telling.of_run(tell.language, at_v3s_price).told("rental")
    developed = run_telling(tell, V3).told("development")
    blocks.prose(
        f"compare.{name}",
        llama_at_price=rented["rental"],
        llama_hours=rented["chip_hours"],
        rental_rate=rented["hour_price"],
        cluster=(tell.value("cluster_capex"), "USD"),
        v3_development=developed["development"],
        v3_staff=developed["staff"],
        worked=(_ours(tell, "amortised", WORKED_EXAMPLE).value, "USD"),
    )
    blocks.chart(charts.models, name, costmodel.compared(name, tell.changes, own_run()))


def method() -> None:
    """The method, step by step, for both models that stand on top of the page."""
    for model in (V3, WORKED_EXAMPLE):
        _steps(medium.telling(), model)


def _steps(tell: Telling, model: str) -> None:
    run = run_telling(tell, model)
    box = medium.fold(
        f"steps_{model}", tell.say("ui.worked_case", model=(RECORDS.models[model].name, ""))
    )
    if box.open:
        with box:
            markup.draw(
                "sums",
                sums=[
                    {
                        "label": run.name_of(id),
                        "words": formulas.in_words(run, id),
                        "sum": formulas.in_numbers(run, id),
                    }
                    for id in _STEPS
                ],
            )


def parameters() -> None:
    """Every parameter of every model, with its range, grade and sources."""
    tell = medium.telling()
    box = medium.fold("parameters", tell.say("ui.parameters"))
    if box.open:
        with box:
            medium.current().put(_parameters(tell.language))


# They are as published, whatever the reader changes.
@cache
def _parameters(language: Language) -> str:
    return markup.filled("quoted", records=provenance.parameters(Telling.of(language)))


def own_run() -> dict[str, float | datetime.date] | None:
    """The reader's own model, None while a parameter without a usual value is missing."""
    return None if _missing() else dict(medium.link().run)


def _missing() -> list[str]:
    """The parameters without a usual value that the reader has not given."""
    run = medium.link().run
    return [id for id, row in costmodel.PARAMETERS.items() if row.value is None and id not in run]


def own_model() -> None:
    """Fields for a model of the reader's own, and what its run costs."""
    tell = medium.telling()
    box = medium.fold("own_model", tell.say("ui.own_model_open"))
    if not box.open:
        return
    with box:
        markup.draw("note", text=tell.say("ui.own_model_intro"))
        left, right = medium.columns(1, 1)
        for place, (id, row) in enumerate(costmodel.PARAMETERS.items()):
            with (left, right)[place % 2]:
                controls.parameter(tell, id, row, medium.link().run.get(id, row.value))
        example = tell.say("ui.own_model_example", model=(RECORDS.models[WORKED_EXAMPLE].name, ""))
        ways = [controls.button("own_model_example", example, "run_example")]
        if medium.link().run:
            clear = tell.say("ui.own_model_clear")
            ways.append(controls.button("own_model_clear", clear, "run_clear"))
        controls.buttons(*ways)
        run = own_run()
        if run is None:
            names = "; ".join(map(tell.name_of, _missing()))
            markup.draw("note", text=tell.say("ui.own_model_missing", names=(names, "")))
            return
        told = Telling.of_run(tell.language, run)
        markup.draw(
            "sums",
            sums=[
                {"label": told.name_of(id), "words": "", "sum": formulas.in_numbers(told, id)}
                for id in costmodel.PARTS
            ],
        )
        if costmodel.starts_too_early(run):
            markup.draw("note", text=tell.say("ui.starts_too_early"))
