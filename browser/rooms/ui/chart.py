"""A chart on the screen, as the browser's Streamlit takes it: its rows in the specification.

Streamlit would send rows as a table of pandas', and this Python has neither pandas nor pyarrow.
Its ``vega_lite_chart`` knows no ``alt`` yet: a chart's description is read out in its place.
"""

from typing import Any

import streamlit as st

from charts import Picture


def draw(picture: Picture) -> None:
    """Draw a chart that follows the reader."""
    rows = {name: {"values": [dict(row) for row in each]} for name, each in picture.data.items()}
    st.vega_lite_chart(
        {**_filled(picture.design.specification, rows), "description": picture.alt},
        key=f"chart_{picture.id}",
        width="stretch",
    )


def _filled(part: Any, rows: dict[str, Any]) -> Any:
    """A part of a specification with the rows where it names them."""
    if isinstance(part, list):
        return [_filled(each, rows) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: rows.get(each["name"], each)
        if key == "data" and isinstance(each, dict) and "name" in each
        else _filled(each, rows)
        for key, each in part.items()
    }
