"""What does it cost to keep them running? What is explained, and what is not."""

import charts
from elements import blocks, guesses, statements

blocks.opening("opex")
guesses.asked("electricity_cost")
blocks.headline("opex", "opex_a100", "opex_h20", "opex_h800", "opex_h100")
blocks.in_words("opex")
statements.explained_or_not()
blocks.figures("electricity_cost", "financing_cost", "unexplained_opex")
blocks.control("electricity_price", "cost_of_capital")
blocks.chart(charts.operating)
statements.financing_at_other_rates()
statements.discounted()
blocks.prose("opex.doubt")
blocks.prose("opex.hour")
blocks.figures("tco_per_gpu_hour_h800", "break_even_utilisation")
blocks.control("utilisation")
statements.sold_again()
blocks.figures("resale_value", "tco_net_of_resale")
blocks.control("resale_share")
statements.spent_so_far()
blocks.figures("opex_so_far", "spent_so_far")
blocks.control("years_in_use_h20")
blocks.chart(charts.spending)
blocks.prose("opex.earns")
blocks.left_out("opex")
blocks.way_on("opex")
