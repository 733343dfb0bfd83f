"""The minutes of the lesson and of the ready talk, once for all languages."""

from collections.abc import Mapping

# The parts of the lesson, in order; the words of each are the passage kit.hook and so on.
LESSON: Mapping[str, int] = {
    "hook": 5,
    "guess": 5,
    "walk": 12,
    "headline": 9,
    "stories": 8,
    "exit": 6,
}

# How long one speaks to each screen of the ready talk, see ``content.contents.TALK``: by its page
# and idea. The notes are the passage kit.talk_start_question and so on.
SPEECH: Mapping[str, int] = {
    "start_question": 1,
    "start_guess_final_run_cost": 2,
    "claim_figure": 2,
    "claim_chart_rental": 1,
    "start_chart_ladder": 2,
    "doubts_flip": 2,
}
