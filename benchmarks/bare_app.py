"""A bare Streamlit application: one slider, one metric. With ``?chart`` also one chart."""

import streamlit as st

rate = st.slider("Rate", 0.0, 10.0, 2.0, 0.05)
st.metric("Cost", f"${rate * 2_788_000:,.0f}")
if "chart" in st.query_params:
    import altair as alt
    import pandas as pd

    rows = pd.DataFrame({"rate": [0.0, rate], "cost": [0.0, rate * 2_788_000]})
    st.altair_chart(alt.Chart(rows).mark_bar().encode(x="cost", y="rate:O"))
