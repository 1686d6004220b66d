"""An index brought up to date, against the same built anew: byte for byte, or not at all."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.pages.search import SearchDocument
from fingerpost.pages.search.analyser import analyser_for
from fingerpost.pages.search.counting import FIELDS, Counting
from fingerpost.pages.search.edits import Change
from fingerpost.pages.search.manifest import Settings
from fingerpost.pages.search.update import Update, update_files
from tests.pages.search.corpus import documents, files_of, vocabulary

ROOT = Path(__file__).resolve().parents[3]
WORDS = vocabulary(6, 1_500)
LARGE = documents(6, 320, WORDS)
SMALL = documents(7, 12, WORDS[:200])
ENGLISH = Settings("en")
COUNTING = Counting(analyser_for("en"))
SHAPES = {"shards": LARGE, "one file": SMALL}

Files = dict[str, bytes]


def _changes(before: Sequence[SearchDocument], after: Sequence[SearchDocument]) -> list[Change]:
    return [
        Change(number, COUNTING.count(old), COUNTING.count(new), new.row)
        for number, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    ]


def _updated(
    files: Files, before: Sequence[SearchDocument], after: Sequence[SearchDocument], words: bytes = b"{}"
) -> Update | None:
    return update_files(files.get, _changes(before, after), len(after), ENGLISH, words)


def _applied(files: Files, update: Update) -> Files:
    kept = {name: content for name, content in files.items() if name not in update.dropped}
    return kept | dict(update.written)


@st.composite
def _edits(draw: st.DrawFn, before: Sequence[SearchDocument]) -> list[SearchDocument]:
    """The documents with some fields of some of them emptied, shortened, lengthened or exchanged."""
    after = list(before)
    more = st.lists(st.sampled_from([*WORDS[:60], *WORDS[-60:], "newcomer", "zzz", "𠀁", "0"]), max_size=8)
    for number in draw(st.lists(st.integers(0, len(before) - 1), max_size=5)):
        field = draw(st.sampled_from(FIELDS))
        kept = getattr(after[number], field).split()[draw(st.integers(0, 20)) :]
        text = " ".join([*kept, *draw(more)])
        after[number] = replace(after[number], **{field: text})
    return after


@settings(max_examples=60, deadline=None)
@given(st.data())
@pytest.mark.parametrize("shape", SHAPES)
def test_after_any_edits_an_index_brought_up_to_date_is_that_built_anew(shape: str, data: st.DataObject) -> None:
    documents_now: Sequence[SearchDocument] = SHAPES[shape]
    files = files_of(documents_now)
    for _ in range(data.draw(st.integers(1, 3))):
        after = data.draw(_edits(documents_now))
        update = _updated(files, documents_now, after)
        assert update is not None
        files = _applied(files, update)
        documents_now = after
        assert files == files_of(documents_now)
    assert len(files) == 3 or shape == "shards"


@pytest.mark.parametrize("documents_now", SHAPES.values(), ids=SHAPES)
def test_only_what_differs_is_written(documents_now: list[SearchDocument]) -> None:
    files = files_of(documents_now)
    edited = [replace(documents_now[0], body=documents_now[0].body + " newcomer"), *documents_now[1:]]
    for after in (documents_now, edited):
        update = _updated(files, documents_now, after)
        assert update is not None
        assert all(files.get(name) != content for name, content in update.written.items())
        assert set(update.dropped) == files.keys() - files_of(after).keys()


def test_no_change_writes_nothing() -> None:
    assert _updated(files_of(LARGE), LARGE, LARGE) == Update({}, ())


def test_new_words_of_the_interface_change_their_file_and_the_manifest() -> None:
    files = files_of(LARGE)
    update = _updated(files, LARGE, LARGE, words=b'{"new":1}')
    assert update is not None
    assert [name.partition("-")[0] for name in sorted(update.written)] == ["manifest.json", "words"]
    assert _applied(files, update) == files_of(LARGE, words=b'{"new":1}')


def test_an_edit_of_one_word_writes_one_shard_and_the_counts() -> None:
    files = files_of(LARGE)
    after = [replace(LARGE[0], body=LARGE[0].body + " " + LARGE[0].body.split()[0]), *LARGE[1:]]
    update = _updated(files, LARGE, after)
    assert update is not None
    assert sorted(name.partition("-")[0][:2] for name in update.written) == ["le", "ma", "s/"]


def _without(files: Files, name: str) -> Files:
    return {other: content for other, content in files.items() if other != name}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_missing_or_damaged_file_makes_nothing_of_it(shape: str) -> None:
    before = SHAPES[shape]
    files = files_of(before)
    edited = replace(before[0], title="newcomer", body=" ".join(WORDS))
    changes = _changes(before, [edited, *before[1:]])

    def updated(files: Files) -> Update | None:
        return update_files(files.get, changes, len(before), ENGLISH, b"{}")

    asked: list[str] = []

    def noted(name: str) -> bytes:
        asked.append(name)
        return files[name]

    assert update_files(noted, changes, len(before), ENGLISH, b"{}") is not None
    assert len(asked) > 5 or shape == "one file"
    for name in asked:
        content = files[name]
        for damaged in (content[: len(content) // 2], b"", b"{}", b"[]", b"\xff"):
            assert updated({**files, name: damaged}) is None, (name, damaged[:40])
        assert updated(_without(files, name)) is None, name


@pytest.mark.parametrize("shape", SHAPES)
def test_settings_that_were_damaged_are_put_right(shape: str) -> None:
    before = SHAPES[shape]
    files = files_of(before)
    damaged = {**files, "manifest.json": files["manifest.json"].replace(b"0.75", b"0.57")}
    update = _updated(damaged, before, before)
    assert update is not None
    assert update.written == {"manifest.json": files["manifest.json"]}


def test_documents_that_came_went_or_moved_make_nothing_of_it() -> None:
    files = files_of(LARGE)
    assert update_files(files.get, [], len(LARGE) + 1, ENGLISH, b"{}") is None
    assert _updated(files, LARGE, [LARGE[1], LARGE[0], *LARGE[2:]]) is None
    assert _updated(files, LARGE, [replace(LARGE[0], kind="concern"), *LARGE[1:]]) is None
    assert update_files(files.get, [], len(LARGE), Settings("fr"), b"{}") is None


def test_a_document_that_was_not_as_it_is_said_to_have_been_makes_nothing_of_it() -> None:
    files = files_of(LARGE)
    other = replace(LARGE[0], body=LARGE[0].body + f" {WORDS[0]} newcomer")
    assert _updated(files, [other, *LARGE[1:]], LARGE) is None


def test_an_edit_leaves_nearly_all_shards_as_they_are() -> None:
    made = documents(8, 800, WORDS, length=300)
    files = files_of(made)
    chance = random.Random(8)
    shards = sum(name.startswith("s/") for name in files)
    for number in chance.sample(range(len(made)), 5):
        word = chance.choice(WORDS[100:])
        after = [*made[:number], replace(made[number], body=made[number].body + f" {word}"), *made[number + 1 :]]
        update = _updated(files, made, after)
        assert update is not None
        assert sum(name.startswith("s/") for name in update.written) <= max(2, shards * 0.05)


def test_bringing_up_to_date_loads_nothing_heavy() -> None:
    source = "import sys, json, fingerpost.pages.search.update; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, check=True, timeout=60)
    loaded: Any = json.loads(done.stdout)
    assert {"lunr", "pydantic", "jinja2", "lxml", "yaml", "PIL"}.isdisjoint(loaded)
