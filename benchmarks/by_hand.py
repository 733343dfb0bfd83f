"""Every figure of the cost module written out by hand, as straight numpy, to measure against."""

import numpy as np

from data import RECORDS

TYPES = ("a100", "h20", "h800", "h100")
HOURS_PER_YEAR, MONTHS_PER_YEAR, HOURS_PER_DAY = 8766, 12, 24
# An hour of each type in hours of an H800: nobody can change what the makers say.
HOUR_BY_COMPUTE, HOUR_BY_MEMORY = (
    [RECORDS.facts[f"{name}_{each}"].value / RECORDS.facts[f"{name}_h800"].value for each in TYPES]
    for name in ("compute", "memory_bandwidth")
)


def by_hand(a: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """All figures by id, from all assumptions by id; numbers or arrays ``(draws,)``."""

    def stack(name: str) -> np.ndarray:
        return np.stack([a[f"{name}_{each}"] for each in TYPES])

    count, price, overhead = stack("gpu_count"), stack("gpu_price"), stack("server_overhead")
    operating, power = stack("operating_cost"), stack("server_power")
    in_use = stack("years_in_use")
    years = a["years_owned"]
    run_hours = a["pretraining_hours"] + a["context_extension_hours"] + a["post_training_hours"]
    final = run_hours * a["rental_rate"]
    r1 = a["r1_hours"] * a["rental_rate"]
    development = final * a["experiment_factor"]
    run_kwh = run_hours * a["server_power_h800"] * a["load_factor"] * a["pue"]
    fleet = count.sum(axis=0)
    documented = np.maximum(a["training_cluster_gpus"], a["serving_gpus"])
    server = price + overhead
    gpu_capex, rest_capex, capex_by = count * price, count * overhead, count * server
    capex = capex_by.sum(axis=0)
    hours = years * HOURS_PER_YEAR
    opex_by = count * operating * years
    opex = opex_by.sum(axis=0)
    fleet_kw = (count * power).sum(axis=0)
    fleet_kwh = fleet_kw * a["load_factor"] * a["pue"] * hours
    electricity = fleet_kwh * a["electricity_price"]
    rate, months = a["cost_of_capital"] / MONTHS_PER_YEAR, MONTHS_PER_YEAR * years
    payments = months * rate / -np.expm1(-months * np.log1p(rate))
    financing = capex * (payments - 1)
    opex_discounted = opex / payments
    unexplained = opex - electricity - financing
    opex_so_far_by = count * operating * np.minimum(in_use, years)
    opex_so_far = opex_so_far_by.sum(axis=0)
    tco_by, tco = capex_by + opex_by, capex + opex
    resale = capex * a["resale_share"]
    per_gpu = server + operating * years
    per_hour = per_gpu / (hours * a["utilisation"])
    per_hour_net = (per_gpu - server * a["resale_share"]) / (hours * a["utilisation"])
    fleet_by_compute = sum(n * hour for n, hour in zip(count, HOUR_BY_COMPUTE, strict=True))
    fleet_by_memory = sum(n * hour for n, hour in zip(count, HOUR_BY_MEMORY, strict=True))
    fleet_hours = fleet * hours
    stars = np.minimum(a["star_headcount"], a["headcount"])
    ordinary = a["headcount"] - stars
    ordinary_cost = ordinary * a["typical_pay"] * a["payroll_overhead"]
    star_cost = stars * a["star_pay"] * a["payroll_overhead"]
    staff_year = ordinary_cost + star_cost
    staff = staff_year * years
    no_stars = a["headcount"] * a["typical_pay"] * a["payroll_overhead"] * years
    all_stars = a["headcount"] * a["star_pay"] * a["payroll_overhead"] * years
    own = tco * a["deepseek_share"]
    company = own + staff
    figures = {
        "run_hours": run_hours,
        "final_run_cost": final,
        "run_days": run_hours / a["training_cluster_gpus"] / HOURS_PER_DAY,
        "r1_cost": r1,
        "v3_and_r1_cost": final + r1,
        "r1_share_of_run": a["r1_hours"] / run_hours,
        "development_compute_cost": development,
        "experiments_cost": development - final,
        "run_electricity": run_kwh,
        "run_electricity_cost": run_kwh * a["electricity_price"],
        "fleet_gpus": fleet,
        "hopper_gpus": count[1] + count[2] + count[3],
        "documented_gpus": documented,
        "documented_share_of_fleet": documented / fleet,
        "gpu_capex": gpu_capex.sum(axis=0),
        "rest_of_server_capex": rest_capex.sum(axis=0),
        "capex": capex,
        "capex_without_h100": capex_by[0] + capex_by[1] + capex_by[2],
        "cluster_capex": a["training_cluster_gpus"] * server[2],
        "documented_capex": documented * server[2],
        "hours_owned": hours,
        "opex": opex,
        "opex_without_h100": opex_by[0] + opex_by[1] + opex_by[2],
        "opex_discounted": opex_discounted,
        "opex_so_far": opex_so_far,
        "opex_so_far_share": opex_so_far / opex,
        "spent_so_far": capex + opex_so_far,
        "fleet_power": fleet_kw,
        "fleet_electricity": fleet_kwh,
        "electricity_cost": electricity,
        "financing_cost": financing,
        "unexplained_opex": unexplained,
        "electricity_share_of_opex": electricity / opex,
        "financing_share_of_opex": financing / opex,
        "unexplained_share_of_opex": unexplained / opex,
        "tco": tco,
        "tco_without_h100": capex_by[0] + capex_by[1] + capex_by[2] + opex_by[:3].sum(axis=0),
        "tco_per_year": tco / years,
        "tco_discounted": capex + opex_discounted,
        "tco_net_of_resale": tco - resale,
        "resale_value": resale,
        "final_run_at_ownership_cost": run_hours * per_hour[2],
        "break_even_utilisation": per_gpu[2] / (hours * a["rental_rate"]),
        "fleet_hours": fleet_hours,
        "run_share_of_fleet": run_hours / fleet_hours,
        "fleet_by_compute": fleet_by_compute,
        "fleet_by_memory": fleet_by_memory,
        "run_share_of_fleet_by_compute": run_hours / (fleet_by_compute * hours),
        "run_share_of_fleet_by_memory": run_hours / (fleet_by_memory * hours),
        "star_staff": stars,
        "ordinary_staff": ordinary,
        "ordinary_staff_cost_per_year": ordinary_cost,
        "star_staff_cost_per_year": star_cost,
        "staff_cost_per_year": staff_year,
        "staff_cost": staff,
        "staff_cost_without_stars": no_stars,
        "staff_cost_all_stars": all_stars,
        "deepseek_tco": own,
        "company_cost": company,
        "company_cost_without_stars": own + no_stars,
        "company_cost_all_stars": own + all_stars,
        "staff_share_of_company_cost": staff / company,
        "all_stars_multiple": (own + all_stars) / company,
        "tco_ratio": tco / final,
        "company_ratio": company / final,
    }
    by_type = {
        "server_price": server,
        "gpu_capex": gpu_capex,
        "rest_of_server_capex": rest_capex,
        "capex": capex_by,
        "opex": opex_by,
        "opex_so_far": opex_so_far_by,
        "tco": tco_by,
        "tco_per_gpu": per_gpu,
        "tco_per_gpu_hour": per_hour,
        "tco_per_gpu_hour_net_of_resale": per_hour_net,
        "hour_by_compute": HOUR_BY_COMPUTE,
        "hour_by_memory": HOUR_BY_MEMORY,
    }
    for name, values in by_type.items():
        for place, each in enumerate(TYPES):
            figures[f"{name}_{each}"] = values[place]
    return figures
