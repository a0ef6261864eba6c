"""Every paper as it comes out of a printer, from Word by way of LibreOffice and as our own PDF."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from patrol_tui.documents.paper_pdf import write_paper_pdf
from patrol_tui.documents.paper_word import write_paper_word
from patrol_tui.domain.paper import Paper
from patrol_tui.language import set_language
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.papers.filling import blanks, completed, listed
from patrol_tui.services.papers.kinds import KINDS
from patrol_tui.services.requests import AddThing, Arrive, Check, StartPatrol
from tests.documents.paper_files import needs_font
from tests.services.laptop import record
from tests.services.test_papers import laptop_with, made

pytestmark = [
    needs_font,
    pytest.mark.debian("soffice", "pdfunite", "pdftotext", "pdftoppm", "pdffonts"),
]

SPEECH = Speech(str, "zh")
NAME = "王𠮷㛃䶮"
LONG = f"{NAME}　济南市济阳区某某某某餐饮管理有限责任公司济北街道滨湖分店"
TALK = ("几点摆的？" * 9, "早上七点，中间走开过两次。" * 25)
POINTS_A_MM = 72 / 25.4
A4_MM = (210, 297)
LEAST_MARGIN_MM = 14
PIXELS_A_MM = 2
OWN = (2, 7, 10)
"""An inquiry, a letter and a blank form: fonts take a second each."""


@dataclass(frozen=True)
class Printed:
    """Papers in one PDF.

    Attributes:
        pdf: all of them, one behind the other.
        papers: what was printed, in that order.
    """

    pdf: Path
    papers: Sequence[Paper]

    @property
    def text(self) -> str:
        """What another program reads in it, without spaces."""
        return "".join(output("pdftotext", "-layout", str(self.pdf), "-").split())


def output(*words: str) -> str:
    """Return what a program prints."""
    return subprocess.run(words, check=True, capture_output=True, timeout=120).stdout.decode()


def every_paper() -> list[Paper]:
    """Return every kind of paper with all its blanks filled, and one that is blank."""
    laptop = laptop_with()
    issue = laptop.do(record()).subject
    values = {
        "meeting": {"title": "周五圆桌会", "agenda": issue.hex()},
        "letter": {"title": "请派员", "addressee": "fire", "about": issue.hex(), "note": LONG},
        "commitment": {"title": "清走杂物", "party": LONG},
        "handover": {"title": "早班交晚班", "open": issue.hex()},
    }
    patrol = (StartPatrol("north"), Arrive("gate"), Check("gate", "clear", "ok"))
    things = {"issue": issue, "patrol": laptop.do(*patrol).subject}
    for thing_type, given in values.items():
        things[thing_type] = laptop.do(AddThing(thing_type, given)).subject
    bare = [made(laptop, kind.id, things[kind.of[-1]]) for kind in KINDS]
    return [*map(filled, bare), bare[0]]


def filled(paper: Paper) -> Paper:
    """Return a paper as an officer completes it."""
    rows = {"goods": (("电子秤", "TCS-30", "台", "1"), (LONG,)), "talk": (TALK,) * 6}
    given = {grid.id: rows[grid.id] for grid in paper.grids if grid.id in rows}
    answers = {item.id: LONG for item in blanks(paper, SPEECH)}
    return listed(completed(paper, answers, SPEECH), given, SPEECH)


def joined(paths: Sequence[Path], pdf: Path) -> Path:
    """Return many PDFs as one."""
    output("pdfunite", *map(str, paths), str(pdf))
    return pdf


@pytest.fixture(scope="module")
def word_files(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Paper, Path]]:
    """Return every paper with its Word file."""
    set_language("zh")
    folder = tmp_path_factory.mktemp("papers")
    files = [(paper, folder / f"{at:02}.docx") for at, paper in enumerate(every_paper())]
    for paper, path in files:
        write_paper_word(paper, path, folder)
    return files


@pytest.fixture(scope="module", params=["word", "own"])
def printed(request: pytest.FixtureRequest, word_files: list[tuple[Paper, Path]]) -> Printed:
    """Return papers as PDF: all by LibreOffice, started once, or some of each shape as our own."""
    set_language("zh")
    is_own = request.param == "own"
    papers, paths = zip(*(word_files[at] for at in OWN) if is_own else word_files, strict=True)
    folder = paths[0].parent / request.param
    folder.mkdir()
    made_here = [folder / f"{path.stem}.pdf" for path in paths]
    if is_own:
        for paper, path in zip(papers, made_here, strict=True):
            assert write_paper_pdf(paper, path, folder).lacking == ()
    else:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        to = ("--headless", "--convert-to", "pdf", "--outdir", str(folder))
        output("soffice", profile, *to, *map(str, paths))
    return Printed(joined(made_here, folder / "all.pdf"), papers)


def test_all_that_a_paper_says_is_read_in_it_and_rare_characters_too(printed: Printed) -> None:
    read = printed.text
    assert read.count(NAME) >= len(printed.papers)
    for paper in printed.papers:
        said = [paper.title, paper.unit, paper.number, *paper.notes]
        said += [f"{one.label}：" for one in paper.signatures if paper.id != "letter"]
        said += [cell for grid in paper.grids for row in grid.rows for cell in row]
        said += [item.text for item in paper.items]
        for line in (line for text in said for line in text.split("\n")):
            assert "".join(line.split())[:4] in read


def test_every_font_is_embedded(printed: Printed) -> None:
    fonts = output("pdffonts", str(printed.pdf)).splitlines()[2:]
    assert fonts
    for font in fonts:
        embedded, _subset, readable = re.findall(r"\b(yes|no)\b", font)
        assert (embedded, readable) == ("yes", "yes")


def test_no_word_stands_in_the_margin(printed: Printed) -> None:
    told = output("pdftotext", "-bbox", str(printed.pdf), "-")
    places = re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)"', told)
    assert len(places) > 100
    for place in places:
        left, top, right, bottom = (float(points) / POINTS_A_MM for points in place)
        assert left >= LEAST_MARGIN_MM
        assert right <= A4_MM[0] - LEAST_MARGIN_MM
        assert top >= LEAST_MARGIN_MM
        assert bottom <= A4_MM[1] - 5


def test_no_page_is_blank_and_nothing_runs_off_it(printed: Printed) -> None:
    dots = str(PIXELS_A_MM * 25.4)
    output(
        "pdftoppm", "-r", dots, "-gray", "-png", str(printed.pdf), str(printed.pdf.with_name("p"))
    )
    pages = sorted(printed.pdf.parent.glob("p-*.png"))
    assert len(pages) >= len(printed.papers)
    for page in pages:
        with Image.open(page) as image:
            ink = image.point(lambda grey: 255 if grey < 160 else 0)
            left, top, right, bottom = ink.getbbox() or (0, 0, 0, 0)
            assert 0.002 < ink.histogram()[255] / (image.width * image.height) < 0.3
            edge = LEAST_MARGIN_MM * PIXELS_A_MM
            assert left >= edge
            assert right <= image.width - edge
            assert top >= edge
            assert bottom <= image.height - 5 * PIXELS_A_MM


def test_word_and_wps_find_the_fonts_by_their_names(word_files: list[tuple[Paper, Path]]) -> None:
    for _paper, path in word_files:
        with ZipFile(path) as package:
            styles = package.read("word/styles.xml").decode()
            body = package.read("word/document.xml").decode()
        assert 'w:eastAsia="宋体"' in styles
        assert 'w:eastAsia="zh-CN"' in styles
        assert set(re.findall(r'w:eastAsia="(.+?)"', body)) == {"黑体"}


def test_a_list_is_headed_on_each_page_and_its_rows_are_whole(
    word_files: list[tuple[Paper, Path]],
) -> None:
    for paper, path in word_files:
        if paper.grids:
            with ZipFile(path) as package:
                body = package.read("word/document.xml").decode()
            assert body.count("<w:tblHeader/>") == len(paper.grids)
