"""Jinja, strict: undefined names are errors, everything is escaped, and a template's closure is known."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from fingerpost.engine.bytecode import Bytecode
from fingerpost.engine.digest import digest
from fingerpost.engine.folding import INCLUDE_ONCE, FoldingEnvironment, mentioned
from fingerpost.engine.problems import Problem, Span, did_you_mean, quoted
from fingerpost.engine.sources import read_file, read_text, unreadable
from fingerpost.engine.stamps import walk
from fingerpost.engine.template_problem import TemplateProblem
from fingerpost.engine.values import dataclass

# Folders of templates that make files; the others hold parts of them.
_MAKE_FILES = ("pages/", "search/", "data/")
# The digest of a template's text and of all that it draws in, and their names.
Closure = tuple[str, tuple[str, ...]]
# Of what was made once, in one process: some megabytes at most.
_MOST_KEPT = 1 << 14
# What an expression in a template can raise beside Jinja's own errors.
_RAISED_INSIDE = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


class _Flush(FileSystemLoader):
    """Reads templates without their indentation, which is for whoever edits them and would weigh in every page."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        text, path, is_current = super().get_source(environment, template)
        return re.sub(r"^[ \t]+", "", text, flags=re.MULTILINE), path, is_current


@dataclass(slots=True)
class Templates:
    """The templates of one language, from one or more folders, the first of which wins."""

    folders: tuple[Path, ...]
    language: str
    strings: gettext.NullTranslations
    icons: Mapping[str, str]
    write_day: Callable[[date], str] = date.isoformat
    bytecode: Bytecode | None = None
    _environment: FoldingEnvironment = field(init=False)
    seen: str = field(init=False)
    _closures: dict[str, Closure] = field(default_factory=dict)
    _reached: dict[str, tuple[str | None, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.seen = templates_digest(self.folders)
        self._environment = FoldingEnvironment(
            loader=_Flush([str(folder) for folder in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            bytecode_cache=self.bytecode,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.translations = self.strings
        self._environment.install_gettext_translations(self.strings, newstyle=True)  # type: ignore[attr-defined]
        self._environment.globals["icon"] = self._icon
        self._environment.globals["once"] = lru_cache(_MOST_KEPT, typed=True)(_made)
        self._environment.globals[INCLUDE_ONCE] = lru_cache(_MOST_KEPT, typed=True)(self._included)
        self._environment.filters["day"] = day_formatter(self.write_day)

    def render(self, name: str, **values: object) -> str:
        """The template's output. Raises TemplateProblem with the template's own line."""
        try:
            return self._environment.get_template(name).render(values)
        except (TemplateError, *_RAISED_INSIDE) as error:
            raise self._fault(name, error) from error

    def closure_digest(self, name: str) -> str:
        """The digest of the template and of all that it extends, includes and imports. Raises TemplateProblem."""
        if name not in self._closures:
            members = tuple(sorted(self._closure(name)))
            self._closures[name] = digest(tuple((each, self._source(each)) for each in members)), members
        return self._closures[name][0]

    def closures(self) -> dict[str, Closure]:
        """Every template that makes files: the digest and the names of all that it draws in. Raises TemplateProblem."""
        for name in self._environment.list_templates():
            if name.startswith(_MAKE_FILES):
                self.closure_digest(name)
        return dict(self._closures)

    def know(self, closures: Mapping[str, Closure]) -> None:
        """Take over the closures of templates with the same `seen`."""
        self._closures.update(closures)

    def compile(self, names: Iterable[str] | None = None) -> None:
        """Make templates ready, all of them or some with what they draw in. Raises TemplateProblem."""
        wanted = names if names is None else {each for name in names for each in self._closures.get(name, ("", ()))[1]}
        for name in self._environment.list_templates() if wanted is None else sorted(wanted):
            self._template(name)

    def _closure(self, name: str) -> set[str]:
        """Names reached from `name`. A name that is computed while rendering counts as every template."""
        found: set[str] = set()
        ahead = [name]
        while ahead:
            here = ahead.pop()
            if here in found:
                continue
            found.add(here)
            if here not in self._reached:
                self._reached[here] = self._referenced(here)
            reached = self._reached[here]
            ahead += [each for each in reached if each]
            ahead += self._environment.list_templates() if None in reached else []
        return found

    def _referenced(self, name: str) -> tuple[str | None, ...]:
        """The names that a template mentions, None for one that is computed."""
        names = mentioned(self._template(name))
        self._refuse_missing(name, names)
        return names

    def _template(self, name: str) -> Template:
        try:
            return self._environment.get_template(name)
        except (TemplateError, UnicodeDecodeError) as error:
            raise self._fault(name, error) from error

    def _refuse_missing(self, name: str, reached: Iterable[str | None]) -> None:
        known = set(self._environment.list_templates())
        for missing in (each for each in reached if each and each not in known):
            lines = self._source(name).split("\n")
            line = next((number for number, text in enumerate(lines, 1) if missing in text), 1)
            help = did_you_mean(missing, known) + "Its path starts in templates/"
            raise self._at(name, line, f"there is no template {quoted(missing)}", help)

    def _source(self, name: str) -> str:
        assert self._environment.loader is not None
        try:
            return self._environment.loader.get_source(self._environment, name)[0]
        except (TemplateError, UnicodeDecodeError) as error:
            raise self._fault(name, error) from error

    def _fault(self, name: str, error: Exception) -> TemplateProblem:
        where, line = self._place(name, error)
        said = str(getattr(error, "message", None) or error)
        if isinstance(error, MemoryError):
            said = "this asks for more memory than there is"
        # Jinja names the class of a view by its module; templates know it by its own name.
        plain = re.sub(r"'(?:\w+\.)*(\w+) object' has no attribute '(\w+)'", r"\1 has no `\2`", said)
        help = "the classes in fingerpost/pages/views/ say what a template may show" if plain != said else ""
        return self._at(where, line, plain, help)

    def _at(self, where: str, line: int, message: str, help: str) -> TemplateProblem:
        path = f"templates/{where}"
        files = [folder / where for folder in self.folders if (folder / where).is_file()]
        source = read_text(files[0], path)[0] if files else None
        text = (source.line(line) if source else None) or ""
        start = len(text) - len(text.lstrip())
        span = Span(path, line, start + 1 if line else 0, max(1, len(text.strip())))
        return TemplateProblem(Problem("template", message, span, help), source)

    def _place(self, name: str, error: Exception) -> tuple[str, int]:
        """The deepest template that the error names, and the line in it."""
        line, where = 0, name
        if isinstance(error, TemplateSyntaxError):
            line, where = error.lineno, error.name or name
        else:
            trace = error.__traceback__
            while trace:
                file = trace.tb_frame.f_code.co_filename
                inside = [folder for folder in self.folders if file.startswith(str(folder) + "/")]
                if inside:
                    line, where = trace.tb_lineno, Path(file).relative_to(inside[0]).as_posix()
                trace = trace.tb_next
        return where, line

    def _included(self, name: str, /, **values: object) -> Markup:
        """A template's output for these values, which are all that it sees. Templates call it as `include_once`."""
        return Markup(self._environment.get_template(name).render(values))  # noqa: S704

    def _icon(self, name: str) -> Markup:
        if name not in self.icons:
            raise TemplateError(f"there is no icon {quoted(name)} in frontend/icons.json")
        return Markup(self.icons[name])  # noqa: S704


def _made(component: Callable[..., Markup], *arguments: object) -> Markup:
    """What a component makes of these arguments, which are all that it sees. Templates call it as `once`.

    Who could see more, a macro of the page itself, is another one for each page, and is not taken for the same.
    """
    return component(*arguments)


def templates_digest(folders: Iterable[Path]) -> str:
    """The digest of every template's name and text. Raises TemplateProblem for what is no file."""
    names = [(folder, path) for folder in folders for path in walk(str(folder), ignore=_is_hidden)]
    return digest(tuple((str(folder), path, _content(folder, path)) for folder, path in sorted(names)))


def _content(folder: Path, path: str) -> bytes:
    try:
        return read_file(folder / path, follow=True)
    except OSError as error:
        raise TemplateProblem(unreadable(f"templates/{path}", error)) from error


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


def day_formatter(write: Callable[[date], str]) -> Callable[[date], Markup]:
    """A filter that writes a date as readers do, by `write`, and as machines do."""

    @cache
    def day(value: date) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), write(value))

    return day
