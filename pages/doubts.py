"""How sure is any of this? Ranges, what matters most, and what you would have to believe."""

from ui.elements import beliefs, blocks, doubts, flips

blocks.opening("doubts")
doubts.figure_in_doubt()
doubts.choice_of_figure()
blocks.prose("doubts.opening")
doubts.control_that_matters_most()
doubts.spread_of_the_ladder()
blocks.prose("doubts.published_high")
doubts.what_is_not_drawn()
doubts.which_draws()
blocks.section("matters")
blocks.prose("doubts.matters")
doubts.swings()
blocks.section("verdict")
blocks.prose("doubts.verdict")
flips.statement()
blocks.section("believe")
blocks.prose("doubts.believe")
beliefs.question()
blocks.left_out("doubts")
blocks.way_on("doubts")
