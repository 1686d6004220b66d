"""What is rarely needed is not loaded: a build that finds everything ready starts in the time of its imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.building import CHECKOUT

PROGRAM = """
import sys
import {module}
print(*sorted(name for name in {heavy} if name in sys.modules))
"""
# Each is needed for one thing: a picture, a drawing, a reference, a date in words, a file that was not read before.
HEAVY = {"PIL", "lxml", "citeproc", "babel", "yaml"}


def loaded(module: str, heavy: set[str]) -> str:
    program = PROGRAM.format(module=module, heavy=sorted(heavy))
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    "module",
    ["clinical.kinds", "engine.bibliography", "engine.images", "engine.stored", "engine.svg", "engine.yamltree"],
)
def test_the_rooms_load_nothing_heavy(module: str) -> None:
    assert loaded(f"fingerpost.{module}", HEAVY) == ""


def test_what_only_pages_and_their_publishing_need_is_not_loaded_before_a_file_is_read() -> None:
    late = {"checking", "pages.edition", "pages.views.parts", "engine.bibliography", "engine.publish", "engine.svg"}
    assert loaded("fingerpost.pipeline", {f"fingerpost.{each}" for each in late}) == ""


def test_what_is_rarely_asked_for_is_not_loaded_with_the_settings() -> None:
    assert loaded("fingerpost.pipeline", {"zoneinfo", "shutil", "tempfile", "subprocess", "concurrent.futures"}) == ""


@pytest.mark.parametrize("module", ["pipeline", "renewal", "clinical.kinds", "engine.validation"])
def test_what_validates_models_is_loaded_with_the_first_that_has_to_be_validated(module: str) -> None:
    assert loaded(f"fingerpost.{module}", {"annotated_types", "pydantic", "pydantic_core"}) == ""
