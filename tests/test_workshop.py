"""What an edit costs, what a build says of it, and what is left of a build that failed."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fingerpost.attempt import Attempt, reason
from fingerpost.engine.assets import bundle
from fingerpost.engine.problems import Problems
from fingerpost.job import Job
from fingerpost.ledger import Made
from fingerpost.pages.search.coding import front_decoded
from fingerpost.pipeline import HOME, Order, configured, identity_of, open_workshop
from fingerpost.renewal import Renewal
from fingerpost.workshop import Workshop
from tests.building import TODAY, built, contents, fingerpost
from tests.edits import fresh_site, set_field
from tests.edits import replace as change

DAY = date.fromisoformat(TODAY)
CONCERN = "content/concerns/queue-sickness.md"
ARTICLE = "content/articles/on-waiting.md"
SCHEDULED = "content/articles/scheduled.md"
PAGE = "concerns/queue-sickness/index.html"


@dataclass
class Shop:
    """A site and its workshop, which stays open between builds."""

    order: Order
    workshop: Workshop = field(init=False)

    def __post_init__(self) -> None:
        self.workshop = open_workshop(self.order, self._identity)

    @property
    def _identity(self) -> str:
        loaded = configured(self.order, Problems())
        assert loaded is not None
        return identity_of(self.order, loaded[0])

    @property
    def root(self) -> Path:
        return self.order.root

    def build(self, day: date = DAY) -> Attempt:
        loaded = configured(self.order, Problems())
        assert loaded is not None
        config, marks = loaded
        return self.workshop.build(Job(config, marks, bundle(HOME, HOME / ".cache"), day))

    def made(self, day: date = DAY) -> set[str]:
        """The pages that a build makes again."""
        attempt = self.build(day)
        assert attempt.problems == []
        return set(attempt.reasons)

    def text(self, path: str) -> str:
        return self.workshop.files.load(path).decode()

    def showing(self, words: str) -> set[str]:
        """The pages in which these words stand."""
        return {path for path in self.workshop.files.digests if path.endswith(".html") and words in self.text(path)}

    def edit(self, path: str, old: str, new: str) -> None:
        before = (self.root / path).read_bytes()
        change(self.root / path, lambda text: text.replace(old, new))
        assert (self.root / path).read_bytes() != before

    def reopened(self) -> Shop:
        """The same site in another process, as far as this one left word of itself."""
        return Shop(self.order)

    def save(self) -> None:
        self.workshop.save()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = fresh_site(tmp_path_factory.mktemp("workshop") / "site")
    fingerpost(root)
    return root


@pytest.fixture
def shop(first: Path, tmp_path: Path) -> Shop:
    root = shutil.copytree(first, tmp_path / "site")
    shop = Shop(Order(root, root / "output", DAY, workers=1))
    assert shop.build().done
    return shop


def sections(paths: Iterable[str]) -> set[str]:
    return {path.removesuffix("index.html").strip("/") for path in paths}


def test_nothing_changed_is_nothing_to_do(shop: Shop) -> None:
    attempt = shop.build()
    tally = attempt.tally
    assert (attempt.done, tally.read, tally.planned, tally.rendered) == (True, 0, 0, 0)
    assert (tally.files, tally.pages) == (len(shop.workshop.ledger.digests), 69)


def test_an_edited_text_makes_its_own_page_again_and_no_other(shop: Shop) -> None:
    shop.edit(CONCERN, "Nobody has it.", "Nobody has it yet.")
    attempt = shop.build()
    assert (attempt.tally.read, attempt.tally.converted, attempt.tally.planned) == (1, 1, 1)
    assert list(attempt.reasons) == [PAGE]
    assert "Nobody has it yet." in shop.text(PAGE)


@pytest.mark.parametrize(
    ("path", "line", "page"),
    [
        ("content/therapists/rosa-full.yaml", "bio: Another life.", "therapists/rosa-full/index.html"),
        (ARTICLE, "key_points: [Another point, B, C]", "articles/on-waiting/index.html"),
        (CONCERN, "content_note: Another note", PAGE),
    ],
)
def test_a_field_of_the_own_page_makes_that_again_and_no_other(shop: Shop, path: str, line: str, page: str) -> None:
    set_field(shop.root / path, line)
    attempt = shop.build()
    assert (attempt.tally.planned, list(attempt.reasons)) == (1, [page])
    assert "Another" in shop.text(page)


def test_another_name_runs_what_has_one_of_the_names_and_not_every_page(shop: Shop) -> None:
    known = len(shop.workshop.ledger.steps)
    set_field(shop.root / CONCERN, "also_known_as: [sitting quietly, wobbly knees]")
    attempt = shop.build()
    assert attempt.done
    assert 1 < attempt.tally.planned < known / 2
    clean = shutil.copytree(shop.root, shop.root.parent / "clean", ignore=shutil.ignore_patterns(".cache", "output"))
    assert shop.workshop.files.digests == contents(built(clean), without=["manifest.json"])


def test_an_edited_text_is_found_by_search(shop: Shop) -> None:
    before = dict(shop.workshop.ledger.others)
    shop.edit(CONCERN, "Nobody has it.", "Nobody has the wobbles.")
    shop.build()
    changed = {path for path, digest in shop.workshop.ledger.others.items() if before.get(path) != digest}
    assert {path.partition("-")[0] for path in changed} == {"search/index", "search/manifest.json"}


def test_another_name_is_a_name_of_every_text_that_has_one_of_them(shop: Shop) -> None:
    before = _terms(shop)
    assert "dawdl" not in before["concerns/queue-sickness/"]
    shop.edit("content/glossary/waiting-time.yaml", "term: ", "also_known_as: [Queue sickness, Dawdling]\nterm: ")
    shop.build()
    assert "dawdl" in _terms(shop)["concerns/queue-sickness/"]


def _terms(shop: Shop) -> dict[str, set[str]]:
    """The terms of each document, by its address."""
    files = shop.workshop.files
    [path] = (path for path in files.digests if path.startswith("search/index-"))
    index = json.loads(shop.text(path))
    found: dict[str, set[str]] = {row[0]: set() for row in index["rows"]}
    urls = [row[0] for row in index["rows"]]
    for term, row in zip(front_decoded(index["t"]), index["p"], strict=True):
        for posting in row:
            number, place = -1, 0
            while posting and place < len(posting):
                number += posting[place] >> 1
                place += 1 if posting[place] & 1 else 2
                found[urls[number]].add(term)
    return found


def test_a_title_makes_all_pages_again_that_show_it(shop: Shop) -> None:
    shop.edit(CONCERN, "title: Queue sickness", "title: Queue illness")
    made = shop.made()
    showing = {
        path for path in shop.workshop.files.digests if path.endswith(".html") and "Queue illness" in shop.text(path)
    }
    assert showing
    assert made == showing
    assert len(made) < 10


def test_a_word_of_the_glossary_makes_the_pages_again_that_link_it(shop: Shop) -> None:
    path = "content/glossary/small-difference.yaml"
    set_field(shop.root / path, "also_known_as: [everybody]")
    made = shop.made()
    assert "articles/on-waiting/index.html" in made
    assert 'href="/glossary/small-difference/"' in shop.text("articles/on-waiting/index.html")
    assert "modalities/slow-breathing/index.html" not in made


def test_a_draft_takes_its_page_and_all_that_led_there(shop: Shop) -> None:
    path = "content/articles/unreviewed.md"
    set_field(shop.root / path, "draft: true")
    assert shop.build().done
    assert "articles/unreviewed/index.html" not in shop.workshop.files.digests
    assert "/articles/unreviewed/" not in shop.text("articles/index.html")
    set_field(shop.root / path, "draft: false")
    assert "articles/unreviewed/index.html" in shop.made()
    assert "/articles/unreviewed/" in shop.text("articles/index.html")


def test_the_next_change_is_the_first_day_that_matters(shop: Shop) -> None:
    def next_change() -> str:
        found: str = json.loads(shop.text("next-change.json"))["next_change"]
        return found

    assert next_change() == "2026-12-01", "the scheduled article"
    shop.build(date(2026, 12, 1))
    assert next_change() == "2026-12-17", "a review that is due in a month"
    assert shop.workshop.ledger.until == date(2026, 12, 17)


def test_a_day_that_nothing_waits_for_makes_nothing_again(shop: Shop) -> None:
    attempt = shop.build(DAY + timedelta(9))
    assert (attempt.tally.planned, attempt.tally.rendered) == (0, 0)


def test_on_its_day_a_scheduled_page_comes_and_goes_when_the_day_is_taken_back(shop: Shop) -> None:
    page = "articles/scheduled/index.html"
    assert page in shop.made(date(2026, 12, 1))
    assert page in shop.workshop.files.digests
    assert shop.build(DAY).done
    assert page not in shop.workshop.files.digests
    assert "/articles/scheduled/" not in shop.text("articles/index.html")


def test_an_edited_template_makes_the_pages_again_that_use_it(shop: Shop) -> None:
    shop.edit("templates/pages/concern.html", "<h1>", '<h1 class="new">')
    assert sections(shop.made()) == {"concerns/impatience", "concerns/queue-sickness"}
    assert '<h1 class="new">' in shop.text(PAGE)


def test_an_edited_part_of_the_frame_makes_all_pages_again(shop: Shop) -> None:
    shop.edit("templates/partials/site-footer.html", "<footer", '<footer lang="en"')
    pages = {
        page.path
        for step in shop.workshop.ledger.steps.values()
        for page in step.pages
        if page.kind not in ("redirect", "data")
    }
    assert shop.made() >= pages


def test_a_macro_makes_the_pages_again_that_show_it(shop: Shop) -> None:
    shop.edit("templates/components/card.html", '<li class="card">', '<li class="card new">')
    made = shop.made()
    assert made >= shop.showing('<li class="card new">') >= {"concerns/index.html"}
    assert PAGE in made, "it calls another macro of the same file"
    assert "crisis/index.html" not in made


def test_a_setting_makes_all_pages_again(shop: Shop) -> None:
    set_field(shop.root / "site_config.yaml", "name: Another Site")
    attempt = shop.build()
    assert attempt.tally.rendered == attempt.tally.pages
    assert all("site" in why for why in attempt.reasons.values())


def test_another_picture_makes_the_pages_again_that_show_it(shop: Shop) -> None:
    shop.edit("content/modalities/images/two-chairs.svg", "<svg", "<svg ")
    assert sections(shop.made()) == {"modalities/quiet-sitting"}
    assert sum(path.startswith("assets/images/two-chairs-") for path in shop.workshop.files.digests) == 1


def test_a_record_that_is_gone_takes_its_page_with_it(shop: Shop) -> None:
    (shop.root / "content/articles/unreviewed.md").unlink()
    made = shop.made()
    assert "articles/unreviewed/index.html" not in shop.workshop.files.digests
    assert "articles/index.html" in made
    assert not any(
        "/articles/unreviewed/" in shop.text(path) for path in shop.workshop.files.digests if path.endswith("l")
    )


def test_a_record_with_a_new_id_has_another_page_and_leads_there_from_the_old_one(shop: Shop) -> None:
    old = shop.root / "content/articles/unreviewed.md"
    set_field(old, "redirect_from: [/articles/unreviewed/]")
    old.rename(old.with_stem("not-reviewed"))
    made = shop.made()
    assert {"articles/not-reviewed/index.html", "articles/unreviewed/index.html", "articles/index.html"} <= made
    assert 'url=/articles/not-reviewed/"' in shop.text("articles/unreviewed/index.html")


def test_a_broken_edit_leaves_the_last_good_site_and_what_is_known_of_it(shop: Shop) -> None:
    ledger, files = shop.workshop.ledger, shop.workshop.files
    before = {path: files.load(path) for path in files.digests}
    shop.edit(CONCERN, "title: Queue sickness", "titel: Queue illness")
    attempt = shop.build()
    assert [problem.code for problem in attempt.problems] == ["unknown-key"]
    assert not attempt.done
    assert shop.workshop.ledger is ledger
    assert {path: shop.workshop.files.load(path) for path in shop.workshop.files.digests} == before


@pytest.mark.parametrize("mended", ["as it was", "otherwise"])
def test_the_build_after_a_broken_one_is_right(shop: Shop, mended: str) -> None:
    text = (shop.root / CONCERN).read_text("utf-8")
    shop.edit(CONCERN, "title: Queue sickness", "titel: Queue illness")
    assert not shop.build().done
    shop.edit("content/modalities/theory-of-queues.md", "title: Theory of queues", "title: A theory of queues")
    assert not shop.build().done
    title = "Queue sickness" if mended == "as it was" else "Queue illness"
    (shop.root / CONCERN).write_text(text.replace("Queue sickness", title), "utf-8")
    made = shop.made()
    assert f"<h1>{title}</h1>" in shop.text(PAGE)
    assert "<h1>A theory of queues</h1>" in shop.text("modalities/theory-of-queues/index.html")
    assert (PAGE in made) == (mended == "otherwise")


def test_a_fault_between_files_is_told_until_it_is_mended_in_either_file(shop: Shop) -> None:
    shop.edit("content/concerns/impatience.md", "## What may help?", "## What else?")
    for _ in range(2):
        assert [problem.code for problem in shop.build().problems] == ["unknown-anchor"]
    shop.edit("content/modalities/quiet-sitting.md", "#what-may-help", "#what-else")
    assert shop.build().done


def test_faults_in_files_and_between_them_are_told_together(shop: Shop) -> None:
    shop.edit("content/concerns/impatience.md", "## What may help?", "## What else?")
    shop.edit(CONCERN, "title: Queue sickness", "titel: Queue illness")
    codes = {(problem.span.path, problem.code) for problem in shop.build().problems}
    assert codes == {(CONCERN, "unknown-key"), ("content/modalities/quiet-sitting.md", "unknown-anchor")}


def test_a_broken_template_leaves_the_last_good_site(shop: Shop) -> None:
    before = shop.text(PAGE)
    shop.edit("templates/pages/concern.html", "<h1>", "<h1>{{ view.nothing }}")
    attempt = shop.build()
    assert [problem.code for problem in attempt.problems] == ["template"]
    assert shop.text(PAGE) == before
    shop.edit("templates/pages/concern.html", "{{ view.nothing }}", "")
    assert shop.made() == set()


def test_one_file_that_claims_an_address_twice_is_told_of(shop: Shop) -> None:
    set_field(shop.root / ARTICLE, "redirect_from: [/articles/on-waiting/]")
    assert [problem.code for problem in shop.build().problems] == ["url-claimed-twice"]


def test_another_process_goes_on_where_this_one_ended(shop: Shop) -> None:
    shop.edit(CONCERN, "Nobody has it.", "Nobody has it yet.")
    shop.build()
    shop.save()
    next_one = shop.reopened()
    assert next_one.workshop.ledger == shop.workshop.ledger
    attempt = next_one.build()
    assert (attempt.tally.read, attempt.tally.planned) == (0, 0)
    assert next_one.workshop.files.digests == shop.workshop.files.digests
    assert "Nobody has it yet." in next_one.text(PAGE)


def test_every_file_of_a_site_that_was_taken_over_can_be_had(shop: Shop) -> None:
    shop.save()
    next_one = shop.reopened()
    next_one.build()
    expected = {path: shop.workshop.files.load(path) for path in shop.workshop.files.digests}
    assert {path: next_one.workshop.files.load(path) for path in next_one.workshop.files.digests} == expected


@pytest.mark.parametrize("lost", ["*", "page/*", "markdown/*", "counted/*", "record/*"])
def test_a_lost_cache_costs_time_and_nothing_else(shop: Shop, lost: str) -> None:
    shop.save()
    expected = {path: shop.workshop.files.load(path) for path in shop.workshop.files.digests}
    for found in [path for path in (shop.root / ".cache").glob(lost) if path.name != "ledger"]:
        shutil.rmtree(found) if found.is_dir() else found.unlink()
    shutil.rmtree(shop.root / "output")
    next_one = shop.reopened()
    (shop.root / "content/glossary/new.yaml").write_text("term: new word\ndefinition: Not old.\n", "utf-8")
    assert next_one.build().done
    (shop.root / "content/glossary/new.yaml").unlink()
    assert next_one.build().done
    assert {path: next_one.workshop.files.load(path) for path in next_one.workshop.files.digests} == expected


def test_drafts_are_a_site_of_their_own(shop: Shop) -> None:
    shop.save()
    with_drafts = Shop(replace(shop.order, drafts=True))
    assert with_drafts.workshop.ledger.steps == {}
    assert with_drafts.build().done
    assert "articles/draft/index.html" in with_drafts.workshop.files.digests


def test_a_reason_names_what_had_changed(shop: Shop) -> None:
    shop.edit(CONCERN, "title: Queue sickness", "title: Queue illness")
    reasons = shop.build().reasons
    assert reasons[PAGE] == "head, view.title"
    assert reasons["concerns/index.html"] == "view.groups"
    shop.edit("templates/pages/concern.html", "<h1>", '<h1 class="new">')
    assert set(shop.build().reasons.values()) == {"template"}


def test_explain_prints_the_reasons(shop: Shop) -> None:
    assert fingerpost(shop.root).exit_code == 0
    shop.edit(CONCERN, "Nobody has it.", "Nobody has it yet.")
    said = fingerpost(shop.root, "build", "--explain").stdout
    assert f"{PAGE}: view.prose\n" in said


def page(parts: str) -> Made:
    return Made("/a/", "a/index.html", "a.md", "page", "key", "digest", "", "", parts)


BEFORE = "site=1 template=2 head=3 view.title=4"


@pytest.mark.parametrize(
    ("old", "parts", "why"),
    [
        (None, BEFORE, "new"),
        (BEFORE, "site=1 template=2 head=3 view.title=5", "view.title"),
        (BEFORE, "site=0 template=2 head=4 view.title=4", "site, head"),
        (BEFORE, "site=1 template=2 head=3 view.other=4", "view.title, view.other"),
        (BEFORE, BEFORE, "it was no longer in the cache"),
    ],
)
def test_a_reason_is_what_differs(old: str | None, parts: str, why: str) -> None:
    assert reason(page(old) if old else None, page(parts)) == why


def test_keys_that_nobody_reads_any_more_do_not_pile_up(shop: Shop) -> None:
    before = len(shop.workshop.ledger.keys)
    word = shop.root / "content/glossary/passing-word.yaml"
    word.write_text("term: Passing word\ndefinition: A word that does not stay.\n", "utf-8")
    shop.build()
    word.unlink()
    shop.build()
    assert len(shop.workshop.ledger.keys) > before
    shop.edit("site_config.yaml", "The Full Site", "The Whole Site")
    shop.build()
    assert len(shop.workshop.ledger.keys) == before


def test_an_edit_leaves_no_garbage_and_no_earlier_state(shop: Shop) -> None:
    gc.collect()
    gc.disable()
    try:
        for number in range(3):
            shop.edit(CONCERN, "title: Queue sickness", f"title: Queue sickness {number}\n# title: Queue sickness")
            assert shop.build().done
        alive = [each for each in gc.get_objects() if isinstance(each, Renewal) and each.setting.root == shop.root]
        assert len(alive) == 1
    finally:
        gc.enable()


def test_what_was_made_of_content_that_did_not_last_is_not_taken_over(shop: Shop) -> None:
    person, other = "content/people/ada-example.yaml", "content/articles/overdue.md"
    texts = {path: (shop.root / path).read_text("utf-8") for path in (person, other)}
    shop.save()
    shutil.rmtree(shop.root / ".cache/page")
    preview = shop.reopened()
    assert preview.build().done
    preview.edit(person, "role: Clinical reviewer", "role: Undone")
    preview.edit(other, "authors:\n", "authors:\n  - nobody-here\n")
    assert not preview.build().done
    for path in preview.workshop.files.digests:
        # As the server does: a page cannot be had that was made of other content.
        with suppress(Exception):
            preview.workshop.files.load(path)
    for path, text in texts.items():
        (shop.root / path).write_text(text, "utf-8")
    assert preview.build().done
    preview.edit(ARTICLE, "title: ", "title: On ")
    assert preview.build().done
    assert not preview.showing("Undone")
