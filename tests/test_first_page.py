"""Whoever reads the first page alone can tell a friend what the two numbers are."""

import re

import pytest

from telling import comparisons
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, asked_for, telling

AT_MOST_WORDS = 450
# Sentences that stand within others.
WITHIN = {"start.hours"}
# What can be told, each in the words of the passage that says it.
TOLD = {
    "which model": ("opening", "V3", "V3"),
    "who counted the machines": ("opening", "a firm of analysts", "sebuah lembaga analis"),
    "what the fleet is": ("opening", "all machines of", "semua mesin"),
    "hours times a price": ("small", "hours times a price", "jam dikali harga"),
    "how many hours": ("small", "2,788,000 hours", r"2\.788\.000 jam"),
    "the price assumed": ("small", r"\$2\.00 an hour", r"US\$2,00 per jam"),
    "no bill": ("small", "no bill", "bukan tagihan"),
    "trials left out": ("small", "Earlier trials", "Uji coba"),
    "people left out": ("small", "people", "karyawan"),
    "not R1": ("small", "nor is R1", "begitu pula R1"),
    "a group's machines": ("large", "a group's machines", "mesin satu grup"),
    "whose group": ("large", "hedge fund", "hedge fund"),
    "for how long": ("large", "four years", "empat tahun"),
    "how many are documented": ("large", "2,224 H800s", "2.224 H800"),
    "how many were, of an older type": ("large", "10,000 older A100s", "10.000 A100"),
    "how many in all": ("large", "60,000 GPUs", r"60\.000 GPU"),
    "the others are an estimate": ("large", "estimate", "taksiran"),
    "no contradiction": ("large", "do not contradict", "tidak bertentangan"),
    "what the 400 is said of": ("four_hundred", "the true cost", "biaya sebenarnya"),
    "400 is shown by neither": ("four_hundred", "Neither shows", "keduanya tidak menunjukkan"),
    "where it may come from": ("four_hundred", "possibly.* 399 times", "mungkin.* 399 kali"),
    "how far below GPT-4": ("beside_gpt_4", r"13\.3 times", "13,3 kali"),
    "not rent": ("beside_gpt_4", "neither rent", "bukan sewa"),
    "when owning is dearer": ("owning", r"Below 69\.5%", "Di bawah 69,5%"),
    "nor the development": ("friend", "Neither is what developing", "bukan biaya pengembangan"),
    "by whose method": ("beside_gpt_4", "Epoch AI", "Epoch AI"),
    "an H20": ("doubt", "slower GPUs made for China", "GPU yang lebih lambat"),
    "the next pages": ("ahead", "next pages", "Halaman-halaman berikutnya"),
    "one sentence for a friend": ("friend", r"\$5 million.*\$2\.57 b", r"US\$5 juta.*US\$2,57 m"),
}


def first_page(code: str, scenario: str) -> dict[str, str]:
    """What the first page says in passages, by name."""
    tell = telling(code, SCENARIOS[scenario])
    more = {
        **comparisons.used_up(tell),
        **comparisons.ratios_told(),
        **tell.told("tco_ratio"),
    }
    names = {name for name in asked_for(tell.language) if name.startswith("start.")} - WITHIN
    return {name.removeprefix("start."): tell.passage(name, **more) for name in names}


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("what", TOLD)
def test_the_first_page_is_enough_to_tell(code, what):
    passage, *patterns = TOLD[what]
    pattern = patterns[("en", "id").index(code)]
    assert re.search(pattern, first_page(code, "published")[passage])


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_first_page_is_short_in_every_scenario(code, scenario):
    said = first_page(code, scenario)
    assert sum(len(text.split()) for text in said.values()) <= AT_MOST_WORDS


def test_gpt_4s_run_follows_the_scenario_of_the_reader_and_its_own_numbers():
    # Half the hours use up half, and leave GPT-4's as it was.
    tell = telling("en", {"pretraining_hours": 2_664_000 - 1_394_000})
    here, published = comparisons.used_up(tell), comparisons.used_up(telling("en"))
    assert here["v3_used_up"][0].value == pytest.approx(published["v3_used_up"][0].value / 2)
    assert here["gpt_4_used_up"] == published["gpt_4_used_up"]
    assert here["gpt_4_over_v3"][0].value == pytest.approx(2 * published["gpt_4_over_v3"][0].value)
