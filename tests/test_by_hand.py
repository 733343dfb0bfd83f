"""What the benchmarks compare with says what they measure; how fast is not asked here."""

import pytest

from benchmarks import cost_module, doubts


def test_every_figure_written_out_by_hand_is_the_modules():
    # Refused by name where they differ.
    assert len(cost_module.measure(repetitions=1)) == 2


@pytest.mark.parametrize("question", list(doubts.questions()), ids=lambda question: question.what)
def test_what_a_doubter_asks_has_the_same_answer_by_hand_for_as_much_work(question):
    assert doubts.agree(question) > 1
