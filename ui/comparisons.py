"""One amount over another: two rungs of the reader's choice, and the totals in print."""

import math

import streamlit as st

import costmodel
from data import RECORDS
from ui import blocks, markup, reader


def forgotten_column() -> None:
    """The sum with and without the column a first table forgot, switched by the reader."""
    tell = reader.telling()
    reader.widget_value("first_version", reader.link().first_version)
    st.toggle(
        tell.say("ui.first_version"),
        key="first_version",
        on_change=lambda: reader.choose(first_version=reader.widget_entry("first_version")),
    )
    if reader.link().first_version:
        blocks.figures("capex_without_h100", "capex")
        blocks.prose("capex.forgotten_on")
    else:
        blocks.figures("capex")
        blocks.prose("capex.forgotten_off")


def ratio() -> None:
    """The ratio of the two rungs the reader has chosen."""
    tell, link = reader.telling(), reader.link()
    top, bottom = link.numerator, link.denominator
    value = costmodel.ratio(tell.value(top), tell.value(bottom))
    markup.draw(
        "ratio",
        number=tell.written(value, "×", "full"),
        label=f"{tell.say(f'rung_names.{top}')} ÷ {tell.say(f'rung_names.{bottom}')}",
        sum=f"{tell.number(top)} ÷ {tell.number(bottom)} = {tell.written(value, '×', 'full')}",
    )


def rungs_to_compare() -> None:
    """The choice of two rungs, and what comparing them means."""
    tell, link = reader.telling(), reader.link()
    top, bottom = link.numerator, link.denominator
    value = costmodel.ratio(tell.value(top), tell.value(bottom))
    left, right = st.columns(2)
    with left:
        _rung("numerator", "ui.compare_top")
    with right:
        _rung("denominator", "ui.compare_bottom")
    blocks.prose(
        "verdict.compared" if math.isfinite(value) else "verdict.compared_undefined",
        top_question=(tell.say(f"rungs.{top}"), ""),
        bottom_question=(tell.say(f"rungs.{bottom}"), ""),
        ratio=(value, "×"),
    )


def _rung(part: str, label: str) -> None:
    tell = reader.telling()
    reader.widget_value(part, getattr(reader.link(), part))
    st.selectbox(
        tell.say(label),
        costmodel.RUNGS,
        format_func=lambda id: tell.say(f"rung_names.{id}"),
        key=part,
        on_change=lambda: reader.choose(**{part: reader.widget_entry(part)}),
    )


def questions_of_the_ladder() -> None:
    """Every rung's question with its figure and the way to its record, widest on top."""
    tell = reader.telling()
    markup.draw(
        "rungs",
        rungs=[
            {
                "question": tell.say(f"rungs.{id}"),
                "number": tell.number(id),
                "grade": blocks.shown(tell, id)["grade"],
                "href": blocks.record_of(id),
            }
            for id in reversed(costmodel.RUNGS)
        ],
    )


def where_400_comes_from() -> None:
    """The totals in print over the forms of the claim, the nearest to the headline marked."""
    tell = reader.telling()
    totals = RECORDS.published_totals
    ratios = costmodel.published_ratios(totals)
    nearest = costmodel.nearest(ratios, RECORDS.facts["headline_ratio"].value)
    by_pair = {(each.numerator, each.denominator): each for each in ratios}
    blocks.prose(
        "verdict.four_hundred",
        nearest=(nearest.value, "×"),
        article_ratio=(by_pair["parts_in_article", "claim_rounded"].value, "×"),
    )

    def named(id: str) -> dict[str, str]:
        amount = tell.written(costmodel.total(totals[id]), totals[id].unit, "precise")
        return {
            "label": tell.say(f"published_totals.{id}"),
            "amount": amount,
            "grade": tell.say("ui.grade", grade=(totals[id].grade, "")),
            "letter": totals[id].grade,
        }

    denominators = [id for id, row in totals.items() if row.role == "denominator"]
    markup.draw(
        "ratios",
        caption=tell.say("ui.ratios_caption"),
        denominators=[named(id) for id in denominators],
        rows=[
            {
                **named(top),
                "cells": [
                    {
                        "text": tell.written(by_pair[top, bottom].value, "×"),
                        "nearest": by_pair[top, bottom] == nearest,
                    }
                    for bottom in denominators
                ],
            }
            for top, row in totals.items()
            if row.role == "numerator"
        ],
    )
