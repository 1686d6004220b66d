"""The French stemmer of Snowball (version 3), its rules turned to words without accents: the same steps, in the same
order, as `frontend/search/stemmer_fr.ts`.

It knows lower-case ASCII words and nothing else, so that "anxiété" and "anxiete" are one word from the start. Without
accents some of the rules would part what belongs together, or take apart what is whole. So it departs from Snowball:

- "é" at the end of a word is an "e" here, and goes the way of one; "ée" and "ées" go as they do there.
- The endings of the past historic (-âmes, -ît, -èrent) are left: without accents they are those of many a noun.
- A "y" at the end is always an "i" (essaye, essayer), and an "i" after a consonant goes (oubliée, oublié).
- "-ativement" goes as "-atif" goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_VOWELS = "aeiouy"

# An i, u or y that sounds as a consonant is none of the vowels: it is a capital letter until the end.
_SEMIVOWEL = re.compile(f"[{_VOWELS}](?:[iu](?=[{_VOWELS}])|y)|y(?=[{_VOWELS}])|qu")

# The rest of a word begins after this.
_BEGINNING = re.compile(f"[{_VOWELS}]{{2}}.|par|col|tap|mauva|ni[{_VOWELS}]|.[^{_VOWELS}]*[{_VOWELS}]")
_SYLLABLE = re.compile(f"[^{_VOWELS}]*[{_VOWELS}]+[^{_VOWELS}]")


class _Regions(NamedTuple):
    """Where the parts of a word begin in which endings may be cut off: RV, R1 and R2 of Snowball."""

    rest: int
    first: int
    second: int


# What becomes of what stands before an ending, or None if the ending stays.
_Rule = Callable[[str, _Regions], str | None]


def stem(word: str) -> str:
    """The stem of a lower-case word of ASCII letters and digits."""
    word = _SEMIVOWEL.sub(lambda found: found[0][:-1] + found[0][-1].upper(), word)
    regions = _regions(word)
    return _final(_derived(word, regions) or _inflected(_adverb(word, regions), regions), regions).lower()


def _regions(word: str) -> _Regions:
    first = _end(_SYLLABLE, word, 0)
    return _Regions(_end(_BEGINNING, word, 0), first, _end(_SYLLABLE, word, first))


def _end(pattern: re.Pattern[str], word: str, start: int) -> int:
    found = pattern.match(word, start)
    return found.end() if found else len(word)


def _in_first(becomes: str) -> _Rule:
    return lambda before, regions: before + becomes if len(before) >= regions.first else None


def _in_second(becomes: str) -> _Rule:
    return lambda before, regions: before + becomes if len(before) >= regions.second else None


def _ation(before: str, regions: _Regions) -> str | None:
    return _without_ic(before, regions) if len(before) >= regions.second else None


def _without_ic(word: str, regions: _Regions) -> str:
    if not word.endswith("ic"):
        return word
    return word[:-2] if len(word) - 2 >= regions.second else word[:-2] + "iqU"


def _if(before: str, regions: _Regions) -> str | None:
    if len(before) < regions.second:
        return None
    return _ation(before[:-2], regions) or before if before.endswith("at") else before


def _eux(before: str, regions: _Regions) -> str | None:
    return _in_second("")(before, regions) or _in_first("eux")(before, regions)


def _oux(before: str, _: _Regions) -> str | None:
    return before + "ou" if before.endswith(("b", "h", "j", "l", "n", "p")) else None


def _ite(before: str, regions: _Regions) -> str | None:
    if len(before) < regions.second:
        return None
    for ending, becomes in (("abil", "abl"), ("ic", "iqU"), ("iv", "iv")):
        if before.endswith(ending):
            shorter = before.removesuffix(ending)
            return shorter if len(shorter) >= regions.second else shorter + becomes
    return before


def _issement(before: str, regions: _Regions) -> str | None:
    return before if len(before) >= regions.first and before[-1] not in _VOWELS else None


def _ier(before: str, regions: _Regions) -> str | None:
    return before + "i" if len(before) >= regions.rest else None


_BEFORE_EMENT: dict[str, _Rule] = {
    "iv": _if, "eus": _eux, "abl": _in_second(""), "iqU": _in_second(""), "ier": _ier, "Ier": _ier,
}  # fmt: skip


def _ement(before: str, regions: _Regions) -> str | None:
    if len(before) < regions.rest:
        return None
    for ending, rule in _BEFORE_EMENT.items():
        if before.endswith(ending):
            return rule(before.removesuffix(ending), regions) or before
    return before


def _for_each(endings: str, rule: _Rule) -> dict[str, _Rule]:
    return dict.fromkeys(endings.split(), rule)


_DERIVED: dict[str, _Rule] = {
    **_for_each("ance ances iqUe iqUes isme ismes able ables iste istes eux", _in_second("")),
    **_for_each("atrice atrices ateur ateurs ation ations", _ation),
    **_for_each("logie logies", _in_second("log")),
    **_for_each("usion usions ution utions", _in_second("u")),
    **_for_each("ence ences", _in_second("ent")),
    **_for_each("ement ements", _ement),
    **_for_each("ite ites", _ite),
    **_for_each("if ifs ive ives", _if),
    **_for_each("eaux", lambda before, _: before + "eau"),
    **_for_each("aux", _in_first("al")),
    **_for_each("oux", _oux),
    **_for_each("euse euses", _eux),
    **_for_each("issement issements", _issement),
}


def _ending(endings: str) -> str:
    # Order does not matter: a search finds the longest first, as it begins first.
    return rf"(?:{'|'.join(endings.split())})\Z"


_ENDS_DERIVED = re.compile(_ending(" ".join(_DERIVED)))
_ENDS_ADVERB = re.compile(r"([ae])mment\Z")
_ENDS_MENT = re.compile(r"[aiouy](ments?)\Z")
_ENDS_VERB_IN_I = re.compile(
    f"[^{_VOWELS}]"
    + _ending("""
        i ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent issais issait
        issant issante issantes issants isse issent isses issez issiez issions issons it
    """)
)
_ENDS_VERB = re.compile(
    _ending("""
        ions ee ees er era erai eraIent erais erait eras erez eriez erions erons eront ez iez aise aises
        e?a e?ai e?aIent e?ais e?ait e?ant e?ante e?antes e?ants e?as e?asse e?assent e?asses e?assiez e?assions
    """)
)
# Nouns and adjectives that end as verbs do: palais, balais, déplaise, mauvais.
_KEEPS_AIS = re.compile(r"^.al\Z|epl\Z|auv\Z")
_PLURAL = re.compile(r"([^aious])s\Z")
_ENDS_NOUN = re.compile(r"(?:([st])ion|([iI])ere?|e)\Z")
_ENDS_I = re.compile(f"[^{_VOWELS}]i\\Z")
_DOUBLED = re.compile(r"(?:enn|onn|ett|ell|eill)\Z")


def _derived(word: str, regions: _Regions) -> str | None:
    """A word without the suffix that made it of another: a noun of a verb, an adjective of a noun."""
    found = _ENDS_DERIVED.search(word)
    return _DERIVED[found[0]](word[: found.start()], regions) if found else None


def _adverb(word: str, regions: _Regions) -> str:
    """The participle or adjective that an adverb comes from."""
    found = _ENDS_ADVERB.search(word)
    if found:
        return word[: found.start()] + found[1] + "nt" if found.start() >= regions.rest else word
    found = _ENDS_MENT.search(word)
    return word[: found.start(1)] if found and found.start() >= regions.rest else word


def _inflected(word: str, regions: _Regions) -> str:
    """A word without the ending of a verb; failing that, of a noun."""
    return _verb_in_i(word, regions) or _verb(word, regions) or _noun(word, regions)


def _verb_in_i(word: str, regions: _Regions) -> str | None:
    found = _ENDS_VERB_IN_I.search(word[regions.rest :])
    return word[: regions.rest + found.start() + 1] if found else None


def _verb(word: str, regions: _Regions) -> str | None:
    found = _ENDS_VERB.search(word[regions.rest :])
    if not found:
        return None
    before = word[: regions.rest + found.start()]
    if found[0] == "ions":
        return _in_second("")(before, regions)
    return None if found[0] in ("ais", "aise", "aises") and _KEEPS_AIS.search(before) else before


def _noun(word: str, regions: _Regions) -> str:
    """A noun or adjective without its number and gender."""
    word = _PLURAL.sub(r"\1", word)
    found = _ENDS_NOUN.search(word[regions.rest :])
    if not found:
        return word
    before = word[: regions.rest + found.start()]
    if found[1]:
        return before + found[1] if len(before) + 1 >= regions.second else word
    return before + "i" if found[2] else before


def _final(word: str, regions: _Regions) -> str:
    """A stem with the last letters that all of its word's forms share."""
    if word.endswith("Y"):
        word = word[:-1] + "i"
    ends_in_i = _ENDS_I.search(word) and len(word) > regions.rest
    return word[:-1] if ends_in_i or _DOUBLED.search(word) else word
