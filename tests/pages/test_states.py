"""What pages honestly say on a day: of reviews, licences, availability, listings, retractions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import copy_of, fingerpost


def html(output: Path, page: str) -> str:
    return (output / page / "index.html").read_text("utf-8")


REVIEWS = {
    "articles/on-waiting": ("Reviewed by a clinician", "The text has not changed since."),
    "articles/due-soon": ("Reviewed by a clinician", "The next review is due soon."),
    "articles/overdue": ("Clinical review overdue", "The text has not changed, but its next review is late."),
    "articles/edited": ("Edited since clinical review", "nobody has signed the new text."),
    "articles/unreviewed": ("Not yet reviewed by a clinician", "no clinician has signed this page."),
}


@pytest.mark.parametrize("where", REVIEWS)
def test_a_page_says_the_state_of_its_review_and_no_other(full_output: Path, where: str) -> None:
    found = html(full_output, where)
    label, detail = REVIEWS[where]
    assert f"<strong>{label}</strong>" in found
    assert detail in found
    assert not any(other in found for _, other in REVIEWS.values() if other != detail)


def test_the_latest_of_several_reviews_counts(full_output: Path) -> None:
    found = html(full_output, "modalities/quiet-sitting")
    assert "The text has not changed since." in found
    assert '<time datetime="2026-02-15">' in found
    assert '<time datetime="2025-06-01">' not in found


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("verified", "Verified with the college on October 1, 2026"),
        ("unverified", "Not checked with the college by us: look it up before you rely on it"),
        ("lapsed", "This licence has passed its expiry date: check the register"),
    ],
)
def test_a_licence_says_how_far_it_can_be_relied_on(full_output: Path, state: str, words: str) -> None:
    found = html(full_output, "therapists/rosa-full")
    assert found.count(f"licence--{state}") == 1
    assert words in found


@pytest.mark.parametrize(("day", "shown"), [("2027-11-05", 1), ("2027-11-06", 0)])
def test_after_400_days_a_licence_is_no_longer_shown_as_verified(tmp_path: Path, day: str, shown: int) -> None:
    root = copy_of("full", tmp_path)
    record = root / "content/therapists/rosa-full.yaml"
    record.write_text(record.read_text("utf-8").replace("    expires_on: 2027-03-31\n", ""), "utf-8")
    result = fingerpost(root, today=day)
    assert result.exit_code == 0
    assert "[verification-old]" in result.stderr
    assert html(root / "output", "therapists/rosa-full").count("licence--verified") == shown


def test_a_sample_licence_is_never_verified(full_output: Path) -> None:
    found = html(full_output, "therapists/sample")
    assert "Sample: not a licence" in found
    assert "Verified" not in found


@pytest.mark.parametrize(
    ("therapist", "words"),
    [
        ("rosa-full", "Accepting new clients"),
        ("full-practice", "Not accepting new clients"),
        ("waitlist", "Has a waiting list"),
        ("stale", "Ask whether there is room"),
    ],
)
def test_a_profile_and_its_card_say_whether_there_is_room(full_output: Path, therapist: str, words: str) -> None:
    assert words in html(full_output, f"therapists/{therapist}")
    card = (
        html(full_output, "therapists").partition(f'href="/therapists/{therapist}/"')[2].partition('<li class="card')[0]
    )
    assert words in card


def test_a_paused_listing_says_so_and_claims_no_room(full_output: Path) -> None:
    assert "This listing is paused for now." in html(full_output, "therapists/paused")
    card = html(full_output, "therapists").partition('id="paused"')[2].partition("</li>\n</ul>")[0].partition('id="')[0]
    assert "Not seeing new clients: this listing is paused" in card
    assert "Accepting new clients" not in card


@pytest.mark.parametrize("where", ["therapists/archived", "therapists/arno", "therapists/unlisted"])
def test_a_therapist_who_left_leads_to_the_directory(full_output: Path, where: str) -> None:
    assert '<meta http-equiv="refresh" content="0; url=/therapists/">' in html(full_output, where)
    assert f'href="/{where}/"' not in html(full_output, "therapists")


def test_a_therapist_who_left_is_named_nowhere(full_output: Path) -> None:
    pages = [path for path in full_output.rglob("*") if path.is_file() and path.suffix in (".html", ".json", ".xml")]
    for name in ("Arno Archived", "Una Unlisted"):
        assert [path for path in pages if name in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("troubles/impatience/index.html", "/concerns/impatience/"),
        ("old/qs.html", "/modalities/quiet-sitting/"),
        ("silent-therapy/index.html", "/modalities/quiet-sitting/"),
        ("essays/waiting/index.html", "/articles/on-waiting/"),
        ("therapists/rosa/index.html", "/therapists/rosa-full/"),
    ],
)
def test_an_old_address_leads_on_without_a_script(full_output: Path, old: str, new: str) -> None:
    page = (full_output / old).read_text("utf-8")
    assert f'<meta http-equiv="refresh" content="0; url={new}">' in page
    assert f'<a href="{new}">' in page
    assert f'<link rel="canonical" href="https://full.example.org{new}">' in page
    assert "<script" not in page


def test_a_home_office_shows_no_street_and_an_office_does(full_output: Path) -> None:
    found = html(full_output, "therapists/rosa-full")
    assert "A home office: the address is given when you book." in found
    assert "12 Example Street" in found


def test_a_retracted_work_says_so_on_its_page(full_output: Path) -> None:
    assert "This work has been retracted (as of September 30, 2026). Do not rely on it." in html(
        full_output, "references/east2020a"
    )
    assert "Not retracted, as of October 1, 2026." in html(full_output, "references/north2019")


def test_two_works_of_one_author_and_year_are_told_apart(full_output: Path) -> None:
    found = html(full_output, "modalities/quiet-sitting")
    assert "East, 2020a" in found
    assert "East, E. (2020b)" in found
    assert "(2020a)" in found
    assert "(2020b)" in found
    assert "East, 2020a" not in html(full_output, "references/east2020a")


def test_reading_time_is_counted_at_the_speed_of_the_site(full_output: Path, real_output: Path) -> None:
    assert "1 minute to read" in html(full_output, "articles/on-waiting")
    assert "minutes to read" in html(real_output, "articles/therapy-by-video")


def test_the_content_note_is_one_line_with_a_way_past_the_text(full_output: Path) -> None:
    found = html(full_output, "articles/on-waiting")
    assert 'This page mentions waiting lists. <a href="#site-after">Skip the text</a>' in found
    assert 'id="site-after"' in found


def test_a_relation_reads_from_both_sides(full_output: Path) -> None:
    part = html(full_output, "modalities/quiet-sitting")
    whole = html(full_output, "modalities/patient-approaches")
    assert "Part of" in part
    assert "Includes" in whole
    assert 'href="/modalities/quiet-sitting/"' in whole
    assert "Variants" in whole
    assert "Often combined with" in part


def test_every_correction_stands_in_the_log_newest_first(full_output: Path) -> None:
    log = html(full_output, "corrections")
    places = [log.index(words) for words in ("move by themselves", "no room for", "wrong journal", "was real")]
    assert places == sorted(places)


def test_the_glossary_is_linked_where_a_page_first_uses_a_term(full_output: Path) -> None:
    found = html(full_output, "concerns/impatience")
    assert found.count('href="/glossary/small-difference/"') == 1


def test_samples_and_old_addresses_are_kept_from_search_engines(full_output: Path) -> None:
    sitemap = (full_output / "sitemap.xml").read_text("utf-8")
    for page in ("therapists/sample", "people/ben-example", "articles/unreviewed", "about", "old/qs.html"):
        path = page if page.endswith(".html") else f"{page}/index.html"
        assert '<meta name="robots" content="noindex">' in (full_output / path).read_text("utf-8")
        assert f"https://full.example.org/{page}" not in sitemap
    assert "https://full.example.org/articles/on-waiting/" in sitemap


def test_a_concern_in_the_evidence_table_is_not_listed_again(full_output: Path) -> None:
    found = html(full_output, "modalities/quiet-sitting")
    assert '<th scope="row"><a href="/concerns/impatience/">' in found
    assert "Also used for" not in found


def test_the_crisis_page_opens_with_the_emergency_number_of_its_own_records(
    full_output: Path, minimal_output: Path
) -> None:
    opening = "care-card--emergency"
    assert '<a href="tel:5550100">If a life is in danger, call 555-HELP.</a>' in html(full_output, "crisis")
    assert opening in html(full_output, "crisis")
    assert opening not in html(minimal_output, "crisis")
