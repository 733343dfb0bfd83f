"""One amount over another: two rungs of the reader's choice, and the totals in print."""

import costmodel
from elements import blocks, choices, controls, markup, medium
from telling import Telling, comparisons


def forgotten_column() -> None:
    """The sum with and without the column a first table forgot, switched by the medium."""
    tell = medium.telling()
    on = medium.link().first_version
    with medium.idea("forgotten"):
        controls.switch("first_version", "table", tell.say("ui.first_version"), "first", on)
        if on:
            ids = ("capex_without_h100", "capex")
            without, with_it = map(tell.value, ids)
            in_text = tell.apart(without, with_it, "USD")
            blocks.figures(*ids, apart=True)
            blocks.prose(
                "capex.forgotten_on",
                **{id: (text, "") for id, text in zip(ids, in_text, strict=True)},
            )
        else:
            blocks.figures("capex")
            blocks.prose("capex.forgotten_off")


def ratio() -> None:
    """The ratio of the two rungs the reader has chosen."""
    tell, link = medium.telling(), medium.link()
    top, bottom = link.numerator, link.denominator
    value = costmodel.ratio(tell.value(top), tell.value(bottom))
    number = tell.written(value, "×", "full")
    label = f"{tell.say(f'rung_names.{top}')} ÷ {tell.say(f'rung_names.{bottom}')}"
    medium.answers_with(top, bottom)
    medium.results_in(blocks.result(tell, {"label": label, "number": number}))
    with medium.idea(blocks.FIGURE):
        markup.draw(
            "ratio",
            range=_range(tell, top, bottom) if link.ranges else "",
            number=number,
            label=label,
            sum=comparisons.ratio_in_numbers(tell, top, bottom),
        )


def _range(tell: Telling, top: str, bottom: str) -> str:
    found = costmodel.ratio_spread(top, bottom, tell.changes, *medium.draws())
    return blocks.range_in_words(tell, found, "×")


def rungs_to_compare() -> None:
    """That it depends on two rungs, the choice of them, and what comparing them means."""
    tell, link = medium.telling(), medium.link()
    top, bottom = link.numerator, link.denominator
    value = costmodel.ratio(tell.value(top), tell.value(bottom))
    with medium.idea("words"):
        blocks.prose("verdict.opening")
        left, right = medium.columns(1, 1)
        with left:
            _rung(tell, "numerator", "ui.compare_top")
        with right:
            _rung(tell, "denominator", "ui.compare_bottom")
        blocks.prose(
            "verdict.compared",
            top_question=(tell.say(f"rungs.{top}"), ""),
            bottom_question=(tell.say(f"rungs.{bottom}"), ""),
            ratio=(value, "×"),
        )


def _rung(tell: Telling, part: str, label: str) -> None:
    choices.select(tell, part, label, costmodel.RUNGS, lambda id: tell.say(f"rung_names.{id}"))


def questions_of_the_ladder() -> None:
    """Every rung's question with its figure and the way to its record, widest on top."""
    tell = medium.telling()
    rungs = [
        {
            "question": tell.say(f"rungs.{id}"),
            "number": tell.number(id),
            "grade": blocks.shown(tell, id)["grade"],
            "href": blocks.record_of(id),
        }
        for id in reversed(costmodel.RUNGS)
    ]
    with medium.idea("rungs"):
        markup.draw("rungs", rungs=rungs)


def where_400_comes_from() -> None:
    """The totals in print over the forms of the claim, the nearest to the headline marked."""
    blocks.prose("verdict.four_hundred", **comparisons.ratios_told())
    with medium.idea("ratios"):
        markup.draw("ratios", **comparisons.ratios_in_print(medium.telling()))


def one_origin_of_400() -> None:
    """Where the headline's multiple may come from: the nearest of the totals in print."""
    blocks.prose("start.four_hundred", **comparisons.ratios_told())


def beside_gpt_4() -> None:
    """What the final runs of DeepSeek-V3 and of GPT-4 used up, counted alike."""
    blocks.prose("start.beside_gpt_4", **comparisons.used_up(medium.telling()))
