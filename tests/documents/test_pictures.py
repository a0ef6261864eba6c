from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from patrol_tui.documents import pictures
from patrol_tui.documents.paper_pdf import write_paper_pdf
from patrol_tui.documents.paper_word import write_paper_word
from patrol_tui.domain.paper import Picture
from tests.documents.paper_files import PAPER, needs_font, pdf_text, texts_of


def photo(width: int = 60, height: int = 40, turned: int = 1) -> bytes:
    packed = BytesIO()
    image = Image.new("RGB", (width, height), "red")
    exif = image.getexif()
    exif[0x0112] = turned
    image.save(packed, "JPEG", exif=exif)
    return packed.getvalue()


SHOWN = (
    Picture("1  车头", photo()),
    Picture("2  标线", photo(40, 60)),
    Picture("3  坏的", b"no photo"),
    Picture("4  王𬱖", photo(4_000, 30)),
)


def test_a_photo_is_printed_upright_and_no_larger_than_needed() -> None:
    found = pictures.printed(photo(3_000, 2_000, turned=6))
    assert found is not None
    jpeg, ratio = found
    with Image.open(BytesIO(jpeg)) as image:
        assert image.size == (933, 1_400)
    assert ratio == pytest.approx(1.5, rel=0.01)
    assert pictures.printed(b"no photo") is None
    turned = pictures.printed(photo(60, 40), 90)
    assert turned is not None
    assert turned[1] == pytest.approx(1.5)


def test_a_photo_that_would_fill_the_memory_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 100)
    assert pictures.printed(photo()) is None


def test_word_shows_the_photos_with_what_they_show(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    write_paper_word(replace(PAPER, pictures=SHOWN), path, tmp_path)
    assert len(Document(str(path)).inline_shapes) == 3
    assert "4  王𬱖" in texts_of(path)
    assert "3  坏的" not in texts_of(path)
    write_paper_word(replace(PAPER, pictures=()), path, tmp_path)
    assert not [text for text in texts_of(path) if "picture" in text]


@needs_font
@pytest.mark.debian("pdftotext")
def test_a_pdf_shows_them_too_and_goes_on_on_a_new_page(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    written = write_paper_pdf(replace(PAPER, pictures=SHOWN * 4), path, tmp_path)
    assert written.lacking == ()
    text = pdf_text(path)
    assert "1车头" in text
    assert "坏的" not in text
    assert path.read_bytes().count(b"/Subtype /Image") >= 3
