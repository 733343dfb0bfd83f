"""The cost module: assumptions in, figures out. The only place where figures are computed.

    >>> figures = evaluate({"gpu_count_a100": 0})
    >>> round(figures["capex"])
    1391400000

``quantities`` are functions named for what they yield; ``engine`` finds out how they hang
together, and ``models`` puts them together: the ladder, one training run, the checks. On
them stand the ``questions`` a doubter asks: how sure (draws), what matters (swings), what
would change the verdict (flips), what one would have to believe (beliefs), why two stories
differ (gaps), what readers guess (guessing) and a room raises its hands for (hands), how other
models compare. Importing this package checks that everything fits.

May import: the standard library, numpy and ``data``. It knows nothing of screens,
clocks or languages. Tested by ``tests/test_costmodel.py``, ``tests/test_doubts.py``,
``tests/test_compare.py``, ``tests/test_cases.py``, ``tests/test_guessing.py`` and
``tests/test_hands.py``.
"""

from costmodel.engine.graph import Model, ModelFault, quantity
from costmodel.engine.reading import (
    Spellings,
    quoted,
    read_day,
    read_number,
    read_whole,
    write_number,
)
from costmodel.engine.scenario import NOTHING_CHANGED, Fault, Scenario, ScenarioFault
from costmodel.models import (
    ASSUMPTIONS,
    CHECKED,
    CHECKS,
    MODEL,
    PUBLISHED,
    TRAINING_RUN,
    evaluate,
    grade_behind,
    model_of,
    read_changes,
    report,
    sourced_behind,
    sources_behind,
    sources_of,
    unit_of,
)
from costmodel.quantities.ladder import RUNGS, ratio
from costmodel.questions.along import along
from costmodel.questions.beliefs import STANDINGS, Belief, belief, beliefs
from costmodel.questions.comparison import (
    BASES,
    OWN,
    V3,
    WORKED_EXAMPLE,
    Compared,
    compared,
    runs_of,
    times_v3,
)
from costmodel.questions.draws import (
    DRAWS,
    SEED,
    Spread,
    certain_ids,
    draw,
    drawn_ids,
    exceeded,
    ratio_spread,
    spread,
    spreads,
)
from costmodel.questions.flips import Flip, Statement, change, flips
from costmodel.questions.gaps import EXACT_UP_TO, SAMPLED_ORDERS, Gap, gap
from costmodel.questions.guessing import (
    GUESSED,
    UNKNOWN,
    bin_of,
    bins,
    middle,
    place_on_scale,
    read_guesses,
    scale,
    step_of,
    times_off,
)
from costmodel.questions.hands import (
    MOST_HANDS,
    Hands,
    middle_raised,
    most_raised,
    read_hands,
    write_hands,
)
from costmodel.questions.published import nearest, published_ratios, total
from costmodel.questions.spending import HEADLINE_DAY, Spent, by_the_year, spent_by, turning_points
from costmodel.questions.stories import (
    QUESTIONS,
    RELATIONS,
    STATEMENTS,
    STORIES,
    STORIES_AT_FIRST,
    YOURS,
    Target,
    read_statement,
    read_target,
    settings_of,
    stories_with,
    told_by,
    turned_over_by,
    write_statement,
    write_target,
)
from costmodel.questions.swings import Swing, swings, unswung
from costmodel.questions.training_runs import (
    PARAMETERS,
    PARTS,
    Inputs,
    read_parameters,
    read_run,
    run_report,
    run_values,
    starts_too_early,
)
from costmodel.reports import without_dust

__all__ = [
    "ASSUMPTIONS",
    "BASES",
    "CHECKED",
    "CHECKS",
    "DRAWS",
    "EXACT_UP_TO",
    "GUESSED",
    "HEADLINE_DAY",
    "MODEL",
    "MOST_HANDS",
    "NOTHING_CHANGED",
    "OWN",
    "PARAMETERS",
    "PARTS",
    "PUBLISHED",
    "QUESTIONS",
    "RELATIONS",
    "RUNGS",
    "SAMPLED_ORDERS",
    "SEED",
    "STANDINGS",
    "STATEMENTS",
    "STORIES",
    "STORIES_AT_FIRST",
    "TRAINING_RUN",
    "UNKNOWN",
    "V3",
    "WORKED_EXAMPLE",
    "YOURS",
    "Belief",
    "Compared",
    "Fault",
    "Flip",
    "Gap",
    "Hands",
    "Inputs",
    "Model",
    "ModelFault",
    "Scenario",
    "ScenarioFault",
    "Spellings",
    "Spent",
    "Spread",
    "Statement",
    "Swing",
    "Target",
    "along",
    "belief",
    "beliefs",
    "bin_of",
    "bins",
    "by_the_year",
    "certain_ids",
    "change",
    "compared",
    "draw",
    "drawn_ids",
    "evaluate",
    "exceeded",
    "flips",
    "gap",
    "grade_behind",
    "middle",
    "middle_raised",
    "model_of",
    "most_raised",
    "nearest",
    "place_on_scale",
    "published_ratios",
    "quantity",
    "quoted",
    "ratio",
    "ratio_spread",
    "read_changes",
    "read_day",
    "read_guesses",
    "read_hands",
    "read_number",
    "read_parameters",
    "read_run",
    "read_statement",
    "read_target",
    "read_whole",
    "report",
    "run_report",
    "run_values",
    "runs_of",
    "scale",
    "settings_of",
    "sourced_behind",
    "sources_behind",
    "sources_of",
    "spent_by",
    "spread",
    "spreads",
    "starts_too_early",
    "step_of",
    "stories_with",
    "swings",
    "times_off",
    "times_v3",
    "told_by",
    "total",
    "turned_over_by",
    "turning_points",
    "unit_of",
    "unswung",
    "without_dust",
    "write_hands",
    "write_number",
    "write_statement",
    "write_target",
]
