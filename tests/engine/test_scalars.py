"""Strict values: what each may say, and the look-alikes it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from fingerpost.engine import scalars

ACCEPTED: dict[str, dict[str, object]] = {
    "Text": {" a \n b ": "a \n b", "no": "no", "12:30": "12:30", "null ": "null"},
    "Line": {" one line ": "one line"},
    "Slug": {"a": "a", "a-1-b": "a-1-b"},
    "Url": {
        "https://example.org": "https://example.org",
        "http://a.example.org:80/b?c=d#e": "http://a.example.org:80/b?c=d#e",
    },
    "Email": {"a.b+c@example.org": "a.b+c@example.org"},
    "Phone": {"988": "988", "+1 416 555-0123": "+1 416 555-0123", "416-555-0123": "416-555-0123"},
    "Language": {"en": "en", "fr-CA": "fr-CA", "zh-Hans": "zh-Hans", "es-419": "es-419"},
    "Doi": {"10.1000/a(b)c;d": "10.1000/a(b)c;d"},
    "Pmid": {"1": "1"},
    "Isbn": {"9780123456786": "9780123456786", "012345678X": "012345678X"},
    "Orcid": {"0000-0002-1825-0097": "0000-0002-1825-0097", "0000-0002-1694-233X": "0000-0002-1694-233X"},
    "Digest": {"0a" * 32: "0a" * 32},
    "OldPath": {"/a": "/a", "/a/b.html": "/a/b.html", "/a/": "/a/"},
    "Date": {"2024-02-29": date(2024, 2, 29), " 2026-03-09 ": date(2026, 3, 9)},
    "Flag": {"true": True, "false": False},
    "Whole": {"0": 0, "12": 12},
    "Year": {"1800": 1800, "2026": 2026},
    "Amount": {"0": Decimal(0), "140": Decimal(140), "140.50": Decimal("140.50")},
}
LOOKALIKES = {
    "not-a-slug": ("Slug", ["A", "a_b", "a--b", "-a", "a-", "é", "a.md", "a/b", "١"]),
    "not-a-url": (
        "Url",
        [
            "example.org",
            "//example.org",
            "ftp://example.org",
            "https://",
            "https:///a",
            "javascript:alert(1)",
            "https://a b",
            "https://user@example.org",
            "https://a:99999",
            "https://[",
            'https://a"b',
            "https://a\\b",
        ],
    ),
    "not-an-email": ("Email", ["a", "a@b", "a@b.", "@b.ca", "a b@c.ca", "a@b@c.ca"]),
    "not-a-phone": ("Phone", ["9", "call", "416.555.0123", "555-HELP", "1" * 26, "٤١٦-٥٥٥"]),
    "not-a-language": ("Language", ["English", "EN", "en_CA", "e", "en-ca"]),
    "bad-doi": ("Doi", ["https://doi.org/10.1000/1", "doi:10.1000/1", "10.1/1", "10.1000/", "10.1000/a b"]),
    "bad-pmid": ("Pmid", ["PMC1", "0", "01", "1" * 10]),
    "bad-isbn": ("Isbn", ["978-0-12-345678-6", "123", "97801234567861"]),
    "bad-orcid": ("Orcid", ["0000-0002-1825-0098", "0000000218250097", "0000-0002-1694-2330"]),
    "bad-digest": ("Digest", ["0A" * 32, "0a" * 31, "g" * 64]),
    "not-a-path": (
        "OldPath",
        ["a", "/", "//a", "/a//b", "/../a", "/a/./b", "/a/..", "/a b", "/a?b", "/a#b", "/é", "https://a.ca/b"],
    ),
    "not-a-date": (
        "Date",
        ["0", "2026", "2026-3-9", "2026-02-30", "20260309", "09/03/2026", "2026-03-09T00:00:00", "٢٠٢٦-٠٣-٠٩", "today"],
    ),
    "not-a-flag": ("Flag", ["yes", "no", "on", "True", "1", "t", "y"]),
    "not-a-number": ("Whole", ["-1", "1.0", "1e3", "1,000", "1_000", "0x1", "007", "١", "9" * 10]),
    "not-a-year": ("Year", ["1799", "2201"]),
    "not-an-amount": ("Amount", ["$140", "-1", "140.5", "140,50", "1e2", "NaN", "Infinity", "1000000"]),
    "too-long": ("Summary", ["x" * 161]),
    "one-line": ("Line", ["a\nb"]),
    "empty-value": ("Text", ["", " \n "]),
    "control-character": ("Text", ["a\x00", "a\u2029b"]),
}
REFUSED = [(name, given, code) for code, (name, values) in LOOKALIKES.items() for given in values]
REFUSED += [("Title", "x" * 111, "too-long")]


def adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(getattr(scalars, name))


def code_of(name: str, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        adapter(name).validate_python(value)
    (error,) = caught.value.errors()
    assert error["ctx"]["help"], "every refusal says how to mend it"
    return error["type"]


@pytest.mark.parametrize(
    ("name", "given", "wanted"), [(n, g, w) for n, each in ACCEPTED.items() for g, w in each.items()]
)
def test_what_is_meant_is_read(name: str, given: str, wanted: object) -> None:
    found = adapter(name).validate_python(given)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(("name", "given", "code"), REFUSED)
def test_what_only_looks_alike_is_refused(name: str, given: str, code: str) -> None:
    assert code_of(name, given) == code


@pytest.mark.parametrize("name", ACCEPTED)
@pytest.mark.parametrize("given", [["a"], {"a": "b"}, [], {}])
def test_a_list_or_a_mapping_is_no_scalar(name: str, given: object) -> None:
    assert code_of(name, given) == "not-text"


def test_words_are_counted() -> None:
    few = TypeAdapter(Annotated[scalars.Line, scalars.most_words(3)])
    assert few.validate_python("one two three") == "one two three"
    with pytest.raises(ValidationError, match="has 4 words; at most 3 fit"):
        few.validate_python("one two three four")


def test_a_message_repeats_braces_as_they_were_written() -> None:
    with pytest.raises(ValidationError) as caught:
        adapter("Slug").validate_python("{help} {{x}}")
    assert caught.value.errors()[0]["ctx"]["message"] == '"{help} {{x}}" is not an id'


def test_a_message_repeats_only_the_beginning_of_a_long_value() -> None:
    with pytest.raises(ValidationError) as caught:
        adapter("Url").validate_python("x" * 10_000)
    assert len(caught.value.errors()[0]["ctx"]["message"]) < 100


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert adapter("Date").validate_python(day.isoformat()) == day


@given(st.sampled_from(sorted(ACCEPTED)), st.text(max_size=40))
def test_any_text_is_read_or_refused_with_help(name: str, text: str) -> None:
    try:
        adapter(name).validate_python(text)
    except ValidationError as error:
        (found,) = error.errors()
        assert found["ctx"]["help"]
        assert "\n" not in found["ctx"]["message"]
