"""A chart on the screen, as Streamlit takes it."""

import streamlit as st
from pandas import DataFrame

from charts import Picture


def draw(picture: Picture) -> None:
    """Draw a chart that follows the reader."""
    # A specification that stays the same lets the browser keep its chart and take the rows.
    st.vega_lite_chart(
        {
            **picture.design.specification,
            "datasets": {name: DataFrame(rows) for name, rows in picture.data.items()},
        },
        alt=picture.alt,
        key=f"chart_{picture.id}",
        width="stretch",
    )
