"""What is the five million made of? GPU-hours, times a price its maker assumed."""

import charts
from elements import blocks, guesses

blocks.opening("claim")
guesses.asked("final_run_cost")
blocks.headline("final_run_cost")
blocks.in_words("claim")
blocks.prose("claim.price")
blocks.control("rental_rate")
blocks.chart(charts.rental)
blocks.prose("claim.included")
blocks.control("pretraining_hours")
blocks.prose("claim.experiments")
blocks.figures("development_compute_cost", "experiments_cost")
blocks.control("experiment_factor")
blocks.prose("claim.not_r1")
blocks.figures("r1_cost", "v3_and_r1_cost")
blocks.left_out("claim")
blocks.way_on("claim")
