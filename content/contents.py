"""The table of contents: which pages there are, in which order and group."""

# The story, in reading order. A name here is the page's file, its address and its passages.
STORY = ("start", "claim", "hardware", "capex", "opex", "salaries", "verdict")

# Groups of the navigation; their titles are labels, groups.story and so on.
GROUPS = {
    "story": STORY,
    "doubts": ("doubts", "compare", "factcheck", "since"),
    "use": ("sources", "take", "classroom"),
}

PAGES = tuple(page for group in GROUPS.values() for page in group)

# The page at the bare address.
FIRST = STORY[0]


# The ready talk of ten minutes: of each screen its page, and the idea that is shown.
TALK = (
    ("start", "question"),
    ("start", "guess_final_run_cost"),
    ("claim", "figure"),
    ("claim", "chart_rental"),
    ("start", "chart_ladder"),
    ("doubts", "flip"),
)


def path_of(page: str) -> str:
    """The page's address below the site: empty for the first page."""
    return "" if page == FIRST else page
