"""Reading a picture or a recording: its size, the name it is published under, and what is told of a bad one."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import Base

from fingerpost.engine.cache import Cache
from fingerpost.engine.digest import sha256
from fingerpost.media import portrait_bytes, read_medium
from tests.building import built, copy_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "two chairs.svg").write_bytes(SVG)
    (tmp_path / "bad.png").write_bytes(b"no picture")
    (tmp_path / "talk.mp4").write_bytes(b"no film")
    return tmp_path


def test_a_picture_has_its_size_and_a_name_that_changes_with_it(folder: Path) -> None:
    first = read_medium("c/two chairs.svg", folder / "two chairs.svg", Cache(folder / ".cache"))
    (folder / "two chairs.svg").write_bytes(SVG.replace(b"7", b"9"))
    second = read_medium("c/two chairs.svg", folder / "two chairs.svg", Cache(folder / ".cache"))
    assert (first.sound, first.width, first.height, second.width) == (True, 7, 5, 9)
    assert first.output == f"assets/images/two-chairs-{first.digest[:10]}.svg"
    assert first.output != second.output


def test_a_recording_is_not_opened_to_be_measured(folder: Path) -> None:
    reading = read_medium("c/talk.mp4", folder / "talk.mp4", Cache(folder / ".cache"))
    assert (reading.sound, reading.is_recording, reading.width) == (True, True, 0)
    assert reading.output.startswith("assets/recordings/talk-")


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("gone.png", "unreadable", "cannot be read: no such file or directory"),
        (".", "unreadable", "cannot be read: is a directory"),
        ("bad.png", "bad-picture", "this picture is not a PNG"),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_path(folder: Path, name: str, code: str, message: str) -> None:
    reading = read_medium("c/shown.png", folder / name, Cache(folder / ".cache"))
    assert not reading.sound
    (problem,) = reading.problems
    assert (problem.code, problem.span.path) == (code, "c/shown.png")
    assert problem.message.startswith(message)


PHOTO = "content/therapists/images/nora.png"


@pytest.fixture
def photo(folder: Path) -> Path:
    """A tall photo: red above, blue below, with a place in its EXIF."""
    image = Image.new("RGB", (300, 500), "red")
    image.paste("blue", (0, 300, 300, 500))
    exif = image.getexif()
    exif[Base.Artist] = "Nora"
    image.save(folder / "nora.png", exif=exif)
    return folder / "nora.png"


def test_a_photo_beside_therapists_gets_square_copies_in_two_widths_and_two_forms(photo: Path) -> None:
    cache = Cache(photo.parent / ".cache")
    reading = read_medium(PHOTO, photo, cache)
    assert [(each.form, each.side) for each in reading.portraits] == [
        ("webp", 128),
        ("webp", 240),
        ("jpeg", 128),
        ("jpeg", 240),
    ]
    for each in reading.portraits:
        content = portrait_bytes(each, photo, cache)
        assert sha256(content) == each.digest
        with Image.open(BytesIO(content)) as copy:
            assert (copy.size, copy.format) == ((each.side, each.side), each.form.upper())
            assert not copy.getexif()


def test_the_square_is_taken_above_the_middle(photo: Path) -> None:
    cache = Cache(photo.parent / ".cache")
    portrait = read_medium(PHOTO, photo, cache).portraits[-1]
    with Image.open(BytesIO(portrait_bytes(portrait, photo, cache))) as copy:
        # 300 of 500 rows, from the 67th on: 233 of them red.
        red = [each > 128 for each in copy.getchannel("R").crop((120, 0, 121, 240)).tobytes()]
    assert red.index(False) == pytest.approx(240 * 233 / 300, abs=3)


def test_a_copy_that_the_cache_lost_is_made_again_the_same(photo: Path, tmp_path: Path) -> None:
    portrait = read_medium(PHOTO, photo, Cache(photo.parent / ".cache")).portraits[0]
    assert sha256(portrait_bytes(portrait, photo, Cache(tmp_path / "empty"))) == portrait.digest


def _copy(file: Path) -> Image.Image:
    cache = Cache(file.parent / ".cache")
    portrait = read_medium(f"content/therapists/{file.name}", file, cache).portraits[-1]
    with Image.open(BytesIO(portrait_bytes(portrait, file, cache))) as copy:
        copy.load()
        return copy.copy()


def test_what_a_photo_says_besides_is_not_in_its_copies(folder: Path) -> None:
    Image.new("RGB", (300, 300), "red").save(folder / "said.jpeg", comment=b"Taken at 12 Home Street")
    cache = Cache(folder / ".cache")
    for each in read_medium("content/therapists/said.jpeg", folder / "said.jpeg", cache).portraits:
        assert b"Home Street" not in portrait_bytes(each, folder / "said.jpeg", cache)


def test_the_colours_of_a_profile_become_those_of_screens(folder: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    grey = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (300, 300), (200, 30, 30)).save(folder / "plain.png")
    Image.new("RGB", (300, 300), (200, 30, 30)).save(folder / "named.png", icc_profile=grey)
    Image.new("RGB", (300, 300), (200, 30, 30)).save(folder / "other.png", icc_profile=lab.tobytes())
    Image.new("RGB", (300, 300), (200, 30, 30)).save(folder / "damaged.png", icc_profile=b"no profile")
    plain = _copy(folder / "plain.png").getpixel((9, 9))
    for name in ("named", "other", "damaged"):
        copy = _copy(folder / f"{name}.png")
        assert "icc_profile" not in copy.info
        assert copy.getpixel((9, 9)) == pytest.approx(plain, abs=2)


def test_sixteen_bits_of_grey_stay_grey(folder: Path) -> None:
    Image.new("I;16", (300, 300), 30_000).save(folder / "grey.png")
    assert _copy(folder / "grey.png").convert("L").getpixel((9, 9)) == pytest.approx(117, abs=3)


def test_a_small_photo_is_not_made_larger(folder: Path) -> None:
    Image.new("RGBA", (90, 100), (0, 0, 0, 0)).save(folder / "small.png")
    reading = read_medium(PHOTO, folder / "small.png", Cache(folder / ".cache"))
    assert {each.side for each in reading.portraits} == {90}


def test_pictures_elsewhere_have_no_copies(photo: Path) -> None:
    assert read_medium("content/articles/a.png", photo, Cache(photo.parent / ".cache")).portraits == ()


PORTRAITS = "content/therapists/images"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in which one therapist has a photo, and somebody else's lies beside it."""
    root = copy_of("full", tmp_path / "site")
    for name in ("rosa", "left", "nobody"):
        Image.new("RGB", (300, 300), "red").save(root / PORTRAITS / f"{name}.png", comment="private")
    _replace(root, "rosa-full", "images/rosa.svg", "images/rosa.png")
    with (root / "content/therapists/archived.yaml").open("a", encoding="utf-8") as file:
        file.write("photo:\n  src: images/left.png\n  alt: Somebody who left.\n")
    return root


def _replace(root: Path, id: str, old: str, new: str) -> None:
    file = root / f"content/therapists/{id}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _images(output: Path) -> set[str]:
    return {path.name.rpartition("-")[0] for path in (output / "assets/images").iterdir()}


def test_only_photos_of_those_who_are_listed_are_published(root: Path) -> None:
    names = _images(built(root))
    assert names >= {"rosa-128", "rosa-240"}
    assert not names & {"rosa", "left", "left-128", "left-240", "nobody", "nobody-128"}


def test_a_photo_that_is_a_poster_too_is_published_both_ways(root: Path) -> None:
    text = (root / "content/therapists/rosa-full.yaml").read_text("utf-8")
    assert "poster:" not in text
    _replace(root, "rosa-full", "video:\n", "video:\n  poster: images/rosa.png\n")
    output = built(root)
    assert _images(output) >= {"rosa", "rosa-128", "rosa-240"}
    page = (output / "therapists/rosa-full/index.html").read_text("utf-8")
    for address in re.findall(r"/(assets/images/[^ ,\"]+)", page):
        assert (output / address).is_file(), address
