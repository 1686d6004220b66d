"""The English stemmer of lunr.js, rule for rule, so that a page is indexed under the stems the browser asks for.

It knows lower-case ASCII words and nothing else. It is not the published Porter algorithm: where lunr.js departs
from that (its `y`, its short words), this departs the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

_CONSONANT = "[^aeiou]"
_VOWEL = "[aeiouy]"
_CONSONANTS = _CONSONANT + "[^aeiouy]*"
_VOWELS = _VOWEL + "[aeiou]*"

_MEASURE_OVER_0 = re.compile(f"({_CONSONANTS})?{_VOWELS}{_CONSONANTS}")
_MEASURE_OVER_1 = re.compile(f"({_CONSONANTS})?{_VOWELS}{_CONSONANTS}{_VOWELS}{_CONSONANTS}")
_MEASURE_1 = re.compile(rf"({_CONSONANTS})?{_VOWELS}{_CONSONANTS}({_VOWELS})?\Z")
_HOLDS_VOWEL = re.compile(f"({_CONSONANTS})?{_VOWEL}")
_SHORT = re.compile(rf"{_CONSONANTS}{_VOWEL}[^aeiouwxy]\Z")

_PLURAL_ES = re.compile(r"(.+?)(ss|i)es\Z")
_PLURAL_S = re.compile(r"(.+?)([^s])s\Z")
_EED = re.compile(r"(.+?)eed\Z")
_ED_ING = re.compile(r"(.+?)(ed|ing)\Z")
_WANTS_E = re.compile(r".*(at|bl|iz)\Z")
_DOUBLED = re.compile(r".*([^aeiouylsz])\1\Z")
_FINAL_Y = re.compile(r"(.+?[^aeiou])y\Z")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
    "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}

_STEP_4 = "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize".split()


def _ending(suffixes: Iterable[str]) -> re.Pattern[str]:
    # Order does not matter: the lazy stem makes the longest suffix win, as in lunr.js.
    return re.compile(rf"(.+?)({'|'.join(suffixes)})\Z")


_ENDS_2 = _ending(_STEP_2)
_ENDS_3 = _ending(_STEP_3)
_ENDS_4 = _ending(_STEP_4)
_ENDS_ION = re.compile(r"(.+?)(s|t)(ion)\Z")


def stem(word: str) -> str:
    """The stem of a lower-case word of ASCII letters and digits, equal to `lunr.stemmer` of lunr.js 2.3.9."""
    if len(word) < 3:
        return word
    starts_with_y = word[0] == "y"
    if starts_with_y:  # a capital is outside the vowel class: an initial y is a consonant
        word = "Y" + word[1:]
    for endings, step in _STEPS:
        if word.endswith(endings):
            word = step(word)
    return "y" + word[1:] if starts_with_y else word


def _plurals(word: str) -> str:
    found = _PLURAL_ES.match(word) or _PLURAL_S.match(word)
    return found[1] + found[2] if found else word


def _past_and_progressive(word: str) -> str:
    found = _EED.match(word)
    if found:
        return word[:-1] if _MEASURE_OVER_0.match(found[1]) else word
    found = _ED_ING.match(word)
    if not found or not _HOLDS_VOWEL.match(found[1]):
        return word
    rest = found[1]
    if _WANTS_E.match(rest):
        return rest + "e"
    if _DOUBLED.match(rest):
        return rest[:-1]
    return rest + "e" if _SHORT.match(rest) else rest


def _final_y(word: str) -> str:
    found = _FINAL_Y.match(word)
    return found[1] + "i" if found else word


def _double_suffixes(word: str) -> str:
    return _replaced(word, _ENDS_2, _STEP_2)


def _adjectives(word: str) -> str:
    return _replaced(word, _ENDS_3, _STEP_3)


def _replaced(word: str, ending: re.Pattern[str], endings: dict[str, str]) -> str:
    found = ending.match(word)
    return found[1] + endings[found[2]] if found and _MEASURE_OVER_0.match(found[1]) else word


def _last_suffix(word: str) -> str:
    found = _ENDS_4.match(word)
    if not found:
        ion = _ENDS_ION.match(word)
        rest = ion[1] + ion[2] if ion else ""
        return rest if _MEASURE_OVER_1.match(rest) else word
    return found[1] if _MEASURE_OVER_1.match(found[1]) else word


def _final_e(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        if _MEASURE_OVER_1.match(rest) or (_MEASURE_1.match(rest) and not _SHORT.match(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _MEASURE_OVER_1.match(word) else word


# Each step, and without which endings of a word there is nothing for it to do, which most often is so.
_STEPS: Sequence[tuple[str | tuple[str, ...], Callable[[str], str]]] = (
    ("s", _plurals),
    (("ed", "ing"), _past_and_progressive),
    ("y", _final_y),
    (tuple(_STEP_2), _double_suffixes),
    (tuple(_STEP_3), _adjectives),
    ((*_STEP_4, "sion", "tion"), _last_suffix),
    (("e", "ll"), _final_e),
)
