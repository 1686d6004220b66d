// What the analyser must know of English: the words it passes over, and what clings to a word by an apostrophe.
// `fingerpost/pages/search/english.py` holds the same tables, and says why each is as it is; a test compares them.

import lunr from "lunr";

import type { Language } from "./analyser";

const grammar = `
a about across after all almost also am among an and any are as at be because been being but by can cannot could do does
doing either else ever every for from get got had has have having he her hers herself him himself his how however i if
in into is it its itself just let like likely may me might most must my myself neither nor not of off often on only or
other our ourselves own rather she should since so some than that the their them themselves then there these they this
to too us was we were what when where which while who whom why will with would yet you your yourself yourselves
arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt shouldnt wasnt werent wont wouldnt
`;

export const ENGLISH: Language = {
  stopWords: new Set(grammar.trim().split(/\s+/)),
  enclitic: /'(?:s|ll|re|ve|d|m)$/,
  elision: /^(?:[cdjlmns]|qu|jusqu|lorsqu|puisqu)'/,
  asking: new Set("what whats how why which who when where is are does do can should will".split(" ")),
  asides: new Set("mean means meaning work works help helps good better best difference happens called used".split(" ")),
  stem: (word) => lunr.stemmer(new lunr.Token(word, {})).toString(),
};
