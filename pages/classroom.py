"""How do I use this with a class? A lesson's kit, a class with phones, and a show of hands."""

from elements import blocks, classroom, hands

blocks.opening("classroom")
blocks.headline("tco_ratio")
blocks.in_words("classroom")
blocks.section("kit")
blocks.prose("classroom.need")
classroom.kit()
classroom.versions()
blocks.section("together")
classroom.together()
blocks.section("hands")
blocks.prose("classroom.hands")
hands.raised()
blocks.left_out("classroom")
blocks.way_on("classroom")
