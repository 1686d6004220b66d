"""What the analyser must know of English: the words it passes over, and what clings to a word by an apostrophe.

`frontend/search/english.ts` holds the same tables; a test compares them.
"""

from __future__ import annotations

import re

# Grammar only. Left in, because people search for them here: "did" (dissociative identity disorder), "no" and "say"
# (saying no), "alone", "self", "help", "need".
_GRAMMAR = """
a about across after all almost also am among an and any are as at be because been being but by can cannot could do does
doing either else ever every for from get got had has have having he her hers herself him himself his how however i if
in into is it its itself just let like likely may me might most must my myself neither nor not of off often on only or
other our ourselves own rather she should since so some than that the their them themselves then there these they this
to too us was we were what when where which while who whom why will with would yet you your yourself yourselves
arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt shouldnt wasnt werent wont wouldnt
"""
STOP_WORDS = frozenset(_GRAMMAR.split())

# 's, and the verbs that contract: "we'll" is "we", not "well".
ENCLITIC = re.compile(r"'(?:s|ll|re|ve|d|m)\Z")

# French words stand in English pages here (names, cities, services). Without t': "t'ai chi" is one word.
ELISION = re.compile(r"\A(?:[cdjlmns]|qu|jusqu|lorsqu|puisqu)'")
