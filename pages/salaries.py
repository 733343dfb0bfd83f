"""Does the famous pay change the bill? The rumour, the adverts, and the extreme."""

import charts
from elements import blocks, statements

blocks.opening("salaries")
blocks.headline(
    "staff_cost",
    "ordinary_staff_cost_per_year",
    "star_staff_cost_per_year",
    "staff_cost_per_year",
)
blocks.in_words("salaries")
statements.pay_in_words()
blocks.control("star_headcount", "typical_pay", "headcount")
blocks.prose("salaries.adverts")
blocks.chart(charts.pay)
blocks.prose("salaries.extreme")
blocks.figures("staff_share_of_company_cost", "company_cost")
blocks.left_out("salaries")
blocks.way_on("salaries")
