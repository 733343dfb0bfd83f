"""Where does each number come from? Every assumption and every figure, with its sources."""

from elements import blocks, records

blocks.opening("sources")
blocks.in_words("sources")
blocks.prose("sources.names")
blocks.prose("sources.grades")
blocks.prose("sources.method")
records.assumptions()
records.figures()
records.quoted()
blocks.prose("sources.corrections")
blocks.old_links()
blocks.way_on("sources")
