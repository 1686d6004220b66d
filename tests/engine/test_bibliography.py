from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.engine.bibliography import (
    Name,
    Work,
    apa_text,
    bibtex,
    disambiguate,
    label,
    reference_html,
    reference_pattern,
    ris,
    typographic,
)

ROOT = Path(__file__).parents[2]
GOLDEN: dict[str, str] = yaml.safe_load((ROOT / "tests/golden/references.yaml").read_text("utf-8"))
CITED = {path.stem: path for path in sorted((ROOT / "content/citations").glob("*.yaml"))}

PLAIN = Work(
    id="doe2020",
    type="article-journal",
    authors=(Name("Doe", "Jane Q."),),
    year=2020,
    title="On being kind",
    container="Journal of Things",
    volume="3",
    issue="2",
    pages="10-19",
)


def cited(path: Path) -> Work:
    record: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    names = ("container", "volume", "issue", "pages", "publisher", "url", "doi")
    stated: dict[str, Any] = {name: str(record[name]) for name in names if name in record}
    return Work(
        id=path.stem,
        type=record["type"],
        authors=tuple(Name(**author) for author in record["author"]),
        year=record["year"],
        title=record["title"],
        **stated,
    )


def written_by(*names: Name) -> str:
    """What stands before the year of a work by these people."""
    return apa_text(replace(PLAIN, authors=names)).partition(" (2020).")[0]


def people(count: int) -> tuple[Name, ...]:
    return tuple(Name(f"N{number}", "Ann") for number in range(1, count + 1))


@pytest.mark.parametrize("key", sorted(GOLDEN.keys() & CITED.keys()))
def test_a_cited_work_has_its_apa_reference(key: str) -> None:
    assert reference_html(cited(CITED[key])) == GOLDEN[key]


def test_the_golden_references_cover_every_work_that_ships() -> None:
    assert len(GOLDEN) >= 63
    assert set(CITED) <= set(GOLDEN)


def test_a_reference_does_not_depend_on_what_was_written_before_it() -> None:
    fresh = replace(PLAIN, title="Not seen before")
    reference_html(replace(PLAIN, authors=(), type="webpage", title="Nobody wrote this"))
    assert apa_text(fresh) == "Doe, J. Q. (2020). Not seen before. Journal of Things, 3(2), 10–19."


def test_references_are_the_same_in_any_order() -> None:
    def written(works: Iterable[Work]) -> dict[str, str]:
        reference_pattern.cache_clear()
        return {work.id: reference_html(work) for work in works}

    works = [cited(path) for path in CITED.values()]
    assert written(reversed(works)) == written(works)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Van Heeringen", "Kees"), "Van Heeringen, K."),
        (Name("van der Kolk", "Bessel A."), "van der Kolk, B. A."),
        (Name("Beethoven", "Ludwig van"), "Beethoven, L. van."),
        (Name("Del Re", "A. C."), "Del Re, A. C."),
        (Name("Sommers-Spijkerman", "M. P. J."), "Sommers-Spijkerman, M. P. J."),
        (Name("Smith", "A.C."), "Smith, A. C."),
        (Name("Öst", "Lars-Göran"), "Öst, L.-G."),
        (Name("Bekkers", "Marie-jet"), "Bekkers, M.-J."),
        (Name("Roy", "Élodie"), "Roy, É."),
        (Name("O'Neil", "Pat"), "O’Neil, P."),
        (Name("hooks", "bell"), "hooks, B."),
        (Name("王", "小明"), "王 小明."),
        (Name("Plato"), "Plato."),
        (Name(given="Plato"), "Plato."),
        (Name(literal="Mind & Body Co."), "Mind & Body Co."),
    ],
)
def test_a_name_is_written_as_apa_writes_it(name: Name, written: str) -> None:
    assert written_by(name) == written


def test_the_last_of_several_authors_follows_an_ampersand() -> None:
    assert written_by(*people(2)) == "N1, A., & N2, A."
    assert written_by(*people(3)) == "N1, A., N2, A., & N3, A."


def test_twenty_authors_are_all_named() -> None:
    assert written_by(*people(20)).endswith("N18, A., N19, A., & N20, A.")


def test_of_more_than_twenty_authors_nineteen_and_the_last_are_named() -> None:
    assert written_by(*people(21)).endswith("N18, A., N19, A., … N21, A.")
    assert written_by(*people(30)).endswith("N18, A., N19, A., … N30, A.")


@pytest.mark.parametrize(
    ("pages", "written"),
    [
        ("10-19", "10–19"),
        ("10 – 19", "10–19"),
        ("10--19", "10–19"),
        ("S10-S19", "S10–S19"),
        ("e0192022", "Article e0192022"),
        ("1693", "Article 1693"),
        ("12-12", "12"),
    ],
)
def test_pages_are_a_range_with_a_dash_or_an_article_number(pages: str, written: str) -> None:
    assert apa_text(replace(PLAIN, pages=pages)).endswith(f"Journal of Things, 3(2), {written}.")


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"volume": None}, "<cite>Journal of Things</cite>, (2), 10–19."),
        ({"issue": None}, "<cite>Journal of Things</cite>, <em>3</em>, 10–19."),
        ({"issue": "2-3"}, "<cite>Journal of Things</cite>, <em>3</em>(2–3), 10–19."),
        ({"volume": None, "issue": None, "pages": None}, "On being kind. <cite>Journal of Things</cite>."),
        ({"container": None, "volume": None, "issue": None, "pages": None}, "(2020). On being kind."),
        ({"title": "Is it kind?"}, "Is it kind? <cite>Journal of Things</cite>, <em>3</em>(2), 10–19."),
        ({"title": 'Is it "kind?"', "pages": None}, "Is it “kind?” <cite>Journal of Things</cite>, <em>3</em>(2)."),
        ({"title": "Kind in the U.S.", "pages": None}, "U.S. <cite>Journal of Things</cite>, <em>3</em>(2)."),
        ({"container": "npj Mood: one & all"}, "<cite>npj Mood: one &amp; all</cite>, <em>3</em>(2), 10–19."),
    ],
)  # fmt: skip
def test_what_is_missing_or_odd_leaves_no_mark(changes: dict[str, Any], ending: str) -> None:
    assert reference_html(replace(PLAIN, **changes)).endswith(ending)


def test_the_case_of_a_title_is_left_as_it_is() -> None:
    assert "(2020). mHealth and ACT: a Trial in the UK. " in apa_text(
        replace(PLAIN, title="mHealth and ACT: a Trial in the UK")
    )


@pytest.mark.parametrize(
    ("work", "written"),
    [
        (
            Work("a", "book", PLAIN.authors, 2001, "A book?", container="Series", volume="2", publisher="Wiley & Sons"),
            "Doe, J. Q. (2001). <cite>A book?</cite> (Vol. 2). Wiley &amp; Sons.",
        ),
        (
            Work("a", "chapter", PLAIN.authors, 2001, "A chapter", "The book", pages="1-9", publisher="Press"),
            "Doe, J. Q. (2001). A chapter. In <cite>The book</cite> (pp. 1–9). Press.",
        ),
        (
            Work("a", "report", (Name(literal="Bureau"),), 2001, "Count", container="Brief no. 3", publisher="Bureau"),
            "Bureau. (2001). <cite>Count</cite> (Brief no. 3).",
        ),
        (
            Work("a", "webpage", PLAIN.authors, None, "A page", "Site", published_on=date(2026, 3, 4)),
            "Doe, J. Q. (2026, March 4). <cite>A page</cite>. Site.",
        ),
        (
            Work("a", "webpage", (Name(literal="Site"),), None, "A page", "Site", url="https://a.example/"),
            'Site. (n.d.). <cite>A page</cite>. <a href="https://a.example/">https://a.example/</a>',
        ),
        (
            Work("a", "webpage", (), 2001, "Who knows?", "Site"),
            "<cite>Who knows?</cite> (2001). Site.",
        ),
        (
            Work("a", "article-journal", (), 2001, "Nobody (here)", "Journal", volume="4"),
            "Nobody (here). (2001). <cite>Journal</cite>, <em>4</em>.",
        ),
        (
            Work("a", "article-journal", (), 2001, "Nobody"),
            "Nobody. (2001).",
        ),
    ],
)  # fmt: skip
def test_each_type_of_work_has_its_form(work: Work, written: str) -> None:
    assert reference_html(work) == written


def test_a_doi_is_a_link_and_wins_over_the_url() -> None:
    work = replace(PLAIN, doi="10.1002/(SICI)1097<693::AID&S>3.0", url="https://a.example/")
    assert reference_html(work).endswith(
        ' <a href="https://doi.org/10.1002/(SICI)1097%3C693::AID%26S%3E3.0">'
        "https://doi.org/10.1002/(SICI)1097&lt;693::AID&amp;S&gt;3.0</a>"
    )
    assert apa_text(work).endswith("10–19. https://doi.org/10.1002/(SICI)1097<693::AID&S>3.0")


def test_a_url_is_escaped_in_its_link() -> None:
    assert reference_html(replace(PLAIN, url='https://a.example/?b="c"&d=%20é')).endswith(
        '<a href="https://a.example/?b=%22c%22&amp;d=%20%C3%A9">https://a.example/?b=&quot;c&quot;&amp;d=%20é</a>'
    )


def test_an_address_that_is_not_the_webs_is_no_link() -> None:
    assert reference_html(replace(PLAIN, url="javascript:alert(1)")).endswith("10–19. javascript:alert(1)")


def test_markup_in_any_field_is_text() -> None:
    mark = '<i>x</i> & <span class="nocase">Y'
    work = Work("a", "chapter", (Name(mark, mark), Name(literal=mark)), 2020, mark, mark, mark, mark, mark, mark, mark)
    found = re.findall(r"<[^>]*>|&(?!\w+;)", reference_html(work))
    assert set(found) <= {"<cite>", "</cite>", "<em>", "</em>"}
    assert "<span class=”nocase”>Y" in apa_text(work)


def test_a_suffix_follows_the_year() -> None:
    assert apa_text(PLAIN, "b").startswith("Doe, J. Q. (2020b). ")
    assert apa_text(replace(PLAIN, year=None), "b").startswith("Doe, J. Q. (n.d.-b). ")
    assert label(PLAIN, "b") == "Doe, 2020b"
    assert label(replace(PLAIN, year=None), "b") == "Doe, n.d.-b"


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (people(1), "N1, 2020"),
        (people(2), "N1 & N2, 2020"),
        (people(3), "N1 et al., 2020"),
        ((Name("Van Heeringen", "Kees"),), "Van Heeringen, 2020"),
        ((Name(literal="Statistics Canada"),), "Statistics Canada, 2020"),
        ((), "“On being kind,” 2020"),
    ],
)
def test_a_label_names_its_authors(authors: tuple[Name, ...], expected: str) -> None:
    assert label(replace(PLAIN, authors=authors)) == expected


def test_the_label_of_a_dated_page_has_its_year() -> None:
    assert label(replace(PLAIN, year=None, published_on=date(2026, 3, 4))) == "Doe, 2026"


def test_namesakes_get_letters_in_title_order() -> None:
    works = (
        replace(PLAIN, id="one", title="The shore"),
        replace(PLAIN, id="two", title="A boat"),
        replace(PLAIN, id="three", year=2021),
        replace(PLAIN, id="four", title="river"),
    )
    assert disambiguate(works) == ("c", "a", "", "b")


def test_a_work_named_twice_is_not_its_own_namesake() -> None:
    assert disambiguate((PLAIN, PLAIN)) == ("", "")


def test_namesakes_do_not_depend_on_their_order() -> None:
    works = tuple(replace(PLAIN, id=f"w{number}", title=f"T{number:02}") for number in range(28))
    letters = disambiguate(works)
    assert letters[:2] == ("a", "b")
    assert letters[25:] == ("z", "aa", "ab")
    assert disambiguate(works[::-1]) == letters[::-1]


@pytest.mark.parametrize(
    ("straight", "set_right"),
    [
        ("What's new", "What’s new"),
        ("The 'Flow' of", "The ‘Flow’ of"),
        ('He said "no"', "He said “no”"),
        ('("so")—"thus"', "(“so”)—“thus”"),
        ("\"'so' it\" for dogs' days", "“‘so’ it” for dogs’ days"),
        ("'\"so\" it' and 'dogs'.", "‘“so” it’ and ‘dogs’."),
        ("the '90s", "the ’90s"),
        ("already ‘done’ “so”", "already ‘done’ “so”"),
        (" on \n one  line ", "on one line"),
    ],
)
def test_quotation_marks_are_typographic(straight: str, set_right: str) -> None:
    assert typographic(straight) == set_right


def test_bibtex_is_escaped_for_tex() -> None:
    work = replace(
        PLAIN,
        authors=(Name("Öst", "Lars-Göran"), Name(literal="Mind and Body & Co.")),
        title=r"50% of {us} & #1_a ~ $2 ^ \o",
        doi="10.1/a_b{c}",
    )
    assert bibtex(work) == (
        "@article{doe2020,\n"
        r"  author = {Öst, Lars-Göran and {Mind and Body \& Co.}}," "\n"
        r"  title = {{50\% of \textbraceleft{}us\textbraceright{} \& \#1\_a \textasciitilde{} \$2 "
        r"\textasciicircum{} \textbackslash{}o}}," "\n"
        "  journal = {Journal of Things},\n"
        "  year = {2020},\n"
        "  volume = {3},\n"
        "  number = {2},\n"
        "  pages = {10--19},\n"
        "  doi = {10.1/a_b%7Bc%7D},\n"
        "}\n"
    )  # fmt: skip


def test_a_page_of_the_site_can_be_cited_in_every_format() -> None:
    page = Work(
        "kindness", "webpage", (Name("Doe", "Jane"),), None, "What is kindness?", "The Site",
        url="https://a.example/kindness/", published_on=date(2026, 3, 4),
    )  # fmt: skip
    assert bibtex(page) == (
        "@misc{kindness,\n  author = {Doe, Jane},\n  title = {{What is kindness?}},\n  howpublished = {The Site},\n"
        "  year = {2026},\n  month = {3},\n  url = {https://a.example/kindness/},\n}\n"
    )
    assert ris(page) == (
        "TY  - ELEC\r\nID  - kindness\r\nAU  - Doe, Jane\r\nPY  - 2026\r\nDA  - 2026/03/04\r\n"
        "TI  - What is kindness?\r\nT2  - The Site\r\nUR  - https://a.example/kindness/\r\nER  - \r\n"
    )
    assert apa_text(page) == "Doe, J. (2026, March 4). What is kindness? The Site. https://a.example/kindness/"


def test_ris_splits_the_pages_and_keeps_one_field_to_a_line() -> None:
    lines = ris(replace(PLAIN, title="On\r\nER  - being", pages="10 – 19", doi="10.1/x")).split("\r\n")
    assert lines == [
        "TY  - JOUR", "ID  - doe2020", "AU  - Doe, Jane Q.", "PY  - 2020", "TI  - On ER - being",
        "T2  - Journal of Things", "VL  - 3", "IS  - 2", "SP  - 10", "EP  - 19", "DO  - 10.1/x", "ER  - ", "",
    ]  # fmt: skip


FIELD = st.none() | st.text(max_size=20)
NAMES = st.builds(Name, st.text(max_size=8), st.text(max_size=8), st.text(max_size=3))
WORKS = st.builds(
    Work,
    id=st.just("w"),
    type=st.sampled_from(["article-journal", "webpage", "report", "book", "chapter"]),
    authors=st.lists(NAMES, max_size=4).map(tuple),
    year=st.none() | st.integers(1, 2100),
    title=st.text(min_size=1, max_size=30),
    **dict.fromkeys(("container", "volume", "issue", "pages", "publisher", "url", "doi"), FIELD),
    published_on=st.none() | st.dates(),
)


@settings(max_examples=80, deadline=None)
@given(WORKS, st.sampled_from(["", "a"]))
def test_no_work_is_refused_and_no_field_becomes_markup(work: Work, suffix: str) -> None:
    written = reference_html(work, suffix)
    assert set(re.findall(r"<[^>]*>", re.sub(r'<a href="[^"<>]*">', "<a>", written))) <= {
        "<cite>", "</cite>", "<em>", "</em>", "<a>", "</a>",
    }  # fmt: skip
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", written)
    assert html5lib.parseFragment(written) is not None
    assert not re.search("[\ue000-\ue003]", apa_text(work, suffix))
    assert bibtex(work).count("{") == bibtex(work).count("}")
    assert ris(work).splitlines()[-1] == "ER  - "
    assert label(work, suffix)
