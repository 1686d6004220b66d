"""The models of the records: what each may say, and which of its values must fit together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from fingerpost.clinical.citation import Citation
from fingerpost.clinical.concern import Concern
from fingerpost.clinical.crisis import CrisisResource
from fingerpost.clinical.kinds import BY_FOLDER, KINDS
from fingerpost.clinical.modality import EVIDENCE_LEVELS, INVERSES, Modality
from fingerpost.clinical.practice import Fee, Licence, Location, Video
from fingerpost.clinical.published import Review
from fingerpost.clinical.questions import QUESTIONS, Answers
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.schema import Model, fields_of
from fingerpost.pages import labels

CONCERN = {"title": "Grief", "plain_name": "Loss", "summary": "A concern.", "is_condition": "false"}
MODALITY = {"title": "Sitting", "summary": "A therapy.", "kind": "therapy", "cautions": [{"text": "Slow."}]}
CITATION = {"type": "book", "author": [{"literal": "A"}], "year": "2020", "title": "T", "isbn": "9780123456786"}
CRISIS = {
    "name": "L",
    "regions": ["CA"],
    "phone": "988",
    "hours": "All",
    "for_whom": "Anybody",
    "source_url": ["https://a.ca/"],
    "priority": "1",
}
LICENCE = {"jurisdiction": "CA-ON", "regulator": "college", "title": "RP", "number": "1"}
THERAPIST = {
    "name": "A", "sort_name": "A", "status": "active", "consent_to_list": "true", "title": "RP", "summary": "S.",
    "licences": [LICENCE], "languages": ["en"], "formats": ["video"], "bio": "B.", "email": "a@example.org",
    "availability": {"accepting": "yes", "as_of": "2026-01-01"}, "updated_on": "2026-01-01",
}  # fmt: skip
VIDEO = {"transcript": "Hello.", "recorded_on": "2026-01-01"}
REVIEW = {"by": "a", "on": "2026-01-02", "scope": "All", "digest": "0" * 64}


def code(model: type[Model], values: dict[str, Any]) -> str:
    """The first code with which the values are refused; '' when they are accepted."""
    try:
        model.validated(values)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


@pytest.mark.parametrize(
    ("model", "base", "change", "wanted"),
    [
        (Citation, CITATION, {}, ""),
        (Citation, CITATION, {"identifier": "unverified"}, "identifier"),
        (Citation, CITATION, {"retracted": {"status": "yes", "as_of": "2026-01-01"}}, ""),
        (Citation, CITATION, {"retracted": {"status": "yes"}}, "retraction-date"),
        (Citation, CITATION, {"retracted": {"status": "unknown", "as_of": "2026-01-01"}}, "retraction-date"),
        (Citation, CITATION, {"author": [{"given": "A"}]}, "author-name"),
        (Citation, CITATION, {"author": []}, "too_short"),
        (Modality, MODALITY, {}, ""),
        (Modality, MODALITY, {"cautions": []}, "cautions"),
        (Modality, MODALITY, {"cautions": [], "no_known_cautions": {"citations": ["a"]}}, ""),
        (Modality, MODALITY, {"cautions": [], "no_known_cautions": {"citations": []}}, "too_short"),
        (Modality, MODALITY, {"no_known_cautions": {"citations": ["a"]}}, "cautions"),
        (CrisisResource, CRISIS, {}, ""),
        (CrisisResource, CRISIS, {"verified_on": "2026-01-01"}, "verified-by"),
        (CrisisResource, CRISIS, {"verified_by": "A"}, "verified-by"),
        (CrisisResource, CRISIS, {"verified_on": "2026-01-01", "verified_by": "A"}, ""),
        (Licence, LICENCE, {"verified_by": "A"}, "verified-by"),
        (Location, {"city": "A", "region": "CA-ON"}, {"home_office": "true"}, ""),
        (Location, {"city": "A", "region": "CA-ON"}, {"home_office": "true", "address": "1 B St"}, "home-address"),
        (Location, {"city": "A", "region": "CA-ON"}, {"address": "1 B St"}, ""),
        (Fee, {"service": "A"}, {"amount": "0"}, ""),
        (Fee, {"service": "A"}, {"min": "0", "max": "0"}, ""),
        (Fee, {"service": "A"}, {}, "fee-form"),
        (Fee, {"service": "A"}, {"min": "1"}, "fee-form"),
        (Fee, {"service": "A"}, {"max": "1"}, "fee-form"),
        (Fee, {"service": "A"}, {"amount": "1", "max": "2"}, "fee-form"),
        (Fee, {"service": "A"}, {"amount": "1", "min": "1", "max": "2"}, "fee-form"),
        (Fee, {"service": "A"}, {"min": "9", "max": "10"}, ""),
        (Fee, {"service": "A"}, {"min": "10", "max": "9"}, "fee-form"),
        (Video, VIDEO, {"youtube": "abcdefghi-_"}, ""),
        (Video, VIDEO, {}, "video-source"),
        (Video, VIDEO, {"youtube": "abcdefghi-_", "vimeo": "123456"}, "video-source"),
        (Video, VIDEO, {"youtube": "https://youtu.be/abcdefghi-_"}, "bad-video-id"),
        (Video, VIDEO, {"vimeo": "vimeo.com/123456"}, "bad-video-id"),
        (Video, VIDEO, {"src": "a.mp4"}, "video-captions"),
        (Video, VIDEO, {"src": "a.mp4", "captions": "a.vtt"}, ""),
        (Therapist, THERAPIST, {}, ""),
        (Therapist, THERAPIST, {"licences": []}, "no-licence"),
        (
            Therapist,
            THERAPIST,
            {"licences": [], "unregulated": {"jurisdiction": "CA-AB", "source": "https://a.ca/"}},
            "",
        ),
        (Therapist, THERAPIST, {"fees": [{"service": "A", "amount": "1"}]}, "fees-undated"),
        (Therapist, THERAPIST, {"fees": [{"service": "A", "amount": "1"}], "fees_as_of": "2026-01-01"}, ""),
        (Therapist, THERAPIST, {"focus_areas": ["a"] * 12}, ""),
        (Therapist, THERAPIST, {"focus_areas": ["a"] * 13}, "too_long"),
        (Therapist, THERAPIST, {"languages": []}, "too_short"),
        (Review, REVIEW, {"next_due": "2026-01-03"}, ""),
        (Review, REVIEW, {"next_due": "2026-01-02"}, "dates-out-of-order"),
        (Concern, CONCERN, {"publish_on": "2026-01-02", "expires_on": "2026-01-02"}, "dates-out-of-order"),
        (Concern, CONCERN, {"publish_on": "2026-01-02", "expires_on": "2026-01-03"}, ""),
        (Concern, CONCERN, {"published_on": "2026-01-02", "updated_on": "2026-01-02"}, ""),
        (Concern, CONCERN, {"published_on": "2026-01-02", "updated_on": "2026-01-01"}, "dates-out-of-order"),
    ],
)
def test_values_that_belong_together(
    model: type[Model], base: dict[str, Any], change: dict[str, Any], wanted: str
) -> None:
    assert code(model, {**base, **change}) == wanted


def without(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != key}


def test_a_therapist_nobody_can_reach_is_refused() -> None:
    assert code(Therapist, without(THERAPIST, "email")) == "no-contact"
    for key, value in {"phone": "555-0100", "website": "https://a.ca/", "booking_url": "https://a.ca/"}.items():
        assert code(Therapist, {**without(THERAPIST, "email"), key: value}) == ""


def test_a_crisis_line_nobody_can_reach_is_refused() -> None:
    assert code(CrisisResource, without(CRISIS, "phone")) == "no-contact"
    for key, value in {"sms": {"number": "988"}, "chat": "https://a.ca/"}.items():
        assert code(CrisisResource, {**without(CRISIS, "phone"), key: value}) == ""


def test_a_work_without_an_identifier_says_that_none_was_found() -> None:
    bare = without(CITATION, "isbn")
    assert code(Citation, bare) == "identifier"
    assert code(Citation, {**bare, "identifier": "unverified"}) == ""
    for key, value in {"doi": "10.1000/1", "pmid": "1", "url": "https://a.ca/"}.items():
        assert code(Citation, {**bare, key: value}) == ""


def concern(**dates: str) -> Concern:
    return Concern.validated({**CONCERN, **dates})


@pytest.mark.parametrize(
    ("dates", "day", "live"),
    [
        ({}, "2026-01-01", True),
        ({"draft": "true"}, "2026-01-01", False),
        ({"draft": "true", "publish_on": "2026-02-01"}, "2026-01-01", False),
        ({"publish_on": "2026-02-01"}, "2026-01-31", False),
        ({"publish_on": "2026-02-01"}, "2026-02-01", True),
        ({"expires_on": "2026-02-01"}, "2026-01-31", True),
        ({"expires_on": "2026-02-01"}, "2026-02-01", False),
        ({"publish_on": "2026-02-01", "expires_on": "2026-03-01"}, "2026-01-01", False),
        ({"publish_on": "2026-02-01", "expires_on": "2026-03-01"}, "2026-02-01", True),
    ],
)
def test_a_page_is_live_between_its_days(dates: dict[str, str], day: str, live: bool) -> None:
    today = date.fromisoformat(day)
    assert concern(**dates).is_live(lambda each: each <= today) is live


def test_every_kind_has_a_folder_of_its_own() -> None:
    assert len(BY_FOLDER) == len(KINDS) == 12
    assert {kind.form for kind in KINDS} == {"markdown", "yaml"}


def test_every_choice_has_a_name_on_the_page() -> None:
    assert tuple(labels.EVIDENCE) == EVIDENCE_LEVELS
    assert labels.RELATIONS.keys() == {*INVERSES, *INVERSES.values()}
    assert labels.KINDS.keys() == {kind.name for kind in KINDS}


def test_every_question_has_an_answer_s_field() -> None:
    assert list(QUESTIONS) == list(fields_of(Answers))
