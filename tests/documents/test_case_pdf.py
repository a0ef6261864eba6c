"""A case file as PDF: photos from before and after in one row, each above what is said of it."""

import re
import subprocess
from pathlib import Path

import pytest

from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.documents.case_pdf import write_case_pdf
from patrol_tui.domain.case_file import CaseFile, Chapter, Picture
from tests.documents.paper_files import needs_font

pytestmark = [needs_font, pytest.mark.debian("pdftotext")]


def places(path: Path) -> dict[str, tuple[float, float]]:
    """Return where each word of a PDF stands: from the left, and from the top."""
    words = ["pdftotext", "-bbox", "-enc", "UTF-8", str(path), "-"]
    told = subprocess.run(words, check=True, capture_output=True).stdout.decode()
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', told)
    return {word: (float(x), float(y)) for x, y, word in found}


def test_captions_of_a_pair_stand_side_by_side(tmp_path: Path) -> None:
    photo = sample_photo(1, size=(160, 120))
    pair = (Picture("处置前占着", photo), Picture("处置后空了", photo, 90))
    lone = (Picture("处置前未到本机", None), None)
    odd = (None, Picture("处置后另拍", b"no photo"))
    case = CaseFile("案卷", "滨湖站", "1", (Chapter("前后对比", pairs=(pair, lone, odd)),))
    write_case_pdf(case, tmp_path / "case.pdf", tmp_path)
    at = places(tmp_path / "case.pdf")
    assert at["处置前占着"][1] == at["处置后空了"][1]
    assert at["处置前占着"][0] < 100
    assert at["处置后空了"][0] > 290
    assert at["处置前未到本机"][1] < at["处置后另拍"][1]
    assert at["处置后另拍"][0] == at["处置后空了"][0]
