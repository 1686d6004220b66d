"""Which records a change can put right or wrong: those that are looked at again after an edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fingerpost.catalogue import Catalogue
from fingerpost.checking import Checks, check_config
from fingerpost.config import load_config
from fingerpost.pages import strings as pages_strings
from scripts import strings
from tests.building import catalogue_of, copy_of, update

ABOUT = "content/pages/about.md"
COLLEGE = "content/regulators/example-college.yaml"
ARTICLE = "content/articles/on-waiting.md"
CHAIRS = "content/modalities/images/two-chairs.svg"
HOME = "content/pages/home.md"
IMPATIENCE = "content/concerns/impatience.md"
QUIET = "content/modalities/quiet-sitting.md"
ROSA = "content/therapists/rosa-full.yaml"
SHEET = "content/worksheets/my-queue.md"
WORK = "content/citations/east2020b.yaml"


@dataclass
class Edited:
    """A site, and what an edit concerns."""

    root: Path
    catalogue: Catalogue

    def __call__(self, path: str, change: Callable[[str], str] | None) -> set[str]:
        before = dict(self.catalogue.faces)
        file = self.root / path
        if change is None:
            file.unlink()
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(change(file.read_text("utf-8") if file.exists() else ""), "utf-8")
        changed, gone = update(self.catalogue)
        paths = [*changed, *gone]
        assert paths == [path]
        return self.checks.concerning(paths, [before.get(each) for each in paths])

    @property
    def checks(self) -> Checks:
        return Checks(self.catalogue, lambda face: not face.draft)

    def codes(self, paths: set[str]) -> list[tuple[str, str]]:
        return [(problem.span.path, problem.code) for problem in self.checks.problems(paths)]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    root = copy_of("full", tmp_path / "site")
    return Edited(root, catalogue_of(root))


def test_the_whole_site_has_no_fault(edited: Edited) -> None:
    assert edited.codes(set(edited.catalogue.faces)) == []


def test_words_concern_their_own_record(edited: Edited) -> None:
    assert edited(ABOUT, lambda text: text.replace("Tests do.", "Tests, and nobody else.")) == {ABOUT}
    assert edited(ABOUT, lambda text: text.replace("title: About", "title: Around")) == {ABOUT}


def test_a_heading_concerns_whoever_links_there(edited: Edited) -> None:
    concerned = edited(IMPATIENCE, lambda text: text.replace("## What may help?", "## What else?"))
    assert {IMPATIENCE, QUIET} <= concerned
    assert ABOUT not in concerned
    assert edited.codes(concerned) == [(QUIET, "unknown-anchor")]


def test_a_draft_concerns_whoever_links_there_or_names_it(edited: Edited) -> None:
    concerned = edited(ABOUT, lambda text: text.replace("sample: true", "sample: true\ndraft: true"))
    assert concerned == {ABOUT, HOME}
    assert edited.codes(concerned) == [(HOME, "link-to-unpublished")]


def test_a_record_that_is_gone_concerns_whoever_cites_it_in_words_or_fields(edited: Edited) -> None:
    concerned = edited(WORK, None)
    assert concerned == {QUIET, ARTICLE}
    assert edited.codes(concerned) == [(ARTICLE, "unknown-citation"), *[(QUIET, "unknown-citation")] * 2]


def test_a_record_that_comes_concerns_whoever_waited_for_it(edited: Edited) -> None:
    words = (edited.root / SHEET).read_text("utf-8")
    assert edited.codes(edited(SHEET, None)) == [(ABOUT, "unresolved-link")]
    concerned = edited(SHEET, lambda _: words)
    assert concerned == {SHEET, ABOUT}
    assert edited.codes(concerned) == []


def test_a_record_with_a_fault_of_its_own_is_still_there(edited: Edited) -> None:
    concerned = edited(WORK, lambda text: text.replace("title:", "titel:"))
    assert WORK not in concerned
    assert edited.codes(concerned) == []


def test_a_picture_concerns_whoever_shows_it(edited: Edited) -> None:
    assert edited(CHAIRS, lambda text: text.replace("<svg", "<svg ")) == {QUIET}
    concerned = edited(CHAIRS, None)
    assert concerned == {QUIET}
    assert edited.codes(concerned) == [(QUIET, "missing-image")]


def test_a_name_concerns_whoever_bears_it_already(edited: Edited) -> None:
    concerned = edited(
        "content/concerns/new.md",
        lambda _: (
            "---\ntitle: Q.S.\nplain_name: P\nsummary: S.\nis_condition: false\n"
            "also_known_as: [silent THERAPY]\n---\n\nText.\n"
        ),
    )
    assert edited.codes(concerned) == [(QUIET, "name-claimed-twice")], "files are asked in their order"


def test_the_page_that_is_named_like_another_is_told_of_though_only_the_other_was_edited(edited: Edited) -> None:
    concerned = edited(IMPATIENCE, lambda text: text.replace("title: Impatience", "title: QS"))
    assert concerned >= {IMPATIENCE}
    assert edited.codes({IMPATIENCE}) == [(QUIET, "name-claimed-twice")]


def test_a_ring_of_parts_is_found_from_any_of_them(edited: Edited) -> None:
    path = "content/modalities/patient-approaches.md"
    concerned = edited(
        path, lambda text: text.replace("cautions:", "related: [{ref: quiet-sitting, type: part-of}]\ncautions:")
    )
    assert edited.codes(concerned) == [(path, "part-of-cycle")]
    assert edited.codes({"content/modalities/slow-breathing.md"}) == [(path, "part-of-cycle")]


def test_an_author_who_is_not_published_is_missed_in_fields(edited: Edited) -> None:
    without_ada = Checks(edited.catalogue, lambda face: face.name != "person/ada-example")
    assert {problem.code for problem in without_ada.problems([ARTICLE])} == {"needs-unpublished"}


def test_what_a_regulator_says_concerns_whoever_holds_its_licence(edited: Edited) -> None:
    concerned = edited(COLLEGE, lambda text: text.replace('"[0-9]{6}"', '"[0-9]{7}"'))
    assert ROSA in concerned
    assert (ROSA, "licence-number") in edited.codes(concerned)
    assert ABOUT not in concerned


def test_a_site_is_warned_of_an_interface_in_another_language_until_there_is_a_catalogue(
    edited: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = edited.root / "site_config.yaml"
    file.write_text(file.read_text("utf-8").replace("languages: [en]", "languages: [en, fr, de]"), "utf-8")
    config, _, tree, problems = load_config(edited.root)
    assert not problems
    assert config
    assert tree

    def codes() -> list[str]:
        return [problem.code for problem in check_config(config, tree.marks, edited.catalogue)]

    monkeypatch.setattr(pages_strings, "LOCALES", tmp_path / "locale")
    assert codes() == ["untranslated-interface", "unsupported-language"]
    strings.update("fr", tmp_path / "locale")
    strings.compile_all(tmp_path / "locale")
    assert codes() == ["unsupported-language"]
