from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import Base

from fingerpost.engine.images import ImageFault, Size, measure
from fingerpost.engine.svg import unsafe_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    return Image.frombytes("RGB", (width, height), Random(seed).randbytes(width * height * 3))


def picture(form: str, width: int = 40, height: int = 20, **options: object) -> bytes:
    image = noise(width, height)
    buffer = BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def turned(form: str, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    return picture(form, exif=exif)


def svg(attributes: str = "", inside: str = "") -> bytes:
    return SVG.format(attributes, inside).encode()


def fault_of(content: bytes) -> str:
    found = measure(content)
    assert isinstance(found, ImageFault), found
    return found.reason


@pytest.mark.parametrize("form", ["png", "jpeg", "webp", "gif", "avif"])
def test_every_raster_format_is_measured(form: str) -> None:
    assert measure(picture(form)) == Size(40, 20, form)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["png", "jpeg", "webp", "avif"])
@pytest.mark.parametrize(("orientation", "sides"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))])
def test_a_picture_lying_on_its_side_is_measured_upright(form: str, orientation: int, sides: tuple[int, int]) -> None:
    assert measure(turned(form, orientation)) == Size(*sides, form)  # type: ignore[arg-type]


def test_a_jpeg_with_a_second_picture_is_a_jpeg() -> None:
    first, second = Image.new("RGB", (40, 20)), Image.new("RGB", (8, 4))
    buffer = BytesIO()
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    assert measure(buffer.getvalue()) == Size(40, 20, "jpeg")


@pytest.mark.parametrize("form", ["png", "jpeg", "webp", "gif", "avif"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_cut_short_is_a_fault(form: str, share: float) -> None:
    content = picture(form, 200, 200)
    assert isinstance(measure(content[: int(len(content) * share)]), ImageFault)


def test_a_picture_cut_short_says_so() -> None:
    content = picture("jpeg", 200, 200)
    assert fault_of(content[: len(content) // 2]).startswith("is damaged or cut short (")


def test_an_animation_cut_short_after_its_first_frame_is_a_fault() -> None:
    frames = [noise(60, 60, seed) for seed in range(4)]
    buffer = BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    content = buffer.getvalue()
    assert measure(content) == Size(60, 60, "gif")
    assert isinstance(measure(content[: len(content) * 3 // 5]), ImageFault)


def test_a_png_with_a_changed_byte_is_a_fault() -> None:
    content = bytearray(picture("png", 100, 100))
    content[len(content) // 2] ^= 0xFF
    assert isinstance(measure(bytes(content)), ImageFault)


def test_a_small_file_that_unpacks_to_an_enormous_picture_is_refused() -> None:
    buffer = BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    assert len(buffer.getvalue()) < 200_000
    assert fault_of(buffer.getvalue()) == "unpacks to more than 80 million pixels, which could exhaust the memory"


def test_a_picture_just_over_the_limit_is_refused_without_a_warning() -> None:
    buffer = BytesIO()
    Image.new("1", (9_000, 9_000)).save(buffer, "PNG")
    assert fault_of(buffer.getvalue()).startswith("unpacks to more than 80 million pixels")


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7", b"\x1f\x8b\x08", b"BM" + bytes(60)])
def test_what_is_no_image_for_the_web_is_a_fault(content: bytes) -> None:
    assert fault_of(content).startswith("is not a PNG, JPEG, WebP, GIF, AVIF or SVG image")


def test_an_empty_file_is_a_fault() -> None:
    assert fault_of(b"") == "is empty"


@pytest.mark.parametrize(
    ("attributes", "sides"),
    [
        ('width="30" height="10"', (30, 10)),
        ('width="30px" height="10.6PX"', (30, 11)),
        ('width="1in" height="2.54cm" viewBox="0 0 5 5"', (96, 96)),
        ('viewBox="0 0 24 48"', (24, 48)),
        ('viewBox="-1,-1, 24.5 ,48"', (25, 48)),
        ('width="100%" height="100%" viewBox="0 0 24 48"', (24, 48)),
        ('width="12" viewBox="0 0 24 48"', (12, 24)),
        ('height="12" viewBox="0 0 24 48"', (6, 12)),
        ('viewBox="0 0 .1 .1"', (1, 1)),
    ],
)
def test_an_svg_is_measured(attributes: str, sides: tuple[int, int]) -> None:
    assert measure(svg(attributes)) == Size(*sides, "svg")


@pytest.mark.parametrize("attributes", ["", 'width="3em" height="2"', 'viewBox="0 0 0 10"', 'viewBox="0 0 1e999 10"'])
def test_an_svg_without_a_size_is_a_fault(attributes: str) -> None:
    assert fault_of(svg(attributes)) == "has neither a width and height in absolute units nor a usable viewBox"


def test_an_svg_with_a_byte_order_mark_or_in_utf_16_is_measured() -> None:
    text = SVG.format('viewBox="0 0 3 4"', "")
    for content in (text.encode("utf-8-sig"), f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16")):
        assert measure(content) == Size(3, 4, "svg")


def test_xml_that_is_not_svg_is_a_fault() -> None:
    assert fault_of(b'<svg width="3" height="3"/>').startswith("is XML whose first element is not <svg")


def test_a_broken_svg_is_a_fault_and_not_safe() -> None:
    broken = svg('viewBox="0 0 3 4"')[:-3]
    assert fault_of(broken).startswith("is not well-formed XML (")
    assert (unsafe_svg(broken) or "").startswith("it is not well-formed XML (")


def laughs(levels: int, where: str) -> bytes:
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, levels)
    )
    body = SVG.format('viewBox="0 0 3 4"', where.format(f"&e{levels - 1};"))
    return f"<!DOCTYPE svg [{entities}]>{body}".encode()


@pytest.mark.parametrize("where", ["<text>{}</text>", '<text id="{}"/>'])
@pytest.mark.parametrize("levels", [2, 12])
def test_a_billion_laughs_svg_is_refused(levels: int, where: str) -> None:
    content = laughs(levels, where)
    assert isinstance(measure(content), ImageFault)
    assert unsafe_svg(content) is not None


def test_an_entity_never_reads_a_file() -> None:
    doctype = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    content = doctype + svg('viewBox="0 0 3 4"', "<text>&x;</text>")
    assert fault_of(content).startswith("declares XML entities")


def test_a_doctype_that_declares_nothing_is_accepted() -> None:
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    content = doctype + svg('viewBox="0 0 3 4"')
    assert measure(content) == Size(3, 4, "svg")
    assert unsafe_svg(content) is None


def test_a_drawing_that_stays_at_home_is_safe() -> None:
    inside = """
      <!-- <script/> --><title>On its way</title><style>.a { fill: url(#g) } /* @import */</style>
      <metadata xmlns:cc="http://creativecommons.org/ns#"><cc:license resource="http://example.org/"/></metadata>
      <linearGradient id="g"/><use href="#g"/><use xlink:href="#g" style="stroke: red"/>
      <image href="data:image/png;base64,AAAA"/><rect fill="url(#g)" mask="url('#m')" class="a"/>
      <g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export="C:\\a(1).png" data-name="C:\\b(1)" id="url"/>
      <g transform="rotate(3) translate(1, 2)"/><animate attributeName="opacity" from="0" to="1"/>"""
    assert unsafe_svg(svg("", inside)) is None


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>1</script>", "a <script> element (line 1)"),
        ("<g>\n\n<SCRIPT/></g>", "a <SCRIPT> element (line 3)"),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "a <p> element (line 1)"),
        ("<foreignObject/>", "a <foreignObject> element (line 1)"),
        ('<g onclick="x()"/>', "the event handler onclick (line 1)"),
        ('<g OnLoad="x()"/>', "the event handler OnLoad (line 1)"),
        ('<a href="javascript:x()"/>', 'an outside reference in href="javascript:x()" (line 1)'),
        ('<a xlink:href=" java&#9;script:x()"/>', 'an outside reference in href="java script:x()" (line 1)'),
        ('<image href="http://a.example/b.png"/>', 'an outside reference in href="http://a.example/b.png" (line 1)'),
        ('<use href="other.svg#g"/>', 'an outside reference in href="other.svg#g" (line 1)'),
        ('<image href="data:image/svg+xml,x"/>', 'an outside reference in href="data:image/svg+xml,x" (line 1)'),
        ('<g xml:base="//example.org/"/>', 'an outside reference in base="//example.org/" (line 1)'),
        ('<g fill="url(//example.org/#g)"/>', 'an outside reference in fill="url(//example.org/#g)" (line 1)'),
        ('<g style="fill:u\\72l(//a)"/>', 'an outside reference in style="fill:u\\72l(//a)" (line 1)'),
        ('<style>@import "a.css";</style>', "a style sheet that reaches outside the image (line 1)"),
        ("<style>a{b:url( 'http://a')}</style>", "a style sheet that reaches outside the image (line 1)"),
        ("<style>a{b:image-set('http://a' 1x)}</style>", "a style sheet that reaches outside the image (line 1)"),
        ('<set attributeName="xlink:href" to="x"/>', 'an outside reference in attributeName="xlink:href" (line 1)'),
        ('<animate attributeName="x" to="javascript:x"/>', 'an outside reference in to="javascript:x" (line 1)'),
    ],
)
def test_what_could_run_or_fetch_is_named(inside: str, found: str) -> None:
    assert unsafe_svg(svg("", inside)) == found


def test_a_style_sheet_instruction_is_named() -> None:
    content = b'<?xml-stylesheet href="https://example.org/a.css"?>\n' + svg()
    assert unsafe_svg(content) == "a stylesheet instruction (line 1)"


def test_the_first_of_several_faults_is_named() -> None:
    assert unsafe_svg(svg("", '<g onload="x"/><script/>')) == "the event handler onload (line 1)"


ORIGINALS = [picture(form) for form in ("png", "jpeg", "webp", "gif", "avif")] + [svg('viewBox="0 0 3 4"', "<g/>")]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ORIGINALS), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6))
def test_damage_is_never_an_exception(original: bytes, changes: list[tuple[int, int]]) -> None:
    content = bytearray(original)
    for place, value in changes:
        content[place % len(content)] = value
    assert isinstance(measure(bytes(content)), Size | ImageFault)
    unsafe_svg(bytes(content))


@pytest.mark.parametrize(
    "attributes",
    [
        'width="1" viewBox="0 0 1e-320 1"',
        'height="5" viewBox="0 0 1e8 1e-320"',
        'width="5" viewBox="0 0 1e-320 1e8"',
        'width="1e8" viewBox="0 0 1e-5 1e8"',
        'viewBox="0 0 1e-300 1e-300"',
    ],
)
def test_a_drawing_thinner_than_a_hair_is_a_fault(attributes: str) -> None:
    found = measure(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert isinstance(found, ImageFault)
    assert found.reason.startswith("has neither a width and height")


def test_an_attribute_that_only_the_doctype_gives_is_refused() -> None:
    # A browser adds it to the element, and runs it.
    attribute = '<!ATTLIST svg onload CDATA "alert(1)">'
    drawing = f'<!DOCTYPE svg [{attribute}]>\n<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    assert "declares XML attributes of its own" in (unsafe_svg(drawing.encode()) or "")
    assert unsafe_svg(drawing.replace(attribute, f"<!ENTITY % a '{attribute}'> %a;").encode()) is not None


@pytest.mark.parametrize("encoding", ["UTF-7", "ISO-2022-JP", "EBCDIC-CP-US"])
def test_an_encoding_that_browsers_may_read_otherwise_is_refused(encoding: str) -> None:
    start = f'<?xml version="1.0" encoding="{encoding}"?>'
    drawing = f'{start}<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'.encode()
    assert unsafe_svg(drawing) is not None


def test_the_common_encodings_are_read() -> None:
    for encoding in ("utf-8", "us-ascii", "iso-8859-1"):
        start = f'<?xml version="1.0" encoding="{encoding}"?>'
        drawing = f'{start}<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'.encode()
        assert unsafe_svg(drawing) is None
