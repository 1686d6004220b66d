"""Templates: strict, escaped, with a known closure, and faults told where they stand."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from fingerpost.engine.template_problem import TemplateProblem
from fingerpost.engine.templates import Templates


@dataclass(frozen=True)
class AView:
    title: str


def in_words(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def templates(folder: Path, **files: str) -> Templates:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Templates((folder,), "en", gettext.NullTranslations(), {"info": "<svg>i</svg>"}, in_words)


def fault(found: Templates, name: str = "a.html", **values: object) -> tuple[str, str, int]:
    """The message, path and line of what is wrong with a template."""

    def show() -> None:
        found.closure_digest(name)
        found.render(name, **values)

    with pytest.raises(TemplateProblem) as caught:
        show()
    problem = caught.value.problem
    assert problem.code == "template"
    return problem.message, problem.span.path, problem.span.line


def test_values_are_escaped_and_icons_are_not(tmp_path: Path) -> None:
    found = templates(tmp_path, a='{{ title }}{{ icon("info") }}')
    assert found.render("a.html", title='<b>"&') == "&lt;b&gt;&#34;&amp;<svg>i</svg>"


def test_a_day_is_written_for_readers_and_for_machines(tmp_path: Path) -> None:
    found = templates(tmp_path, a="{{ day | day }}")
    assert found.render("a.html", day=date(2026, 3, 9)) == '<time datetime="2026-03-09">March 9, 2026</time>'


def test_texts_are_translated(tmp_path: Path) -> None:
    found = templates(tmp_path, a='{{ _("Hello %(who)s", who=who) }}')
    assert found.render("a.html", who="<A>") == "Hello &lt;A&gt;"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n{{ nothing }}", "'nothing' is undefined"),
        ("\n{{ view.heading }}", "AView has no `heading`"),
        ("\n{{ view.title + 1 }}", 'can only concatenate str (not "int") to str'),
        ("\n{{ 1 // 0 }}", "integer division or modulo by zero"),
        ('\n{{ "a" * 10**18 }}', "this asks for more memory than there is"),
        ('\n{{ icon("unicorn") }}', 'there is no icon "unicorn" in frontend/icons.json'),
        ("\n{{ view.title | shout }}", "No filter named 'shout'."),
        ("\n{% if view %}", "Unexpected end of template."),
        ('\n{% include "b.html" %}', 'there is no template "b.html"'),
        ('\n{{ include_once("b.html") }}', 'there is no template "b.html"'),
    ],
)
def test_a_fault_is_told_with_the_line_of_the_template(tmp_path: Path, text: str, message: str) -> None:
    said, path, line = fault(templates(tmp_path, a=text), view=AView("x"))
    assert said.startswith(message)
    assert (path, line) == ("templates/a.html", 2)


def test_a_fault_inside_an_included_template_is_told_there(tmp_path: Path) -> None:
    found = templates(tmp_path, a='{% include "parts/b.html" %}', parts__b="\n\n{{ view.heading }}")
    assert fault(found, view=AView("x")) == ("AView has no `heading`", "templates/parts/b.html", 3)


def test_a_fault_in_what_is_made_once_is_told_there(tmp_path: Path) -> None:
    text = '{% from "card.html" import card %}{{ once(card, view) }}'
    found = templates(tmp_path, a=text, card="{% macro card(one) %}\n{{ one.heading }}{% endmacro %}")
    assert fault(found, view=AView("x")) == ("AView has no `heading`", "templates/card.html", 2)


def test_the_first_folder_wins(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    templates(ours, a="ours", b="ours")
    templates(theirs, a="theirs")
    found = Templates((theirs, ours), "en", gettext.NullTranslations(), {})
    assert (found.render("a.html"), found.render("b.html")) == ("theirs", "ours")


CARD = "{% macro card(one, level=2) %}<h{{ level }}>{{ one }}{{ icon('info') }}</h{{ level }}>{% endmacro %}"


class Drawn(dict[str, str]):
    """Icons that count how often one is drawn."""

    drawn = 0

    def __getitem__(self, name: str) -> str:
        self.drawn += 1
        return super().__getitem__(name)


def test_a_component_is_asked_once_for_the_same_arguments(tmp_path: Path) -> None:
    text = '{% from "card.html" import card %}{{ once(card, title) }}{{ once(card, title) }}{{ once(card, title, 3) }}'
    found = templates(tmp_path, a=text, card=CARD)
    found.icons = Drawn(info="!")
    assert found.render("a.html", title="<A>") == "<h2>&lt;A&gt;!</h2>" * 2 + "<h3>&lt;A&gt;!</h3>"
    assert found.render("a.html", title="<A>") == "<h2>&lt;A&gt;!</h2>" * 2 + "<h3>&lt;A&gt;!</h3>"
    assert found.icons.drawn == 2


def test_a_component_made_once_tells_values_apart_that_python_calls_equal(tmp_path: Path) -> None:
    shown = "{% macro shown(one) %}{{ one }}{% endmacro %}"
    found = templates(tmp_path, a='{% from "shown.html" import shown %}{{ once(shown, value) }}', shown=shown)
    assert [found.render("a.html", value=each) for each in (1, True, 1.0)] == ["1", "True", "1.0"]


@pytest.mark.parametrize(
    "text",
    [
        "{% macro own(one) %}{{ one }}{{ view.title }}{% endmacro %}{{ once(own, 1) }}",
        '{% from "own.html" import own with context %}{{ once(own, 1) }}',
    ],
)
def test_a_macro_that_sees_the_page_is_not_taken_for_that_of_another(tmp_path: Path, text: str) -> None:
    found = templates(tmp_path, a=text, own="{% macro own(one) %}{{ one }}{{ view.title }}{% endmacro %}")
    assert [found.render("a.html", view=AView(each)) for each in ("x", "y")] == ["1x", "1y"]


def test_a_template_included_once_sees_only_what_it_is_given(tmp_path: Path) -> None:
    found = templates(
        tmp_path, a='{{ include_once("b.html", one=title) }}', b="{{ one }}{% if more %}{{ title }}{% endif %}"
    )
    assert fault(found, title="<A>") == ("'more' is undefined", "templates/b.html", 1)
    found = templates(tmp_path / "2", a='{{ include_once("b.html", one=title) }}', b="<b>{{ one }}</b>")
    assert found.render("a.html", title="<A>") + found.render("a.html", title="B") == "<b>&lt;A&gt;</b><b>B</b>"


def test_a_value_that_may_change_cannot_be_remembered(tmp_path: Path) -> None:
    found = templates(tmp_path, a='\n{{ include_once("b.html", one=[1]) }}', b="")
    assert fault(found) == ("unhashable type: 'list'", "templates/a.html", 2)


CLOSURE = {
    "a": '{% extends "layout.html" %}{% from "macros.html" import m %}',
    "layout": '{% include "part.html" %}{{ include_once("frame.html") }}',
    "macros": "{% macro m() %}{% endmacro %}",
    "part": "part",
    "frame": "frame",
    "other": "other",
}


def digests(folder: Path, **changes: str) -> str:
    return templates(folder, **{**CLOSURE, **changes}).closure_digest("a.html")


@pytest.mark.parametrize("name", ["a", "layout", "macros", "part", "frame"])
def test_the_closure_changes_with_every_template_in_it(tmp_path: Path, name: str) -> None:
    assert digests(tmp_path / "1") != digests(tmp_path / "2", **{name: f"{CLOSURE[name]} "})


def test_the_closure_does_not_change_with_other_templates(tmp_path: Path) -> None:
    assert digests(tmp_path / "1") == digests(tmp_path / "2", other="changed")


@pytest.mark.parametrize("dynamic", ["{% include name %}", "{{ include_once(name) }}"])
def test_a_name_that_is_computed_stands_for_every_template(tmp_path: Path, dynamic: str) -> None:
    assert digests(tmp_path / "1", part=dynamic) != digests(tmp_path / "2", part=dynamic, other="changed")


def test_a_template_that_never_ends_is_told(tmp_path: Path) -> None:
    found = templates(tmp_path, a="{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", b='{% extends "b.html" %}')
    assert fault(found)[1:] == ("templates/a.html", 1)
    assert fault(found, "b.html")[1] == "templates/b.html"


def test_a_template_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    found = templates(tmp_path)
    (tmp_path / "a.html").write_bytes(b"caf\xe9")
    message, path, _ = fault(found)
    assert "can't decode byte 0xe9" in message
    assert path == "templates/a.html"


def test_the_indentation_of_a_template_is_not_in_its_pages(tmp_path: Path) -> None:
    found = templates(tmp_path, a="<ul>\n    <li>one\n\t<li>{{ view.title }}\n</ul>")
    assert found.render("a.html", view=AView("  two")) == "<ul>\n<li>one\n<li>  two\n</ul>"
