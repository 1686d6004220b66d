"""The codes of Canada's regions."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from fingerpost.clinical.regions import REGIONS, Region


@pytest.mark.parametrize("code", REGIONS)
def test_every_region_is_read(code: str) -> None:
    assert TypeAdapter(Region).validate_python(code) == code


@pytest.mark.parametrize("given", ["ON", "ca-on", "US-NY", "CA-XX", "Ontario", ""])
def test_what_is_no_code_is_refused(given: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Region).validate_python(given)
    assert caught.value.errors()[0]["type"] == ("not-a-region" if given else "empty-value")


def test_thirteen_regions_and_the_whole() -> None:
    assert len(REGIONS) == 14
    assert REGIONS["CA"] == "Canada"
