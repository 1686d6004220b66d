"""The stemmer in Python against lunr.js's own, word for word: the words of a large list, and made-up ones.

No list has the words that people misspell, or every way in which a stem and a suffix can meet: those are generated.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from fingerpost.pages.search.stemmer_en import stem
from tests.pages.search.conftest import RunNode, listed_words

ROOT = Path(__file__).resolve().parents[3]

LUNR_STEMS = """
import lunr from "lunr";
const answer = (words: string[]) => words.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString());
"""


def _listed(text: str) -> list[str]:
    return text.split()


COMMON = _listed("""
play day stay say way pay lay may pray grey they obey survey journey enjoy employ money monkey valley key boy toy joy
buy guy monday tuesday wednesday thursday friday saturday sunday today yesterday holiday birthday everyday anyway always
away delay display relay array essay decay betray convey donkey attorney honey turkey kidney cry crying cried cries try
tried trying dry fly flying sky shy why by my myself yourself yes year yell young yield yoga youth yearn yet yellow eye
dye lie lying tie tying die dying be being been bed red fed feed need seed agreed freed bleed sing ring bring king thing
string spring evening morning ceiling feeling feelings healing meeting meetings ending caring sharing hoping hopping
planning planned mapped stopped stopping fitted filled falling calling called feel fell fall all ill ball well still
caress caresses ponies cats ties happy happiest happiness unhappy sad sadness sadly anger angry anxious anxiously
anxiety anxieties worry worries worried worrying fear fears feared fearful fearless shame shamed shaming ashamed
shameful guilt guilty grief grieve grieving grieved trauma traumatic traumas traumatised traumatized depression
depressed depressive compassion compassionate compassionately compassionless kind kindly kindness kindnesses mindful
mindfully mindfulness accept accepts accepted accepting acceptance commit commits committed committing commitment
therapy therapies therapist therapists therapeutic therapeutically counsel counselling counseling counsellor counselor
psychology psychological psychologist psychotherapy psychiatry psychiatric psychiatrist clinic clinical clinician
client clients practice practise practised practising practitioner relation relational relationship relationships
rational nation national nationality conditional condition conditions digitizer conformably radically differently
vilely analogously vietnamization predication operator feudalism decisiveness hopefulness callousness formality
sensitivity sensibility apology apologise analogy triplicate formative formalize electricity electrical hopeful
goodness revival allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment
dependent adoption homologou communism activate angularity homologous effective bowdlerize probate rate cease controlled
roll rolling skill skills skilled university universal universe organisation organization organise general generally
generous sleep sleeping slept insomnia eat eating ate disorder disorders addiction addicted addictive alcohol gamble
gambling gay queer trans gender identity autism autistic adhd ocd emdr ptsd cbt cft act dbt ifs mbsr msc couple couples
family families child children parent parents parenting teen teenager teenagers adult adults elder elderly women woman
men man mother mothers father fathers baby babies pregnancy pregnant postpartum birth loss lose losing lost burnout
burn burned burning stress stressed stressful stressor work working worker workplace job jobs school study studies
studying studied student students bus buses gas gases this his its as is us was has does goes go going gone do doing
""")

ROOTS = _listed("""
able accept act add adopt agree aim allow anger ann appl argu ass at attach aw back bag bar bear believ bless blam
bl bod bor box breath bus calm car care cat chang child choic clear clos comb comfort commun compass complex connect
control cop counsel creat cri critic cry cycl danc day deal depend depress develop die differ digit direct distress
doubl dream dy eas effect egg electr embod emot empath employ end enjoy equal evid exam exercis experi express eye fail
fall fear feel fit flow fly focus forgiv form free fulfil gener gentl give glad goal grat griev grow guid guilt hab
happ heal hear help hero hop hurt ideal imag impuls indic infer inform insight intens invit irrit isol joy judg key
kind know lay learn lett liber lif listen liv log lon lov man map matur mean measur med memor mind miss mod mood mot
move name nat need negat nerv neur norm not nurs obey object obs offer oper organ own pain panic parent part pass
patient pay perfect person phob phys plan play plea point posit pract pray press prob process protect psych qual quest
quiet radic rat react real reason recogn recover reflect regul relat relax relig resili resist resp rest review rhythm
risk role run sad safe say sched sci secur see self sens separ serv shap shy sick sign skill sky sleep soc soft solv
soma soul speak spir stabl stay stop stor strength stress string struggl stud suffer suppl support surv symbol system
talk teach tell tend test therap think thr tie time toler tra tract train trans traum treat triv trust try und use
util val vent verb viol vit voic vulner walk want warm way weigh well whol will wish with wor worth wound y ye yearn
yell yes yield you zeal zon
""")

SUFFIXES = _listed("""
- s es ed ing er ers est ly y ies ied ying ier iest ily iness e eed eeding ement ements ment ments mental ation ations
ational ationally ator ators ative atively ate ates ated ating able ably ability abilities ible ibly ibility al ally
alism alist ality alities alise alize alized alizing alization ance ances ancy anci ant antly ence ences ency enci ent
ently entli ic ics ical ically icate icated icity iciti ise ises ised ising ize izes ized izing izer ization ism ist
ists istic ive ives ively iveness ivity iviti ion ions ional ionally ionate less lessly lessness ful fully fulness ness
nesses ous ously ousli ousness ou ity iti logi logy logies logical ss sses sies bl bli eli alli at iz ll lled lling tt
tted tting bb ss ings ying yed ys ey eys oy oys ay ays ion's ship ships hood dom ward wards
""")


def _generated() -> set[str]:
    words = {root + suffix.strip("-") for root in ROOTS for suffix in SUFFIXES}
    words |= {"".join(letters) for size in range(1, 6) for letters in product("aeysltb", repeat=size)}
    words |= {front + end for front in ("y", "yy", "ay", "by", "x", "qu", "st") for end in (*ROOTS, *SUFFIXES)}
    for page in (ROOT / "content").rglob("*.md"):
        words |= set(re.findall(r"[a-z]+", page.read_text("utf-8").lower()))
    return words | set(COMMON)


def test_every_word_is_stemmed_as_lunr_js_stems_it(run_node: RunNode) -> None:
    listed, generated = set(listed_words("english")), _generated()
    assert len(listed) > 250_000
    assert len(generated) > 60_000
    words = sorted(listed | generated)
    theirs = run_node(LUNR_STEMS, words)
    different = [(word, stem(word), their) for word, their in zip(words, theirs, strict=True) if stem(word) != their]
    assert different == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [("play", "play"), ("day", "day"), ("survey", "survey"), ("try", "tri"), ("therapies", "therapi")],
)
def test_words_on_which_the_published_algorithm_and_lunr_js_differ(word: str, expected: str) -> None:
    assert stem(word) == expected
