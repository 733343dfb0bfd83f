"""Did DeepSeek's model cost five million dollars? The claim, the total and the ladder."""

import charts
from ui.elements import blocks, statements

blocks.opening("start")
blocks.figures("final_run_cost", "tco")
blocks.range_switch()
statements.verdict_in_words()
blocks.prose("start.opening")
blocks.prose("start.doubt")
blocks.control("gpu_count_h20")
blocks.chart(charts.ladder)
blocks.prose("start.ladder")
blocks.left_out("start")
blocks.way_on("start")
