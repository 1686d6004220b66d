"""The catalogue: which files are read again, and what is known of them afterwards."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from fingerpost.catalogue import Catalogue, FileChanged
from fingerpost.engine.sources import scan_folder
from fingerpost.ledger import Ledger
from tests.building import catalogue_of, copy_of, update

ABOUT = "content/pages/about.md"
HOME = "content/pages/home.md"
CHAIRS = "content/modalities/images/two-chairs.svg"
# Longer than a tick of any file system's clock that counts in less than seconds.
A_MOMENT = 0.03


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of("full", tmp_path / "site")


@pytest.fixture
def catalogue(root: Path) -> Catalogue:
    return catalogue_of(root)


def next_build_of(known: Catalogue) -> Catalogue:
    """What the next build is left of the catalogue: no records, which are opened as they are read."""
    ledger = Ledger("", faces=known.faces, digests=known.digests, stamps=known.stamps)
    return Catalogue.of(known.reader, known.base_path, ledger)


def settle() -> None:
    time.sleep(A_MOMENT)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_second_look_finds_nothing(catalogue: Catalogue) -> None:
    assert update(catalogue) == ([], [])


def test_files_that_came_changed_or_went_are_found(root: Path, catalogue: Catalogue) -> None:
    edit(root / ABOUT, "Tests do.", "Tests, and nobody else.")
    (root / HOME).unlink()
    (root / "content/glossary/new.yaml").write_text("term: new\ndefinition: Not old.\n", "utf-8")
    assert update(catalogue) == (["content/glossary/new.yaml", ABOUT], [HOME])
    assert catalogue.record("content/glossary/new.yaml").name == "new"
    assert HOME not in catalogue.faces
    assert HOME not in catalogue.places


def test_a_file_that_was_only_touched_is_not_read_again(root: Path, catalogue: Catalogue) -> None:
    os.utime(root / ABOUT)
    (root / HOME).write_bytes((root / HOME).read_bytes())
    assert update(catalogue) == ([], [])


def test_an_edit_of_the_same_size_in_the_same_moment_is_seen(root: Path, catalogue: Catalogue) -> None:
    for letter in "abcdefgh" * 5:
        (root / ABOUT).write_text(f"---\ntitle: {letter}\nsummary: S.\n---\n\nText.\n")
        assert update(catalogue) == ([ABOUT], [])
        assert catalogue.record(ABOUT).name == letter


def test_an_edit_of_the_same_size_behind_the_clocks_back_is_seen(root: Path, catalogue: Catalogue) -> None:
    settle()
    update(catalogue)
    before = (root / ABOUT).stat()
    edit(root / ABOUT, "Tests do.", "Nobody do")
    os.utime(root / ABOUT, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = (root / ABOUT).stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert update(catalogue) == ([ABOUT], [])


def test_another_file_under_the_same_name_and_time_is_seen(root: Path, catalogue: Catalogue) -> None:
    settle()
    update(catalogue)
    before = (root / ABOUT).stat()
    other = root / "other"
    other.write_bytes((root / ABOUT).read_bytes().replace(b"Tests do.", b"Tests did"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(root / ABOUT)
    assert update(catalogue) == ([ABOUT], [])


def test_a_file_that_has_settled_is_not_opened(root: Path, catalogue: Catalogue) -> None:
    settle()
    update(catalogue)
    scan = scan_folder(root, "content")
    nowhere = replace(scan, names=dict.fromkeys(scan.stamps, "nothing"))
    assert catalogue.differences(nowhere, time.time_ns()) == ([], [])


def test_a_file_as_young_as_the_last_look_is_opened(root: Path, catalogue: Catalogue) -> None:
    settle()
    (root / ABOUT).write_bytes((root / ABOUT).read_bytes())
    update(catalogue)
    scan = scan_folder(root, "content")
    nowhere = replace(scan, names={ABOUT: "nothing"})
    assert catalogue.differences(nowhere, time.time_ns()) == ([ABOUT], [])


def test_a_file_with_a_fault_keeps_its_place_and_loses_its_face(root: Path, catalogue: Catalogue) -> None:
    edit(root / ABOUT, "title:", "titel:")
    update(catalogue)
    assert ABOUT not in catalogue.faces
    assert catalogue.places[ABOUT] == ("page", "about")
    assert [problem.code for problem in catalogue.problems[ABOUT]] == ["unknown-key"]
    edit(root / ABOUT, "titel:", "title:")
    update(catalogue)
    assert ABOUT in catalogue.faces
    assert ABOUT not in catalogue.problems


def test_a_fault_is_told_again_as_long_as_it_is_there(root: Path, catalogue: Catalogue) -> None:
    edit(root / ABOUT, "title:", "titel:")
    update(catalogue)
    assert update(catalogue) == ([], [])
    assert ABOUT in catalogue.problems


def test_the_index_follows_an_edit(root: Path, catalogue: Catalogue) -> None:
    def readers(key: str) -> list[str]:
        return [row.path for row in catalogue.index.rows(key)]

    assert readers("links:content/pages/about.md") == [HOME]
    edit(root / HOME, "[about it](about.md)", "about it")
    update(catalogue)
    assert readers("links:content/pages/about.md") == []


def test_a_picture_follows_an_edit_and_one_that_cannot_be_published_is_none(root: Path, catalogue: Catalogue) -> None:
    before = catalogue.pictures[CHAIRS]
    (root / CHAIRS).write_text('<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>')
    assert update(catalogue) == ([CHAIRS], [])
    after = catalogue.pictures[CHAIRS]
    assert (after.width, after.height) == (7, 5)
    assert after.url != before.url
    (root / CHAIRS).write_text("no drawing")
    update(catalogue)
    assert CHAIRS not in catalogue.pictures
    assert not any(path.startswith("assets/images/two-chairs") for path, _, _ in catalogue.outputs())


def test_a_record_and_its_prose_are_made_again_when_the_cache_lost_them(root: Path) -> None:
    first = catalogue_of(root)
    entry, body = first.record(ABOUT).entry, first.body(ABOUT)
    first.reader.cache.flush()
    lost = next_build_of(catalogue_of(root))
    for pack in (root / ".cache").rglob("*.pack"):
        pack.write_bytes(b"damaged")
    assert lost.record(ABOUT).entry == entry
    assert lost.body(ABOUT) == body


def test_a_file_that_changes_while_it_is_needed_stops_the_build(root: Path, catalogue: Catalogue) -> None:
    catalogue.reader.cache.drain()
    edit(root / ABOUT, "title: About the full site", "title: About another site")
    with pytest.raises(FileChanged, match=f"{ABOUT} was changed during the build"):
        next_build_of(catalogue).record(ABOUT)


def test_a_picture_that_is_gone_before_it_is_published_stops_the_build(root: Path, catalogue: Catalogue) -> None:
    (load,) = (load for path, _, load in catalogue.outputs() if path.startswith("assets/images/two-chairs"))
    assert load() == (root / CHAIRS).read_bytes()
    (root / CHAIRS).unlink()
    with pytest.raises(FileChanged, match=f"{CHAIRS} was changed during the build"):
        load()


def test_faults_of_a_record_stand_where_they_are_in_the_file(catalogue: Catalogue) -> None:
    record = catalogue.record("content/articles/on-waiting.md")
    assert record.marks.value(("authors", 1)).line == 7
    assert catalogue.record("content/people/ada-example.yaml").marks.value(("role",)).line == 6
