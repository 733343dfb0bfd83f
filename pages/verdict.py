"""So how many times more did it cost? The ladder, any two rungs, and where 400 comes from."""

import charts
from elements import blocks, comparisons

blocks.opening("verdict")
comparisons.ratio()
blocks.range_switch()
blocks.cite()
comparisons.rungs_to_compare()
blocks.prose("verdict.ladder")
blocks.chart(charts.ladder)
comparisons.questions_of_the_ladder()
blocks.prose("verdict.same_time")
blocks.figures("final_run_at_ownership_cost", "run_share_of_fleet")
blocks.prose("verdict.whose_hours")
blocks.prose("verdict.so_far")
comparisons.where_400_comes_from()
blocks.prose("verdict.unlike")
blocks.left_out("verdict")
blocks.way_on("verdict")
