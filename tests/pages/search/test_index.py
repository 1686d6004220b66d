"""The index as the browser meets it, in one file and in shards: built here, asked through the browser's own code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from fingerpost.pages.search import SearchDocument, analyse
from fingerpost.pages.search.analyser import analyser_for
from fingerpost.pages.search.counting import Counting
from fingerpost.pages.search.files import letter_place, vocabulary_files
from tests.pages.search.conftest import RunNode
from tests.pages.search.corpus import as_text, files_of

Ask = Callable[..., list[dict[str, Any]]]


def _document(
    url: str, title: str, summary: str = "", *, kind: str = "page", body: str = "", keywords: str = ""
) -> SearchDocument:
    return SearchDocument(url=url, title=title, summary=summary, kind=kind, body=body, keywords=keywords)


DOCUMENTS = (
    _document(
        "modalities/play-therapy/", "Play therapy", "Talking through toys.", kind="modality", body="Children play."
    ),
    _document(
        "modalities/cft/",
        "Compassion-focused therapy",
        "A therapy for shame and self-criticism.",
        kind="modality",
        body="People who are compassionate towards themselves recover. It helps with anxiety and worrying thoughts.",
        keywords="CFT",
    ),
    _document(
        "concerns/shame/", "Shame", "The feeling of being wrong.", kind="concern", body="Therapies that may help."
    ),
    _document(
        "articles/on-shame/", "What shame asks of us", "Shame, shame, shame.", kind="article", body="Shame. " * 20
    ),
    _document(
        "therapists/helene-obrien/",
        "Hélène O’Brien",
        "Registered psychotherapist in Montréal.",
        kind="therapist",
        body="Hélène’s clients work on l’estime de soi. Offers compassion-focused therapy.",
        keywords="Montréal Québec",
    ),
    _document("glossary/did/", "DID", "Dissociative identity disorder.", kind="term"),
    _document("odd/", "Odd ones 😀", "A 﨎 and a 𠀀, an ｅ.", body="__proto__ constructor toString * ~ ^ : + -"),
)

IN_FRENCH = (
    _document(
        "fr/modalities/tfc/",
        "Thérapie fondée sur la compassion",
        "Une thérapie pour la honte et l’autocritique.",
        kind="modality",
        body="Les personnes bienveillantes envers elles-mêmes se rétablissent. Elle aide à vivre avec l’anxiété.",
        keywords="TFC",
    ),
    _document("fr/concerns/honte/", "Honte", "Le sentiment d’être de trop.", kind="concern", body="Des thérapies."),
    _document("fr/articles/honte/", "Qu’est-ce que la honte ?", "D’où elle vient.", kind="article", body="La honte…"),
    _document(
        "fr/therapists/helene-obrien/",
        "Hélène O’Brien",
        "Psychothérapeute à Montréal.",
        kind="therapist",
        body="Travaille sur l’estime de soi, le bien-être et la dépression. Elle est formée à la thérapie par le jeu.",
        keywords="Québec",
    ),
)

ENGINE = """
import { Engine } from "./frontend/search/engine.ts";
import { Shelf, type Manifest } from "./frontend/search/shelf.ts";
async function answer({ files, queries }: { files: Record<string, string>; queries: string[] }) {
  const read = async (name: string): Promise<unknown> => JSON.parse(files[name] as string);
  const engine = new Engine(await Shelf.open((await read("manifest.json")) as Manifest, read));
  const answers = [];
  for (const query of queries) {
    const answer = await engine.answer(query);
    if (answer === null) throw new Error("nobody took the question back");
    const urls = (await answer.results(answer.found)).map(({ url }) => url);
    const best = answer.whole || urls.length;
    answers.push({ urls: urls.slice(0, best), others: urls.slice(best), note: answer.note });
  }
  return answers;
}
"""


@pytest.fixture(scope="module", params=[300, 0], ids=["one file", "shards"])
def ask(run_node: RunNode, request: pytest.FixtureRequest) -> Ask:
    def asked(
        *queries: str, documents: Sequence[SearchDocument] = DOCUMENTS, language: str = "en"
    ) -> list[dict[str, Any]]:
        files = as_text(files_of(documents, language=language, whole=request.param))
        answers: list[dict[str, Any]] = run_node(ENGINE, {"files": files, "queries": queries})
        return answers

    return asked


FOUND = {
    "play": ["modalities/play-therapy/"],
    "playing": ["modalities/play-therapy/"],
    "therapies": [
        "modalities/cft/", "modalities/play-therapy/", "concerns/shame/", "therapists/helene-obrien/",
    ],
    "shame": ["concerns/shame/", "articles/on-shame/", "modalities/cft/"],
    "SHAME?": ["concerns/shame/", "articles/on-shame/", "modalities/cft/"],
    "what shame asks of us": ["articles/on-shame/"],
    "cft": ["modalities/cft/"],
    "montreal": ["therapists/helene-obrien/"],
    "Montréal": ["therapists/helene-obrien/"],
    "mont": ["therapists/helene-obrien/"],
    "helene": ["therapists/helene-obrien/"],
    "o'brien": ["therapists/helene-obrien/"],
    "OBRIEN": ["therapists/helene-obrien/"],
    "l'estime": ["therapists/helene-obrien/"],
    "client's": ["therapists/helene-obrien/"],
    "did": ["glossary/did/"],
    "compassion montreal": ["therapists/helene-obrien/"],
    'therapy: "play"': ["modalities/play-therapy/"],
    "the compassion of therapy": ["modalities/cft/", "therapists/helene-obrien/"],
    "shame -articles": ["concerns/shame/", "articles/on-shame/", "modalities/cft/"],
    "shame -feeling": ["articles/on-shame/", "modalities/cft/"],
    "-feelings shame -anxious": ["articles/on-shame/", "modalities/cft/"],
    "-compassion therapies": ["modalities/play-therapy/", "concerns/shame/"],
    "-play": ["modalities/play-therapy/"],
    "compassiona": ["modalities/cft/"],
    "anxietie": ["modalities/cft/"],
    "proto": ["odd/"],
    "constructor": ["odd/"],
    "𠀀": ["odd/"],
    "﨎": ["odd/"],
}  # fmt: skip


def test_what_is_asked_is_found_in_order(ask: Ask) -> None:
    answers = ask(*FOUND)
    assert {query: answer["urls"] for query, answer in zip(FOUND, answers, strict=True)} == FOUND


FOUND_IN_FRENCH = {
    "l'estime": ["fr/therapists/helene-obrien/"],
    "l estime de soi": ["fr/therapists/helene-obrien/"],
    "anxiété": ["fr/modalities/tfc/"],
    "anxiete": ["fr/modalities/tfc/"],
    "d’anxiétés": ["fr/modalities/tfc/"],
    "depression": ["fr/therapists/helene-obrien/"],
    "thérapies": ["fr/modalities/tfc/", "fr/concerns/honte/", "fr/therapists/helene-obrien/"],
    "therapie": ["fr/modalities/tfc/", "fr/concerns/honte/", "fr/therapists/helene-obrien/"],
    "qu'est-ce que la honte": ["fr/articles/honte/", "fr/concerns/honte/", "fr/modalities/tfc/"],
    "honte": ["fr/concerns/honte/", "fr/articles/honte/", "fr/modalities/tfc/"],
    "Montréal": ["fr/therapists/helene-obrien/"],
    "montreal": ["fr/therapists/helene-obrien/"],
    "bien-être": ["fr/therapists/helene-obrien/"],
    "bienveillance": ["fr/modalities/tfc/"],
    "o'brien": ["fr/therapists/helene-obrien/"],
}


def test_what_is_asked_in_french_is_found_in_order(ask: Ask) -> None:
    answers = ask(*FOUND_IN_FRENCH, documents=IN_FRENCH, language="fr")
    assert {query: answer["urls"] for query, answer in zip(FOUND_IN_FRENCH, answers, strict=True)} == FOUND_IN_FRENCH
    assert {answer["note"] for answer in answers} <= {None, "then-some"}


def test_what_is_odd_about_an_answer_is_said(ask: Ask) -> None:
    queries = {
        "therapy": None,
        "anxeity": "fuzzy",
        "compasion": "fuzzy",
        "montrael therapy": "fuzzy",
        "play montreal": "some-words",
        "play children montreal": "some-words",
        "compassion montreal": "then-some",
        "the and of": "common-words",
        "zzzzzz": "none",
        "zzzzzz -play": "none",
        "play -play": "none",
        "the -of": "common-words",
        ":": "none",
        "😀": "none",
    }
    answers = ask(*queries)
    assert {query: answer["note"] for query, answer in zip(queries, answers, strict=True)} == queries
    assert [answer["urls"] == [] for answer in answers] == [
        note in ("common-words", "none") for note in queries.values()
    ]


def test_where_few_have_all_words_others_follow_with_some_of_them(ask: Ask) -> None:
    [few] = ask("shame asks ")
    assert (few["urls"], few["others"], few["note"]) == (
        ["articles/on-shame/"],
        ["concerns/shame/", "modalities/cft/"],
        "then-some",
    )
    many = [_document(f"{number}/", "Shame asks") for number in range(9)]
    [enough] = ask("shame asks ", documents=[*DOCUMENTS, *many])
    assert (len(enough["urls"]), enough["others"], enough["note"]) == (10, [], None)


def test_a_question_is_answered_without_the_words_that_only_ask(ask: Ask) -> None:
    asked, said = ask("how does shame work ", "shame work ")
    assert (set(asked["urls"]), asked["note"]) == (set(FOUND["shame"]), None)
    assert said["note"] == "some-words"


def test_two_words_written_as_one_are_found(ask: Ask) -> None:
    [together] = ask("playtherapy ")
    assert (together["urls"][0], together["note"]) == ("modalities/play-therapy/", "fuzzy")


def test_a_title_of_the_same_words_comes_first_in_any_order(ask: Ask) -> None:
    for document in ("Shame: therapists", "Therapists shame"):
        titled = [
            _document("first/", "Therapist and shame, shame", body="shame therapist"),
            _document("second/", document),
        ]
        assert ask("therapist shame ", documents=titled)[0]["urls"][0] == "second/"


def test_a_misspelling_finds_what_was_meant(ask: Ask) -> None:
    misspelt, two_words, swapped = ask("compasion", "therapist compasion", "shmae")
    assert misspelt["urls"][0] == "modalities/cft/"
    assert "modalities/cft/" in two_words["urls"]
    assert swapped["urls"][0] == "concerns/shame/"


def test_a_title_that_is_the_query_comes_first_while_it_is_typed(ask: Ask) -> None:
    answers = ask("sha", "sham", "what is shame", "compassion focused ther")
    assert [answer["urls"][0] for answer in answers] == ["concerns/shame/"] * 3 + ["modalities/cft/"]


@pytest.mark.parametrize(("language", "documents"), [("en", DOCUMENTS), ("fr", IN_FRENCH)], ids=["en", "fr"])
def test_a_word_is_found_at_nearly_every_letter_of_it(
    language: str, documents: Sequence[SearchDocument], ask: Ask
) -> None:
    typed = [
        (document.url, word[:length])
        for document in documents
        for word in re.findall(r"[a-zàâçéèêëîïôùû]{4,}", f"{document.title} {document.summary} {document.body}".lower())
        if analyse(word, language)
        for length in range(2, len(word) + 1)
    ]
    answers = ask(*(prefix for _, prefix in typed), documents=documents, language=language)
    missed = [prefix for (url, prefix), answer in zip(typed, answers, strict=True) if url not in answer["urls"]]
    assert len(missed) <= len(typed) * 0.02, missed


def test_nothing_a_person_can_type_breaks_it(ask: Ask) -> None:
    strange = [*"*\"'+^\\:", "", " ", "~1", "a:b:c", "-x", "<b>", "play*", "pl~y", "title:", "\U0001f600", "x" * 5000]
    strange += ["play " * 500, "+play -play title:cft^2"]
    assert len(ask(*strange)) == len(strange)


def test_no_documents_make_an_index_that_finds_nothing(ask: Ask) -> None:
    assert ask("play", documents=()) == [{"urls": [], "others": [], "note": "none"}]


def test_an_empty_document_is_no_fault(ask: Ask) -> None:
    empty = _document("empty/", "")
    assert ask("play", documents=(empty, *DOCUMENTS))[0]["urls"] == FOUND["play"]


def test_a_word_in_every_field_of_every_document_still_counts(ask: Ask) -> None:
    everywhere = [
        _document(f"{number}/", "therapy " + "toy " * number, "therapy", body="therapy", keywords="therapy")
        for number in (3, 1, 2)
    ]
    assert ask("therapy", documents=everywhere)[0]["urls"] == ["1/", "2/", "3/"]


def test_equal_scores_keep_the_order_of_the_documents(ask: Ask) -> None:
    alike = [_document(f"{number}/", f"Therapy{'!' * number}") for number in range(12)]
    assert ask("therap", documents=alike)[0]["urls"] == [document.url for document in alike]


def test_rows_hold_what_is_shown() -> None:
    [index] = [json.loads(content) for name, content in files_of(DOCUMENTS).items() if name.startswith("index-")]
    assert index["rows"][2] == ["concerns/shame/", "Shame", "The feeling of being wrong.", "concern"]
    assert index["kinds"][:3] == [["modality", 2], ["concern", 1], ["article", 1]]


def test_a_small_index_is_one_file_and_a_large_one_is_cut() -> None:
    assert [name.partition("-")[0] for name in sorted(files_of(DOCUMENTS))] == ["index", "manifest.json", "words"]
    assert {name[:2] for name in files_of(DOCUMENTS, whole=6)} == {"d/", "le", "ma", "s/", "v/", "wo"}


def test_the_same_documents_give_the_same_bytes() -> None:
    assert files_of(DOCUMENTS, whole=0) == files_of(list(DOCUMENTS), whole=0)
    assert any("Montréal".encode() in content for content in files_of(DOCUMENTS).values())


PARTS = """
import { partOf, PARTS } from "./frontend/search/vocabulary.ts";
async function answer(terms: string[]) {
  return { places: terms.map(partOf), parts: PARTS };
}
"""


def test_the_browser_looks_for_a_term_in_the_file_that_holds_it(run_node: RunNode) -> None:
    terms = "1 988 ` a anxieti m mind z zebra { émotion œdème 日本 﨎 𠀀 😀".split()
    assert run_node(PARTS, terms) == {
        "places": [letter_place(term) for term in terms],
        "parts": len(vocabulary_files(terms)),
    }


def test_every_name_but_the_manifests_changes_with_the_content() -> None:
    changed = (*DOCUMENTS[1:], _document("new/", "New", body="new shame"))
    before, after = files_of(DOCUMENTS, whole=0), files_of(changed, whole=0)
    assert {name for name in before.keys() & after.keys() if before[name] != after[name]} == {"manifest.json"}


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match='the language "de"'):
        Counting(analyser_for("de"))
