"""What did the machines cost to buy? GPUs and servers, and the column a table forgot."""

import charts
from elements import blocks, comparisons

blocks.opening("capex")
blocks.headline("capex", "capex_a100", "capex_h20", "capex_h800", "capex_h100")
blocks.in_words("capex")
blocks.prose("capex.split")
blocks.control("gpu_price_h20", "server_overhead_h20")
blocks.chart(charts.capital)
blocks.prose("capex.forgotten")
comparisons.forgotten_column()
blocks.left_out("capex")
blocks.way_on("capex")
