"""The kinds of record: the folder each lives in, its form, and its model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fingerpost.clinical.article import Article
from fingerpost.clinical.citation import Citation
from fingerpost.clinical.concern import Concern
from fingerpost.clinical.crisis import CrisisResource
from fingerpost.clinical.glossary import Term
from fingerpost.clinical.modality import Modality
from fingerpost.clinical.page import SitePage, Worksheet
from fingerpost.clinical.person import Person
from fingerpost.clinical.regulator import Regulator
from fingerpost.clinical.therapist import Therapist
from fingerpost.engine.schema import Model

Form = Literal["markdown", "yaml"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. `folder` is its place inside content/."""

    name: str
    folder: str
    form: Form
    model: type[Model]


KINDS: tuple[Kind, ...] = (
    Kind("modality", "modalities", "markdown", Modality),
    Kind("concern", "concerns", "markdown", Concern),
    Kind("article", "articles", "markdown", Article),
    Kind("page", "pages", "markdown", SitePage),
    Kind("worksheet", "worksheets", "markdown", Worksheet),
    Kind("therapist", "therapists", "yaml", Therapist),
    Kind("person", "people", "yaml", Person),
    Kind("regulator", "regulators", "yaml", Regulator),
    Kind("citation", "citations", "yaml", Citation),
    Kind("crisis", "crisis", "yaml", CrisisResource),
    Kind("term", "glossary", "yaml", Term),
)

KIND: dict[str, Kind] = {kind.name: kind for kind in KINDS}
BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}
