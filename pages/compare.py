"""Compared with what? Other models, like with like; and other stories, side by side."""

from ui.elements import blocks, models, stories

blocks.opening("compare")
models.side_by_side()
blocks.prose("compare.opening")
models.basis("amortised")
models.method()
models.basis("rental")
models.basis("purchase")
models.basis("development")
blocks.section("own_model")
blocks.prose("compare.own_model")
models.own_model()
models.parameters()
blocks.section("stories")
blocks.prose("compare.stories")
stories.choice_of_story()
blocks.section("gap")
blocks.prose("compare.gap")
stories.two_side_by_side()
blocks.left_out("compare")
blocks.way_on("compare")
