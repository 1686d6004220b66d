from __future__ import annotations

from fingerpost.engine.markdown import Link, conversion_from_text, conversion_to_text, convert, element
from fingerpost.engine.problems import Span
from tests.engine.markdown.shown import linked

TEXT = """Lead [a](../b.md#c "T") [@k; @l] ![x](i.png){.wide lang=fr}.[^1]

## H

<!-- allow jargon: needed -->
![](d.svg){decorative=true} [x](/broken)

[^1]: Note <tel:x>
"""


def test_a_conversion_comes_back_from_text_as_it_was() -> None:
    conversion = convert("a.md", TEXT, 4)
    assert conversion.problems
    assert conversion.body.allowances
    assert conversion_from_text(conversion_to_text(conversion)) == conversion


def test_pieces_surround_slots() -> None:
    body = convert("a.md", TEXT).body
    assert len(body.pieces) == len(body.slots) + 1
    assert body.slots == tuple(slot for slot in body.slots if slot in (*body.links, *body.images, *body.cites))


def test_no_target_an_author_wrote_is_in_the_pieces() -> None:
    body = convert("a.md", "[a](b.md) <https://e.org> ![c](d.png) <a href='f.md'>g</a> [h](#i)\n\n## I\n").body
    assert "href" not in "".join(body.pieces)
    assert "src" not in "".join(body.pieces)


def test_what_a_resolver_says_is_escaped() -> None:
    class Odd:
        def link(self, link: Link) -> dict[str, str]:
            return {"href": '/a?b=1&c="2"', "rel": "external"}

    from fingerpost.engine.markdown import link

    body = convert("a.md", "[a](b.md)").body
    page = link(body, Odd())  # type: ignore[arg-type]
    assert page == '<p><a href="/a?b=1&amp;c=&quot;2&quot;" rel="external">a</a></p>'


def test_an_element_is_written_in_the_order_given() -> None:
    assert element("img", {"src": "a.png", "alt": 'a "b"'}) == '<img src="a.png" alt="a &quot;b&quot;">'


def test_links_know_their_kind_path_and_fragment() -> None:
    def kind(target: str) -> tuple[str, str, str]:
        link = Link(target, Span("a.md"))
        return link.kind, link.path, link.fragment

    assert kind("../a.md#b") == ("file", "../a.md", "b")
    assert kind("HTTPS://e.org/#x") == ("web", "HTTPS://e.org/", "x")
    assert kind("mailto:a@b.ca")[0] == "mail"
    assert kind("tel:911")[0] == kind("sms:911")[0] == "phone"
    assert kind("#a") == ("fragment", "", "a")


def test_an_empty_text_is_an_empty_body() -> None:
    for text in ("", "\n", "   \n\n"):
        body = convert("a.md", text).body
        assert (linked(body), body.sections, body.words) == ("", (), 0)


def test_an_image_carries_what_its_author_gave() -> None:
    image = convert("a.md", '![It\'s *x*](i.png "T"){.wide #pic lang=fr}').body.images[0]
    assert (image.src, image.alt, image.decorative) == ("i.png", "It’s *x*", False)
    assert dict(image.attributes) == {"class": "wide", "id": "pic", "lang": "fr"}
