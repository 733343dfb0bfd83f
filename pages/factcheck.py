"""Which of the article's claims hold? Claim by claim, with the evidence, a verdict and the sums."""

from elements import blocks, claims

blocks.opening("factcheck")
claims.summary()
claims.scale()
blocks.in_words("factcheck")
blocks.prose("factcheck.live")
claims.of_article()
claims.of_others()
blocks.left_out("factcheck")
blocks.way_on("factcheck")
