"""How many GPUs are there, and who says so? Counts, evidence, dates, and who shares them."""

import charts
from elements import blocks, guesses

blocks.opening("hardware")
guesses.asked("documented_gpus")
blocks.headline("fleet_gpus")
blocks.in_words("hardware")
blocks.figures("documented_gpus", "documented_share_of_fleet")
blocks.prose("hardware.floor")
blocks.prose("hardware.estimate")
blocks.control("gpu_count_h20", "gpu_count_h800", "gpu_count_h100", "gpu_count_a100")
blocks.chart(charts.evidence)
blocks.prose("hardware.bans")
blocks.chart(charts.timeline)
blocks.prose("hardware.sharing")
blocks.figures("deepseek_tco")
blocks.control("deepseek_share")
blocks.left_out("hardware")
blocks.way_on("hardware")
