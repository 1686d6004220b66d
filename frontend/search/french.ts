// What the analyser must know of French: the words it passes over, and what clings to a word by an apostrophe.
// `fingerpost/pages/search/french.py` holds the same tables, and says why each is as it is; a test compares them.

import type { Language } from "./analyser";
import { stem } from "./stemmer_fr";

const grammar = `
a à ai aie aient ainsi alors après apres as au aucun aucune aucunes aucuns auquel aura aurait auront aussi autre
autres aux auxquelles auxquels avaient avait avant avec avez avoir avons ayant beaucoup c ça ca car ce ceci cela
celle celles celui cependant ces cet cette ceux chacun chacune chaque chez comme comment d dans de déjà deja depuis
des dès desquelles desquels doit doivent donc dont du duquel elle elles en encore entre es est et étaient etaient
étais etais était etait étant etant êtes etes eu eut eux furent fut il ils j jamais je jusque l la là laquelle le
lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me même meme mêmes memes mes mon n ne ni nos
notre nous on ont or ou où par parce parfois parmi pas pendant peu peut peuvent peux plus plusieurs pour pourquoi
presque puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi quoique s sa se selon sera
serait seront ses si soient soit sommes son sont souvent sous suis sur t ta tandis tant te tel telle telles tels tes
toi ton toujours tous tout toute toutes très tres tu un une vers voici voilà voila vos votre vous y
quelquun quelquune quelquunes quelquuns
`;

export const FRENCH: Language = {
  stopWords: new Set(grammar.trim().split(/\s+/)),
  enclitic: /'s$/,
  elision: /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'/,
  asking: new Set("que qu quoi comment pourquoi quel quelle quels quelles qui quand ou est peut dois faut".split(" ")),
  asides: new Set("veut dire signifie marche fonctionne travaille aide aident bon mieux meilleur difference sert".split(" ")),
  stem,
};
