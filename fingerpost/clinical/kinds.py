"""The kinds of record: the folder each lives in, its form, and its model."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Literal

from fingerpost.engine.schema import Model
from fingerpost.engine.values import dataclass

Form = Literal["markdown", "yaml"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. `folder` is its place inside content/."""

    name: str
    folder: str
    form: Form
    _model: str

    @property
    def model(self) -> type[Model]:
        """The model, from a module that is loaded with the first record of its kind: together they take 60 ms."""
        return _loaded(self._model)


@cache
def _loaded(named: str) -> type[Model]:
    module, name = named.split(":")
    found: type[Model] = getattr(import_module(f"fingerpost.clinical.{module}"), name)
    return found


KINDS: tuple[Kind, ...] = (
    Kind("modality", "modalities", "markdown", "modality:Modality"),
    Kind("concern", "concerns", "markdown", "concern:Concern"),
    Kind("article", "articles", "markdown", "article:Article"),
    Kind("page", "pages", "markdown", "page:SitePage"),
    Kind("worksheet", "worksheets", "markdown", "page:Worksheet"),
    Kind("therapist", "therapists", "yaml", "therapist:Therapist"),
    Kind("person", "people", "yaml", "person:Person"),
    Kind("regulator", "regulators", "yaml", "regulator:Regulator"),
    Kind("place", "places", "yaml", "place:Place"),
    Kind("citation", "citations", "yaml", "citation:Citation"),
    Kind("crisis", "crisis", "yaml", "crisis:CrisisResource"),
    Kind("term", "glossary", "yaml", "glossary:Term"),
)

KIND: dict[str, Kind] = {kind.name: kind for kind in KINDS}
BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}
