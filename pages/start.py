"""Did DeepSeek's model cost five million dollars? Both numbers, what each is, and the ladder."""

import charts
from elements import blocks, comparisons, guesses, statements

blocks.opening("start")
guesses.invitation()
guesses.asked("final_run_cost", "tco")
blocks.prose("start.opening")
blocks.figures("final_run_cost", "tco")
blocks.range_switch()
blocks.cite()
statements.verdict_in_words()
blocks.prose("start.small")
blocks.prose("start.large")
comparisons.one_origin_of_400()
comparisons.beside_gpt_4()
blocks.prose("start.friend")
blocks.prose("start.doubt")
blocks.control("gpu_count_h20")
blocks.chart(charts.ladder)
blocks.left_out("start")
blocks.prose("start.ahead")
blocks.way_on("start")
