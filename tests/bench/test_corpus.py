"""Made-up sites: the same bytes for the same sizes, nothing to complain of, and as many records as were asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.build import Measure, Site, table
from bench.corpus import corpus_digest, files, write_corpus
from bench.plan import DAY, LEAST_PAGES, Plan
from bench.timing import Run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan.of(30, 15, seed=1)


@pytest.fixture(scope="module")
def written(plan: Plan) -> dict[str, str]:
    return dict(files(plan))


def _digest_in_a_process(hash_seed: str) -> str:
    command = [sys.executable, "-m", "bench.corpus", "--pages", "30", "--profiles", "15", "--digest"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def test_two_processes_with_other_hash_seeds_write_the_same_bytes(plan: Plan) -> None:
    assert _digest_in_a_process("1") == _digest_in_a_process("2") == corpus_digest(plan)


def test_another_seed_makes_another_site(plan: Plan) -> None:
    assert corpus_digest(Plan.of(30, 15, seed=2)) != corpus_digest(plan)


def test_what_is_written_is_what_the_digest_covers(plan: Plan, written: dict[str, str], tmp_path: Path) -> None:
    count = write_corpus(plan, tmp_path / "site")
    found = {path.relative_to(tmp_path / "site").as_posix(): path for path in _files(tmp_path / "site")}
    assert {path: file.read_bytes().decode() for path, file in found.items()} == written
    assert count == len(written)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize(("pages", "profiles"), [(LEAST_PAGES, 0), (30, 15), (100, 7)])
def test_a_site_has_as_many_pages_and_profiles_as_were_asked_for(pages: int, profiles: int) -> None:
    paths = [path for path, _ in files(Plan.of(pages, profiles, seed=1))]
    assert sum(path.endswith(".md") for path in paths) == pages
    assert sum(bool(re.fullmatch(r"content/therapists/[^/]+\.yaml", path)) for path in paths) == profiles
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("pages", [12, 300, 1000, 20_000])
def test_no_two_records_of_a_kind_share_an_id(pages: int) -> None:
    plan = Plan.of(pages, 0, seed=1)
    for count, name in (
        (plan.modalities, plan.modality),
        (plan.concerns, plan.concern),
        (plan.articles, plan.article),
        (plan.citations, plan.citation),
        (plan.terms, plan.term),
        (plan.people, plan.person),
    ):
        assert len({name(number) for number in range(count)}) == count > 0


def test_too_few_pages_for_one_of_each_kind_are_refused() -> None:
    with pytest.raises(ValueError, match=f"at least {LEAST_PAGES} pages"):
        Plan.of(LEAST_PAGES - 1, 0, seed=1)


def test_nothing_is_written_over(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "somebody's work").write_text("kept", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not empty"):
        write_corpus(plan, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["somebody's work"]


def test_a_made_up_site_passes_every_check(plan: Plan, tmp_path: Path) -> None:
    write_corpus(plan, tmp_path / "site")
    command = [sys.executable, "build.py", "--root", str(tmp_path / "site"), "--today", DAY.isoformat(), "check"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_articles_are_as_long_as_articles_are(written: dict[str, str]) -> None:
    articles = [
        text.split("---\n", 2)[2] for path, text in written.items() if re.match(r"content/articles/.*\.md", path)
    ]
    lengths = sorted(len(re.findall(r"[^\W\d_]+", re.sub(r"\]\([^)]*\)|\[@[^]]*\]", "", text))) for text in articles)
    assert 600 <= lengths[len(lengths) // 2] <= 720


def test_text_follows_the_frequencies_of_language(plan: Plan) -> None:
    slots = plan.vocabulary.slots
    counts = [slots.count(word) for word in ("the", "of", "and")]
    assert counts[0] / counts[1] == pytest.approx(3 / 2, rel=0.01)
    assert counts[0] / counts[2] == pytest.approx(4 / 2, rel=0.01)
    assert len(set(slots)) > 16_000


def test_all_people_are_visibly_made_up() -> None:
    texts = [text for path, text in files(Plan.of(30, 60, seed=1)) if path.startswith("content/therapists/sample-")]
    assert len(texts) == 60
    for text in texts:
        assert "\nsample: true\n" in text
        assert not re.search(r"^phone: (?!\"?\d{3}-555-01\d\d\b)", text, re.MULTILINE)
        assert not re.search(r"^ +number: (?!SAMPLE-\d{4})", text, re.MULTILINE)
        hosts = re.findall(r"(?:https?://|@)([\w.-]+)", text)
        assert hosts
        assert all(host == "example.org" or host.endswith(".example.org") for host in hosts)


def test_therapists_differ_in_every_field() -> None:
    texts = [text for path, text in files(Plan.of(30, 300, seed=1)) if path.startswith("content/therapists/sample-")]
    together = "\n".join(texts)
    for field in (
        "unregulated",
        "licences",
        "supervisor",
        "photo",
        "answers",
        "locations",
        "home_office",
        "floor",
        "min",
    ):
        having = sum(bool(re.search(rf"^ *(- )?{field}:", text, re.MULTILINE)) for text in texts)
        assert 0 < having < len(texts), field
    assert len(set(re.findall(r"CA-[A-Z]{2}", together))) == 10
    assert {"active", "paused", "archived"} == set(re.findall(r"^status: (\w+)", together, re.MULTILINE))


def test_the_benchmark_times_a_real_build_and_sees_an_edit(tmp_path: Path) -> None:
    plan = Plan.of(LEAST_PAGES, 1, seed=1)
    site = Site(plan, tmp_path / "site")
    write_corpus(plan, site.folder)
    before = site.build()
    pages = {path: path.read_bytes() for path in (site.folder / "output" / "articles").rglob("*.html")}
    site.edit(0)
    site.build()
    changed = [path for path, content in pages.items() if path.read_bytes() != content]
    assert [path.parent.name for path in changed] == [plan.article(0)]
    assert before.wall > 0 < before.processor
    assert before.peak > 10


def test_the_table_shows_the_median_of_each_number() -> None:
    runs = (Run(3, 1, 50), Run(1, 2, 70), Run(2, 9, 60))
    assert table((Measure("cold", runs),)).splitlines()[1].split() == "cold 2.00 s 2.00 s 60 MiB 3.00 1.00 2.00".split()
