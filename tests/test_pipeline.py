"""Builds as a whole: what a second one does, what a failed one leaves, what a day and an address change."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fingerpost.engine.publish.change import write_new
from fingerpost.pages.search.coding import front_decoded
from fingerpost.pipeline import Order, Outcome, build, check
from tests.building import CHECKOUT, SITES, TODAY, built, contents, copy_of, fingerpost

DAY = date.fromisoformat(TODAY)


def order(root: Path, **changes: object) -> Order:
    return Order(root, root / "output", DAY, **changes)  # type: ignore[arg-type]


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def site(tmp_path: Path, full_site: Path) -> Path:
    """The full site as it was built, cache and output and all, to change at will."""
    root = shutil.copytree(full_site, tmp_path / "site", symlinks=True)
    built(root)
    return root


def test_a_second_build_takes_all_from_the_cache_and_writes_nothing(site: Path) -> None:
    before = {path: path.stat().st_ino for path in (site / "output").rglob("*")}
    outcome = build(order(site))
    assert outcome.report is not None
    assert (outcome.report.written, outcome.report.removed) == (0, 0)
    assert outcome.report.unchanged == len(contents(site / "output")) - 1, "all but the manifest"
    tally = outcome.attempt.tally
    assert (tally.read, tally.converted, tally.planned, tally.rendered) == (0, 0, 0, 0)
    assert {path: path.stat().st_ino for path in (site / "output").rglob("*")} == before


def test_a_build_without_a_cache_gives_the_same_bytes(site: Path) -> None:
    before = contents(site / "output")
    shutil.rmtree(site / ".cache")
    outcome = build(order(site))
    assert everything_was_made(outcome)
    assert contents(site / "output") == before


def test_the_pages_of_a_first_site_are_written_before_all_of_it_is_made(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(root: str, path: str, content: bytes, digest: str) -> None:
        assert not (site / "output").exists()
        early.append(path)
        write_new(root, path, content, digest)

    before, early = contents(site / "output"), list[str]()
    monkeypatch.setattr("fingerpost.engine.publish.site.write_new", write)
    shutil.rmtree(site / "output")
    build(order(site))
    assert {path for path in before if path.endswith(".html")} <= {*early} <= before.keys()
    assert contents(site / "output") == before
    early.clear()
    shutil.rmtree(site / ".cache")
    build(order(site))
    assert (early, contents(site / "output")) == ([], before)


def test_a_first_site_whose_pages_claim_one_address_leaves_nothing(site: Path) -> None:
    shutil.rmtree(site / "output")
    replaced(site / "content/articles/on-waiting.md", "redirect_from:\n", "redirect_from:\n  - /therapists/\n")
    outcome = build(order(site))
    assert [problem.code for problem in outcome.problems if problem.severity == "error"] == ["url-claimed-twice"]
    assert not (site / "output").exists()
    assert not (site / ".output-previous").exists()


def everything_was_made(outcome: Outcome) -> bool:
    tally = outcome.attempt.tally
    texts = len(list((outcome.root / "content").rglob("*.md")))
    return (tally.read, tally.converted, tally.rendered) == (tally.files, texts, tally.pages)


def test_damaged_cache_entries_are_made_again(site: Path) -> None:
    before = contents(site / "output")
    for entry in (path for path in (site / ".cache").rglob("*") if path.is_file()):
        content = bytearray(entry.read_bytes())
        content[-1] ^= 1
        entry.write_bytes(content)
    outcome = build(order(site))
    assert everything_was_made(outcome)
    assert contents(site / "output") == before


def test_an_edited_text_renders_its_own_page_and_those_that_show_it(site: Path) -> None:
    replaced(site / "content/concerns/queue-sickness.md", "Nobody has it.", "Nobody has it yet.")
    outcome = build(order(site))
    tally = outcome.attempt.tally
    assert (tally.read, tally.converted, tally.rendered) == (1, 1, 1)
    assert "Nobody has it yet." in (site / "output/concerns/queue-sickness/index.html").read_text("utf-8")


def test_an_edited_title_shows_wherever_it_stands(site: Path) -> None:
    replaced(site / "content/concerns/queue-sickness.md", "Queue sickness", "Queue illness")
    build(order(site))
    for page in ("concerns", "concerns/queue-sickness", "modalities/quiet-sitting", ""):
        html = (site / "output" / page / "index.html").read_text("utf-8")
        assert "Queue illness" in html
        assert "Queue sickness" not in html


def test_a_removed_record_takes_its_page_with_it(site: Path) -> None:
    (site / "content/articles/unreviewed.md").unlink()
    outcome = build(order(site))
    assert outcome.report is not None
    assert outcome.report.removed >= 1
    assert not (site / "output/articles/unreviewed").exists()


def test_a_broken_edit_leaves_the_published_site(site: Path) -> None:
    before = contents(site / "output")
    replaced(site / "content/pages/about.md", "title: About", "titel: About")
    outcome = build(order(site))
    assert outcome.report is None
    assert [problem.code for problem in outcome.problems] == ["unknown-key"]
    assert contents(site / "output") == before


def test_all_problems_of_a_run_are_told_together_in_the_order_of_files(site: Path) -> None:
    replaced(site / "content/pages/about.md", "title: About", "titel: About")
    replaced(site / "content/articles/on-waiting.md", "audience: clinician", "audience: clinicians")
    replaced(site / "content/articles/on-waiting.md", "[@north2019].", "[@nroth2019].")
    (site / "content/people/zoe.yaml").write_text("")
    outcome = check(order(site))
    assert [(problem.span.path, problem.code) for problem in outcome.problems] == [
        ("content/articles/on-waiting.md", "unknown-choice"),
        ("content/pages/about.md", "unknown-key"),
        ("content/people/zoe.yaml", "empty-file"),
    ]


def test_a_scheduled_page_comes_and_an_expiring_one_goes_on_its_day(site: Path) -> None:
    def published(today: str) -> set[str]:
        build(Order(site, site / "output", date.fromisoformat(today)))
        names = ("draft", "scheduled", "expired")
        return {name for name in names if (site / "output/articles" / name).exists()}

    assert published("2026-11-20") == {"expired"}
    assert published("2026-11-21") == set()
    assert published("2026-11-30") == set()
    assert published("2026-12-01") == {"scheduled"}


def test_drafts_shows_what_is_not_published_and_keeps_it_from_search_engines(site: Path) -> None:
    build(order(site, drafts=True))
    for name in ("draft", "scheduled", "expired"):
        html = (site / "output/articles" / name / "index.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert f"/articles/{name}/" not in (site / "output/sitemap.xml").read_text("utf-8")


def test_availability_goes_stale_sixty_days_after_it_was_given(site: Path) -> None:
    def shown(today: str) -> bool:
        build(Order(site, site / "output", date.fromisoformat(today)))
        return "Accepting new clients" in (site / "output/therapists/rosa-full/index.html").read_text("utf-8")

    assert shown("2026-12-31"), "sixty days after 2026-11-01"
    assert not shown("2027-01-01")


def test_without_samples_no_made_up_record_is_left(site: Path) -> None:
    replaced(site / "site_config.yaml", "publish: true", "publish: false")
    replaced(site / "content/articles/on-waiting.md", "  - ben-example\n", "")
    for name in ("due-soon", "overdue", "edited", "draft", "scheduled", "expired"):
        replaced(site / f"content/articles/{name}.md", "  - ben-example\n", "  - ada-example\n")
    replaced(site / "content/pages/home.md", "[about it](about.md)", "about it")
    outcome = build(order(site))
    assert [problem.message for problem in outcome.problems] == []
    names = contents(site / "output")
    gone = ("people/ben-example", "therapists/sample", "articles/unreviewed", "about")
    assert [name for name in names if name.startswith(tuple(f"{each}/" for each in gone))] == []
    pages = [(site / "output" / name).read_text("utf-8") for name in names if name.endswith((".html", ".json"))]
    assert not any("Sol Sample" in page or "Ben Example" in page for page in pages)


def test_a_second_language_has_pages_and_an_index_of_its_own_and_leaves_old_addresses_to_the_first(site: Path) -> None:
    replaced(site / "site_config.yaml", "languages: [en]", "languages: [en, fr]")
    outcome = build(order(site))
    assert [problem.code for problem in outcome.problems] == ["untranslated-interface"]
    output = site / "output"
    assert '<html lang="fr">' in (output / "fr/concerns/impatience/index.html").read_text("utf-8")
    languages = [json.loads((output / path).read_text())["language"] for path in SEARCH_MANIFESTS]
    assert languages == ["en", "fr"]
    assert '"/concerns/impatience/"' in (output / "troubles/impatience/index.html").read_text("utf-8")


SEARCH_MANIFESTS = ("search/manifest.json", "fr/search/manifest.json")


def test_the_same_content_gives_the_same_bytes_in_another_folder_and_process(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "deeper"
    shutil.copytree(SITES / "full", other)
    shutil.copy(site / "content/therapists/media/nora.mp4", other / "content/therapists/media/nora.mp4")
    command = [sys.executable, str(CHECKOUT / "build.py"), "--root", str(other), "--today", TODAY, "--quiet"]
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "fr_CA"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert contents(other / "output") == contents(site / "output")


def test_the_manifest_names_every_file_with_its_digest(full_output: Path) -> None:
    manifest = json.loads((full_output / "manifest.json").read_text("utf-8"))
    assert manifest["files"] == contents(full_output, without=["manifest.json"])
    assert manifest["base_url"] == "https://full.example.org/"


def test_a_site_of_its_own_templates_is_rendered_with_them(tmp_path: Path) -> None:
    root = copy_of("minimal", tmp_path)
    (root / "templates/pages").mkdir(parents=True)
    (root / "templates/pages/page.html").write_text("<!doctype html><title>{{ view.title }}</title>")
    assert (built(root) / "about/index.html").read_text("utf-8") == "<!doctype html><title>About</title>"


def test_a_sibling_template_of_the_checkout_is_rendered_again_when_it_changes(tmp_path: Path) -> None:
    root = copy_of("minimal", tmp_path)
    built(root)
    (root / "templates/partials").mkdir(parents=True)
    (root / "templates/partials/site-footer.html").write_text("<footer>Another footer</footer>")
    assert "Another footer" in (built(root) / "about/index.html").read_text("utf-8")


def test_the_smallest_site_is_built_from_any_folder(tmp_path: Path) -> None:
    output = tmp_path / "site"
    command = [sys.executable, str(CHECKOUT / "build.py"), "--root", str(SITES / "minimal"), "--output", str(output)]
    try:
        ran = subprocess.run([*command, "--today", TODAY], cwd=tmp_path, check=True, capture_output=True, text=True)
    finally:
        shutil.rmtree(SITES / "minimal" / ".cache", ignore_errors=True)
    assert ran.stderr == ""
    assert (output / "about/index.html").is_file()


def test_the_real_site_has_no_problem(real_output: Path) -> None:
    assert fingerpost(CHECKOUT, "check").exit_code == 0
    assert (real_output / "index.html").is_file()


@pytest.mark.parametrize("written", ["images/the%20chair%20d%C3%A9mod%C3%A9.svg", "images/the%20chair%20démodé.svg"])
def test_a_link_finds_a_file_with_spaces_and_accents_in_its_name(tmp_path: Path, written: str) -> None:
    root = copy_of("minimal", tmp_path / "site")
    # As macOS keeps accents.
    drawing = root / unicodedata.normalize("NFD", "content/pages/images/the chair démodé.svg")
    drawing.parent.mkdir()
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>', "utf-8")
    page = root / "content/pages/about.md"
    page.write_text(f"{page.read_text('utf-8')}\n![A chair.]({written})\n", "utf-8")
    html = (built(root) / "about/index.html").read_text("utf-8")
    assert re.search(r'<img src="/assets/images/the-chair-d[a-z-]+-[0-9a-f]{10}\.svg" alt="A chair\."', html)


def test_each_licence_ends_a_quiet_time_of_its_own(site: Path) -> None:
    """Every day on which there is more to warn of is one on which a build looks again."""
    others = [path for path in (site / "content/therapists").glob("*.yaml") if path.stem != "rosa-full"]
    for path in others:
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"\n +verified_(on|by): .*", "", text), "utf-8")
    file = site / "content/therapists/rosa-full.yaml"
    first, second = date(2026, 2, 1), date(2026, 10, 1)
    file.write_text(file.read_text("utf-8").replace("verified_on: 2026-10-01", f"verified_on: {first}", 1), "utf-8")
    year = timedelta(days=366)
    for day, until in (
        (first + year - timedelta(1), first + year),
        (first + year, second + year),
        (second + year, None),
    ):
        outcome = build(replace(order(site), today=day))
        assert not outcome.problems.has_errors
        assert outcome.attempt.warns_from == until
        warned = [each for each in outcome.problems if each.code == "verification-old"]
        assert len(warned) == (day >= first + year) + (day >= second + year)


def test_a_site_may_have_lunrs_own_index_and_keeps_it_up_to_date(site: Path) -> None:
    with (site / "site_config.yaml").open("a", encoding="utf-8") as config:
        config.write("search: {index: compatible}\n")
    build(order(site))
    [before] = (site / "output/search").glob("lunr-*.json")
    assert not [*(site / "output/search").glob("index-*.json")]
    replaced(site / "content/concerns/queue-sickness.md", "Nobody has it.", "Nobody has the wobbles.")
    build(order(site))
    [now] = (site / "output/search").glob("lunr-*.json")
    assert (before.exists(), now.exists()) == (False, True)
    assert "wobbl" in {term for term, _ in json.loads(now.read_text("utf-8"))["invertedIndex"]}
    edited = contents(site / "output")
    shutil.rmtree(site / ".cache")
    build(order(site))
    assert contents(site / "output") == edited


def test_the_kind_of_index_may_be_changed_and_changed_back(site: Path) -> None:
    config = site / "site_config.yaml"
    plain = config.read_text("utf-8")
    build(order(site))
    first = contents(site / "output")
    config.write_text(f"{plain}search: {{index: compatible}}\n", "utf-8")
    build(order(site))
    assert [*(site / "output/search").glob("lunr-*.json")]
    config.write_text(plain, "utf-8")
    build(order(site))
    assert contents(site / "output") == first


def test_a_site_may_tune_its_search(site: Path) -> None:
    tuned = """search:
  boosts: {title: 20, body: 0}
  stop_words: [Queue, queues, queueing]
  kept_words: [the]
  synonyms:
    - [sickness, malady]
"""
    with (site / "site_config.yaml").open("a", encoding="utf-8") as config:
        config.write(tuned)
    build(order(site))
    manifest = json.loads((site / "output/search/manifest.json").read_text("utf-8"))
    assert (manifest["boosts"], manifest["stop"], manifest["kept"]) == (
        [20, 6, 4, 3, 0],
        ["queue", "queueing", "queues"],
        ["the"],
    )
    terms = front_decoded(json.loads((site / "output/search" / manifest["whole"]).read_text("utf-8"))["t"])
    assert {"the", "maladi"} <= {*terms}
    assert "queue" not in terms
