"""One amount over another in words: two rungs of the reader's, and the totals in print."""

from collections.abc import Mapping

import costmodel
from content import sums
from data import RECORDS, MissingRow
from telling.scenario import Telling

_PRINTED = costmodel.published_ratios(RECORDS.published_totals)
# The ratio in print that comes closest to the headline.
_NEAREST = costmodel.nearest(_PRINTED, RECORDS.facts["headline_ratio"].value)

_GPT_4 = "gpt_4"


def ratio_in_numbers(tell: Telling, top: str, bottom: str) -> str:
    """``$2.573 billion ÷ $5.576 million = 461 times``: one rung over another, and it comes out."""
    value = costmodel.ratio(tell.value(top), tell.value(bottom))
    operands = {"top": (tell.value(top), "USD"), "bottom": (tell.value(bottom), "USD")}
    digits = tell.sum(operands, (value, "×"), lambda of: costmodel.ratio(of["top"], of["bottom"]))
    left = f"{tell.number(top, digits.operands)} ÷ {tell.number(bottom, digits.operands)}"
    return f"{left} {digits.sign} {tell.written(value, '×', f'{digits.result},full')}"


def ratios_told() -> dict[str, tuple[float, str]]:
    """What a text on the totals in print may name: the nearest ratio, and the article's parts'."""
    by_pair = {(each.numerator, each.denominator): each.value for each in _PRINTED}
    return {
        "nearest": (_NEAREST.value, "×"),
        "article_ratio": (by_pair["parts_in_article", "claim_rounded"], "×"),
        "semianalysis_ratio": (by_pair["parts_in_article", "claim_semianalysis"], "×"),
    }


def used_up(tell: Telling) -> dict[str, tuple[sums.Styled, str]]:
    """What a text on the final runs of GPT-4 and of DeepSeek-V3 may name, counted alike.

    By Epoch AI's method, in USD: what the hours took off the machines' value, network and
    energy; and how many times V3's GPT-4's is, so that the division comes out.
    """
    gpt_4, v3 = (_used_up(model, tell.changes) for model in (_GPT_4, costmodel.V3))
    over = costmodel.ratio(gpt_4, v3)
    digits = tell.sum(
        {"top": (gpt_4, "USD"), "bottom": (v3, "USD")},
        (over, "×"),
        lambda of: costmodel.ratio(of["top"], of["bottom"]),
        digits=sums.FEW_DIGITS,
        in_full=False,
    )
    return {
        "gpt_4_used_up": (sums.Styled(gpt_4, digits.operands), "USD"),
        "v3_used_up": (sums.Styled(v3, digits.operands), "USD"),
        "gpt_4_over_v3": (sums.Styled(over, digits.result), "×"),
    }


def _used_up(model: str, changes: Mapping[str, float]) -> float:
    run, _, _ = costmodel.runs_of(model, changes)
    if run is None:
        raise MissingRow(f"data/model_parameters.csv: too little of {model} to compute its run")
    return float(costmodel.run_values(run)[costmodel.BASES["amortised"]])


def ratios_in_print(tell: Telling) -> dict:
    """Every total in print over every form of the claim, ready to draw as a table."""
    totals = RECORDS.published_totals

    def named(id: str) -> dict[str, str]:
        amount = tell.written(costmodel.total(totals[id]), totals[id].unit, "precise")
        return {
            "label": tell.say(f"published_totals.{id}"),
            "amount": amount,
        }

    def cells(top: str) -> list[dict]:
        return [
            {"text": tell.written(each.value, "×"), "nearest": each == _NEAREST}
            for each in _PRINTED
            if each.numerator == top
        ]

    return {
        "caption": tell.say("ui.ratios_caption"),
        "denominators": [named(id) for id, row in totals.items() if row.role == "denominator"],
        "rows": [
            {**named(id), "cells": cells(id)}
            for id, row in totals.items()
            if row.role == "numerator"
        ],
    }
