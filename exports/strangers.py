"""Whose a parameter of an address is: which names are other people's, and what ours may look like.

Nobody reads an address before passing it on, and most who do so on our behalf (mail
programs, social networks, advertisers) append something of their own. What they append
changes every year, so it is told by its form, and not only from a list.
"""

import re
from collections.abc import Collection
from urllib.parse import unquote

# Longer names are looked at only so far.
_LOOKED_AT = 64

# What stands between two parameters of an address that was written into a page of HTML
# and copied from its source, once or several times over.
_AMPERSANDS = re.compile(r"(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)

# A word, in any of the ways to write several: a_b, a-b, a.b, aB.
_WORD = re.compile(r"[A-Z0-9]+(?![a-z])|[A-Z]?[a-z0-9]+")

# Streamlit's own, and names that are other people's whatever follows.
_KNOWN = re.compile(r"embed(?:_options)?|utm_\w*|\w*clid|\w*clsrc")

# The time of a clock, and the name jQuery gives it.
_AGAINST_CACHES = re.compile(r"_+|\d{6,}", re.ASCII)

# Below are lists of words for people to add to; each in quotes would take two pages.
# ruff: noqa: SIM905

# How those who follow readers begin their parameters: gad_source, mc_eid, hsa_acc.
_FOLLOWERS = frozenset(
    "adj af aff at cm elq fb ga gaa gad gcl gs guc guce hsa ig irc itm li matomo mc mkt mtm ns "
    "oly pin piwik pk rdt sca sfmc soc trk tt tw utm vero wt yt".split()
)

# How many of their last words end: campaignid, esrc, sharetoken.
_ENDINGS = tuple(
    "campaign channel medium ref referer referrer source src token tracking trk".split()
)

# What their parameters are made of.
_WORDS = frozenset(
    "ad adgroup adjust adposition ads adset aff affiliate amp app ascsubtag audience banner "
    "beacon cache cachebuster camp campaign cb channel chash click client cmp code copy "
    "creative cta cvid cx date device email embed emci emdi enc epik feature feed from ftag "
    "gift guccounter hash igsh irgwc ito keyword klaviyo link lipi lpt mail mailing matchtype "
    "medium mkcid mkevt mkt mobile mode mtm network newsletter nocache noredirect origin "
    "output page partner pixel placement platform print promo psc push rand random rcm "
    "recipient redirect redirected ref refer referer referral referrer reflink retargeting "
    "rlz rnd scm sender session sfnsn share shared sharer sharing sig smprod smtrk smtyp "
    "social source spm src sub subscriber sxsrf tag target tblci telegram theme time "
    "timestamp tok token track tracker tracking traffic trk ts url user usg usqp utm variant "
    "ved via view visitor web webapp whatsapp widget wprov xtor".split()
)


def without_ampersands(name: str) -> str:
    """A parameter's name without what an ampersand written for HTML left before it.

    ``&amp;rental_rate=3`` arrives as ``amp;rental_rate``.
    """
    found = _AMPERSANDS.match(name)
    return name[found.end() :] if found else name


def words_of(name: str) -> list[str]:
    """The words a name is made of, in small letters, however it was written.

    >>> words_of("Rental-Rate[]"), words_of("rental%5FRate"), words_of("clickId")
    (['rental', 'rate'], ['rental', 'rate'], ['click', 'id'])
    """
    return [word.lower() for word in _WORD.findall(unquote(name[:_LOOKED_AT]))]


def is_known(name: str) -> bool:
    """Whether a name is known to be other people's, whatever it is made of."""
    return bool(_KNOWN.fullmatch(name[:_LOOKED_AT].lower()))


def looks_appended(name: str, ours: Collection[str]) -> bool:
    """Whether a name has a form that other people's parameters have.

    It is what programs put against caches; it ends in ``id``; or it has none of ``ours``,
    the words of our own names, and is one or two letters, begins with an underscore, begins
    or ends as the names of those who follow readers do, or is made of their words alone.
    """
    words = words_of(name)
    if _AGAINST_CACHES.fullmatch(name):
        return True
    if not words:
        return False
    if words[-1].endswith("id"):
        return True
    # Some of our words are theirs too: share.
    if any(word in ours and word not in _WORDS for word in words):
        return False
    return (
        name.startswith("_")
        or len("".join(words)) <= 2
        or (len(words) > 1 and words[0] in _FOLLOWERS)
        or words[-1].endswith(_ENDINGS)
        or all(word in _WORDS or len(word) <= 2 for word in words)
    )
