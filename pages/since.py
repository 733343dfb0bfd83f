"""What became known after the headline? What was published since, and how far it was shown."""

import charts
from elements import blocks, events

blocks.opening("since")
blocks.headline("v3_and_r1_cost", "r1_cost")
blocks.in_words("since")
blocks.chart(charts.since)
blocks.prose("since.alleged")
blocks.prose("since.no_correction")
blocks.section("events")
events.one_by_one()
blocks.left_out("since")
blocks.way_on("since")
