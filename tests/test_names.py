"""Any link may open any page: who and what a page names, it introduces where it first does."""

import html
import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from tests.conftest import EVERY_LANGUAGE
from tests.drawn import opened
from ui.frame.contents import PAGES

# By name, how pages introduce it: each pattern has the name in it, or what stands before it.
INTRODUCED = {
    "en": {
        "DeepSeek": r"DeepSeek, a Chinese|(the )?Chinese laboratory DeepSeek|DeepSeek is a Chinese",
        "V3": r"its model V3|V3 is its model",
        "R1": r"R1, the model of|R1\.\*\* The model that|R1 was built|the model R1",
        "SemiAnalysis": r"SemiAnalysis,? (is )?a firm of analysts",
        "High-Flyer": r"hedge fund High-Flyer|High-Flyer, (a|the) (hedge fund|Chinese company)",
        "Epoch AI": r"Epoch AI,? a research institute|research institute Epoch AI",
        "Wccftech": r"Wccftech, (a|another) technology site|Wccftech and Tek\.id are technology",
        "Tek.id": r"Tek\.id, an Indonesian|Tek\.id are technology",
        "Nathan Lambert": r"Nathan Lambert, a researcher",
        "Dario Amodei": r"Dario Amodei, head of Anthropic",
        "Reuters": r"news agency Reuters|Reuters a news agency",
        "NVIDIA": r"American maker NVIDIA|NVIDIA(, which)? makes",
        "GPU": r"GPUs?,? (are )?(the )?(processors|chip)|H20 GPUs\W+Slower processors",
        "A100": r"older A100|A100s, an older type|A100s in the group's older cluster",
        "H800": r"H800(s|, the GPU it used)?,? (which )?[\w ]*(made|built) for China"
        r"|H800,? which[\w ]*for China|H800 and (the )?H20,? which were made|H800 made for China"
        r"|H800, the (type|processor)|H800, on which",
        "H20": r"H20s, (slower|the type made)|H20,? which were made|H20 GPUs\W+Slower"
        r"|the H20, another",
        "H100": r"H100s?, (and the H800|which|the type never)"
        r"|H100s\. What the evidence says\. The H100",
        "Hopper": r"the Hopper generation|Hoppers, the generation",
        "OpenAI": r"American company OpenAI|the industry such as OpenAI",
        "PUE": r"effectiveness \(PUE\)",
    },
    "id": {
        "DeepSeek": r"DeepSeek,? (sebuah|adalah) laboratorium|laboratorium Tiongkok DeepSeek",
        "V3": r"modelnya, V3|V3 adalah modelnya",
        "R1": r"R1, model yang|R1\.\*\* Model yang|R1 dibangun|model R1",
        "SemiAnalysis": r"SemiAnalysis,? (sebuah|adalah) lembaga analis",
        "High-Flyer": r"hedge fund High-Flyer|High-Flyer, pengelola dana investasi \(hedge fund\)"
        r"|\(hedge fund\) High-Flyer"
        r"|High-Flyer, hedge fund|High-Flyer, (sebuah hedge|perusahaan Tiongkok)",
        "Epoch AI": r"Epoch AI,? (sebuah )?lembaga riset|lembaga riset Epoch AI",
        "Wccftech": r"Wccftech, (sebuah )?situs teknologi|Wccftech dan Tek\.id situs teknologi",
        "Tek.id": r"Tek\.id,? situs teknologi",
        "Nathan Lambert": r"Nathan Lambert, peneliti",
        "Dario Amodei": r"Dario Amodei, pemimpin Anthropic",
        "Reuters": r"[Kk]antor berita Reuters|Reuters kantor berita",
        "NVIDIA": r"produsen Amerika NVIDIA|NVIDIA,? (membuat|pembuat)",
        "GPU": r"GPU,? (yakni|adalah) (prosesor|cip)|GPU H20\W+Prosesor",
        "A100": r"A100 yang lebih tua|A100, tipe yang lebih tua"
        r"|A100 di klaster grup itu yang lebih",
        "H800": r"H800,? (yang dibuat|GPU buatan|tipe yang|prosesor yang|yang dipakai)"
        r"|H800 (serta|dan) H20,? yang dibuat",
        "H20": r"H20(, tipe berikutnya|,? yang dibuat| adalah GPU yang lebih lambat)"
        r"|H20 paling besar[^.]*\. H20 adalah|GPU H20\W+Prosesor|terbaru lainnya, H20",
        "H100": r"H100,? (serta|yang|tipe yang)|H100\. Menurut bukti\. H100 adalah",
        "Hopper": r"generasi Hopper|Hopper, generasi",
        "OpenAI": r"perusahaan Amerika OpenAI|industri seperti OpenAI",
        "PUE": r"daya \(PUE\)",
    },
}
# The page on other models introduces models, and not the story again.
READ = [page for page in PAGES if page != "compare"]


def words_below_the_figure(at: AppTest) -> str:
    """What a page says from its first passage on, folds, fields and lists of sources aside."""
    said: list[str] = []
    begun = False

    def walk(block: Block) -> None:
        nonlocal begun
        for each in block.children.values():
            if isinstance(each, Block):
                walk(each)
                continue
            begun = begun or each.type == "markdown"
            proto = getattr(each, "proto", None)
            text = each.value if each.type == "markdown" else getattr(proto, "body", "")
            if begun:
                said.append(str(text))

    walk(at.main)
    unseen = r"<(select|style|button|details|title)\b.*?</\1>|<[^>]*>"
    return " ".join(html.unescape(re.sub(unseen, " ", "\n".join(said), flags=re.DOTALL)).split())


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", READ)
def test_who_and_what_a_page_names_is_introduced_where_it_first_is(page, code):
    said = words_below_the_figure(opened(page, code))
    assert len(said.split()) > 150
    found = {}
    for name, introduction in INTRODUCED[code].items():
        first = re.search(rf"(?<![\w.]){re.escape(name)}", said)
        if first and not any(
            each.start() <= first.start() < each.end() for each in re.finditer(introduction, said)
        ):
            found[name] = said[max(0, first.start() - 60) : first.end() + 60]
    assert found == {}


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_name_is_introduced_somewhere(code):
    said = " ".join(words_below_the_figure(opened(page, code)) for page in READ)
    # Read where they are named: in a record on the sources page, folded.
    folded = {"PUE"}
    for name, introduction in INTRODUCED[code].items():
        assert name in folded or re.search(introduction, said), name
