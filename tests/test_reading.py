"""What a file's path says, what its text becomes, and what a review signs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fingerpost.catalogue import Catalogue
from fingerpost.clinical.concern import Concern
from fingerpost.clinical.page import SitePage
from fingerpost.engine.problems import Problem, describe
from fingerpost.faces import text_digest
from fingerpost.naming import Place, place_of
from tests.building import CHECKOUT, catalogue_of

PAGE = "---\ntitle: About\nsummary: The one page.\n---\n\nText.\n"
CONCERN = "---\ntitle: Grief\nplain_name: Loss\nsummary: A concern.\nis_condition: false\n---\n\nGrief.\n"


def read(root: Path, *languages: str, **files: str) -> Catalogue:
    """What is known of these files, by path from content/."""
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return catalogue_of(root, *languages)


def problems(found: Catalogue) -> list[Problem]:
    alone = [problem for told in found.problems.values() for problem in told]
    return [*alone, *found.misfits(found.reader.languages[0])]


def told(found: Catalogue) -> list[str]:
    return [describe(problem, lambda path, line: None) for problem in problems(found)]


def cited(found: Catalogue, path: str) -> list[tuple[str, int, int]]:
    """The works that a text cites, with line and column."""
    body = found.body(path)
    assert body is not None
    return [
        (key, span.line, span.column) for cite in body.cites for key, span in zip(cite.keys, cite.spans, strict=True)
    ]


def test_files_that_are_read_together_are_read_as_each_alone(tmp_path: Path) -> None:
    texts = {
        "pages/about.md": PAGE,
        "pages/none.md": "No front matter",
        "pages/unclosed.md": PAGE + "```\n[a](b\n",
        "people/ada.yaml": "name: [Ada",
        "people/bea.yaml": "name: Bea\nrole: Editor\n",
        "concerns/grief.md": CONCERN,
        "concerns/loss.md": CONCERN.replace("summary", "sumary"),
    }
    reader = read(tmp_path, **texts).reader
    files = [(f"content/{path}", tmp_path / "content" / path, None) for path in texts]
    together = reader.read_each(files)
    assert together == [reader.read(*file) for file in files]
    assert [bool(reading.problems) for reading in together] == [False, True, True, True, True, False, True]


def test_a_path_says_kind_id_and_language() -> None:
    place = place_of("content/modalities/quiet-sitting.fr.md", ("en", "fr"))
    assert isinstance(place, Place)
    assert (place.kind.name, place.id, place.language) == ("modality", "quiet-sitting", "fr")


def test_a_path_without_a_language_is_in_the_first_one() -> None:
    place = place_of("content/people/ada.yaml", ("fr", "en"))
    assert isinstance(place, Place)
    assert (place.kind.name, place.id, place.language) == ("person", "ada", "fr")


@pytest.mark.parametrize(
    "path",
    ["content/x.md", "content/nowhere/x.md", "content/pages/a/b.md", "content/pages/A.md", "content/pages/a..md"],
)
def test_a_path_that_says_nothing_is_a_problem(path: str) -> None:
    assert isinstance(place_of(path, ("en",)), Problem)


def test_a_translation_needs_its_original(tmp_path: Path) -> None:
    found = read(tmp_path, "en", "fr", **{"concerns/grief.fr.md": CONCERN})
    assert [problem.code for problem in problems(found)] == ["no-original"]
    assert told(found) == [
        "content/concerns/grief.fr.md: error[no-original]: is a translation of content/concerns/grief.md, "
        "which does not exist\n  help: write that file first, in the language en"
    ]


@pytest.mark.parametrize("original", ["concerns/grief.md", "concerns/grief.en.md"])
def test_a_translation_beside_its_original_is_a_record_of_its_own(tmp_path: Path, original: str) -> None:
    found = read(tmp_path, "en", "fr", **{original: CONCERN, "concerns/grief.fr.md": CONCERN})
    assert told(found) == []
    assert sorted((face.id, face.language) for face in found.faces.values()) == [("grief", "en"), ("grief", "fr")]


def test_no_file_hides_another_of_the_same_page(tmp_path: Path) -> None:
    found = read(tmp_path, "en", **{"concerns/grief.md": CONCERN, "concerns/grief.en.md": CONCERN})
    assert [problem.code for problem in problems(found)] == ["record-twice"]
    assert [problem.span.path for problem in problems(found)] == ["content/concerns/grief.en.md"]


def test_lines_are_counted_from_the_top_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "en", **{"pages/about.md": PAGE + "\nSee [@one] and\n[@two].\n"})
    assert cited(found, "content/pages/about.md") == [
        ("one", 8, 7),
        ("two", 9, 3),
    ]


def test_lines_are_counted_alike_with_windows_line_ends(tmp_path: Path) -> None:
    text = (PAGE + "\nSee [@one] and\n[@two].\n").replace("\n", "\r\n")
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/about.md").write_bytes(text.encode())
    found = read(tmp_path, "en")
    assert told(found) == []
    assert cited(found, "content/pages/about.md") == [
        ("one", 8, 7),
        ("two", 9, 3),
    ]


def test_a_faulty_file_still_has_a_place(tmp_path: Path) -> None:
    found = read(tmp_path, "en", **{"concerns/grief.md": "no front matter\n", "concerns/low.md": "\n"})
    assert [problem.code for problem in problems(found)] == ["no-front-matter", "empty-file"]
    assert found.faces == {}
    assert found.ids["concern"] == {"grief", "low"}


def page(title: str = "About", summary: str = "The one page.") -> SitePage:
    return SitePage.validated({"title": title, "summary": summary})


def test_a_review_signs_title_summary_and_text() -> None:
    signed = text_digest(page(), "Text.\n")
    assert text_digest(page("About us"), "Text.\n") != signed
    assert text_digest(page(summary="Another."), "Text.\n") != signed
    assert text_digest(page(), "Text!\n") != signed


def test_a_review_does_not_sign_white_space_at_the_ends_of_lines() -> None:
    assert text_digest(page(), "\n\nOne.  \n\nTwo.\t\n\n\n") == text_digest(page(), "One.\n\nTwo.")


def test_a_review_signs_nothing_else_of_the_front_matter() -> None:
    values = {"title": "Grief", "plain_name": "Loss", "summary": "A concern.", "is_condition": "false"}
    plain, dated = Concern.validated(values), Concern.validated({**values, "updated_on": "2026-01-01"})
    assert text_digest(plain, "Text.") == text_digest(dated, "Text.")


def test_pictures_are_published_under_names_that_hold_their_digest(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'
    found = read(tmp_path, "en", **{"pages/images/One.svg": drawing})
    picture = found.pictures["content/pages/images/One.svg"]
    assert (picture.width, picture.height) == (30, 20)
    assert outputs(found) == {picture.url: drawing.encode()}
    assert picture.url.startswith("/assets/images/One-")


def outputs(found: Catalogue) -> dict[str, bytes]:
    """The media that are published, by address."""
    return {f"/{path}": content() for path, _, content in found.outputs()}


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


@pytest.mark.parametrize("name", ["a b", "a%20b", "100%", "é", "#?", "a\nb", "x" * 250, "\udcff"])
def test_the_address_of_a_picture_needs_no_encoding_and_fits_any_file_system(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, "en", **{f"pages/images/{name}.svg": DRAWING})
    (picture,) = found.pictures.values()
    assert re.fullmatch(r"/assets/images/[A-Za-z0-9._-]{12,80}\.svg", picture.url)
    assert list(outputs(found)) == [picture.url]


def test_a_warm_process_has_loaded_all_that_reading_needs() -> None:
    program = "import sys; from fingerpost.reading import warm; warm(); before = set(sys.modules)\n" + (
        "from pathlib import Path\n"
        "from fingerpost.engine.cache import Cache; from fingerpost.engine.markdown import ENGLISH\n"
        "from fingerpost.reading import Reader\n"
        "root = Path('content')\n"
        "reader = Reader(Path(), ('en', 'fr'), Cache(Path('unused')), {'en': ENGLISH, 'fr': ENGLISH})\n"
        "files = sorted(each for each in root.glob('*/*') if each.suffix in ('.md', '.yaml'))\n"
        "read = [reader.read(str(each), each) for each in files]\n"
        "assert all(each.face for each in read), read\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, check=True, capture_output=True, text=True)
    assert run.stdout.split() == []
