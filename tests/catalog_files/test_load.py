"""Data files with every sort of mistake: each is listed by file and line, none is a traceback."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.catalog_files import data_folder, load_catalog
from patrol_tui.catalog_files import nodes as yaml_nodes
from patrol_tui.catalog_files.nodes import parse
from patrol_tui.domain.catalog import Words
from patrol_tui.language import _, set_language

HEADER = "source: a test\nlicence: MIT\nunits: none\nsample: true\n"
DISTRICT = """\
districts:
  - id: jiyang
    name: {zh: 济阳区, en: Jiyang}
    code: 370115
    zone: Asia/Shanghai
    work_days: [1, 2]
    work_periods: [{start_min: 510, end_min: 720}]
    category_generation: 3
"""


def problems_of(folder: Path, text: str | bytes, name: str = "a.yaml") -> list[tuple[int, str]]:
    """Return line and English text of each problem that a file has beside a sound district."""
    (folder / "district.yaml").write_text(HEADER + DISTRICT, encoding="utf-8")
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    _catalog, problems = load_catalog(folder)
    assert {problem.path for problem in problems} <= {str(path)}
    return [(problem.line, str(problem.error)) for problem in problems]


def shifts(*rows: str) -> str:
    """Return a file with a shift on each line from the sixth on."""
    return f"{HEADER}shifts:\n" + "".join(f"  - {row}\n" for row in rows)


SHIFT = "{id: early, name: {zh: 早班, en: Early}, start_min: 1, end_min: 2}"


def test_a_sound_folder_has_no_problems(tmp_path: Path) -> None:
    assert problems_of(tmp_path, shifts(SHIFT)) == []
    catalog, _ = load_catalog(tmp_path)
    assert catalog.shift("early").name == Words("早班", "Early")
    assert catalog.district.code == "370115"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (SHIFT.replace("start_min: 1", "start_min: one"), "start_min must be a whole number."),
        (SHIFT.replace("start_min: 1", "start_min: 1.5"), "start_min must be a whole number."),
        (SHIFT.replace("start_min: 1", "start_min: [1]"), "start_min must be a whole number."),
        (SHIFT.replace(", en: Early", ""), "name.en is missing."),
        (SHIFT.replace("en: Early", "en: ''"), "name.en has no words."),
        (SHIFT.replace("{zh: 早班, en: Early}", "早班"), "name must have the keys: en, zh."),
        (SHIFT.replace("zh: 早班", "zh: [早班]"), "name.zh must be text."),
        (SHIFT.replace("en: Early", "en: Early, fr: Tôt"), "name.fr is not known here."),
        (SHIFT.replace(", end_min: 2", ""), "end_min is missing."),
        (SHIFT.replace("id: early, ", ""), "id is missing."),
        (SHIFT.replace("end_min: 2", "end_min: 2, colour: red"), "colour is not known here."),
        ("early", "must have the keys: end_min, id, name, start_min."),
        (SHIFT.replace("early", "Früh"), "The id Früh must be small letters, digits and _."),
        (SHIFT.replace("early,", "early, id: late,"), "id stands here a second time"),
        (SHIFT.replace("{zh", "&a {zh") + "\n  - *a", "Aliases (*) are not used"),
        (SHIFT.replace("id: early", "id: !!str early"), "Tags (!) are not used"),
        (SHIFT.replace("id: early", "[id]: early"), "A key must be a single word."),
        ("[" * 30 + "]" * 30, "This is nested too deeply."),
        (SHIFT.replace("}, start", "}], start"), "This is not YAML:"),
        (SHIFT.replace("Early", "Ear\x07ly"), "A character here is not allowed in YAML."),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    found = problems_of(tmp_path, shifts(row))
    assert any(what in text for _, text in found)
    assert {line for line, _ in found} <= {6, 7}


def test_a_mistake_far_down_has_its_own_line(tmp_path: Path) -> None:
    later = SHIFT.replace("early", "late")
    broken = "id: night\n    name:\n      zh: 夜班\n      en:\n    start_min: 1\n    end_min: x"
    assert problems_of(tmp_path, shifts(SHIFT, later, broken)) == [
        (11, "name.en has no words."),
        (13, "end_min must be a whole number."),
    ]


def test_every_problem_of_a_file_is_listed(tmp_path: Path) -> None:
    bad = SHIFT.replace("start_min: 1", "start_min: x")
    worse = SHIFT.replace("early", "late").replace("en: Early", "en: ' '")
    assert [line for line, _ in problems_of(tmp_path, shifts(bad, worse))] == [6, 7]


def test_an_id_that_is_used_already_names_the_first_place(tmp_path: Path) -> None:
    ((line, text),) = problems_of(tmp_path, shifts(SHIFT, SHIFT))
    assert line == 7
    assert text.endswith("a.yaml, line 6.")


def test_flags_lists_and_words_of_a_choice_are_checked(tmp_path: Path) -> None:
    laws = (
        f"{HEADER}laws:\n"
        "  - {id: a, name: {zh: 法, en: Law}, short: {zh: 法, en: Law},\n"
        "     verified: yes}\n"
        "towns:\n"
        "  - {id: b, code: 1, name: {zh: 镇, en: Town},\n"
        "     kind: hamlet}\n"
        "departments:\n"
        "  - {id: c, name: {zh: 局, en: B}, full_name: {zh: 局, en: B},\n"
        "     duties: none}\n"
    )
    assert problems_of(tmp_path, laws) == [
        (7, "verified must be true or false."),
        (10, "kind must be one of: subdistrict, town."),
        (13, "duties must be a list."),
    ]


def test_null_stands_for_what_may_be_absent_unless_it_is_quoted(tmp_path: Path) -> None:
    row = "{id: %s, code: %s, name: {zh: 站, en: S}, community: {zh: 社, en: C}, town: %s}"
    rows = [row % ("a", "A", "null"), row % ("b", "B", "~"), row % ("c", "C", '"null"')]
    text = f"{HEADER}stations:\n" + "".join(f"  - {one}\n" for one in rows)
    assert problems_of(tmp_path, text) == [(8, "town names null, which towns do not have.")]


def test_a_reference_that_leads_nowhere_has_the_line_of_its_place(tmp_path: Path) -> None:
    routes = (
        f"{HEADER}routes:\n"
        "  - id: north\n"
        "    station: lost\n"
        "    name: {zh: 北线, en: North}\n"
        "    checkpoints:\n"
        "      - {id: gate, name: {zh: 门, en: Gate}, planned_min: 0,\n"
        "         lat_e7: 900000001, lon_e7: 0}\n"
    )
    assert problems_of(tmp_path, routes) == [
        (7, "station names lost, which stations do not have."),
        (11, "This position is not on the earth."),
    ]


def test_what_follows_from_another_mistake_is_not_listed(tmp_path: Path) -> None:
    text = (
        f"{HEADER}stations:\n"
        "  - {id: s, code: S, name: {zh: 站, en: S}, community: {zh: 社}, town: t}\n"
        "towns:\n"
        "  - {id: t, code: 1, name: {zh: 镇, en: T}, kind: town}\n"
        "routes:\n"
        "  - {id: r, station: s, name: {zh: 线, en: R}, checkpoints: [\n"
        "      {id: p, name: {zh: 点, en: P}, lat_e7: 1, lon_e7: 1, planned_min: 0}]}\n"
    )
    assert problems_of(tmp_path, text) == [(6, "community.en is missing.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"", (1, "The file must begin with")),
        (b"- one\n", (1, "The file must begin with")),
        (b"just words", (1, "The file must begin with")),
        (HEADER.replace("licence: MIT\n", "").encode(), (1, "licence is missing.")),
        (HEADER.replace("units: none", "units: []").encode(), (3, "units must be text.")),
        (HEADER.replace("true", "perhaps").encode(), (4, "sample must be true or false.")),
        (HEADER.encode() + b"drones: []\n", (5, "drones is not known here.")),
        (HEADER.encode() + b"shifts: none\n", (5, "shifts must be a list.")),
        (HEADER.encode() + b"---\nx: 1\n", (5, "A second document begins here")),
        (HEADER.encode() + b"# \xff\xfe\n", (5, "This is not UTF-8")),
        ("source: 济阳".encode("gb18030"), (1, "This is not UTF-8")),
        (HEADER.encode() + b"a: [1, 2\nb: 3\n", (6, "This is not YAML:")),
        (HEADER.encode() + b"\tshifts: 1\n", (5, "This is not YAML:")),
    ],
)
def test_a_file_as_a_whole_is_checked(tmp_path: Path, text: bytes, found: tuple[int, str]) -> None:
    line, what = problems_of(tmp_path, text)[0]
    assert (line, what[: len(found[1])]) == found


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert problems_of(tmp_path, b"\xef\xbb\xbf" + shifts(SHIFT).encode()) == []


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    ((line, what),) = problems_of(tmp_path, b"#" * ((4 << 20) + 1))
    assert (line, what) == (0, "The file is larger than 4 MB.")


def test_an_alias_bomb_is_refused_at_its_first_alias(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    ((line, what),) = problems_of(tmp_path, bomb)
    assert line == 2
    assert what.startswith("Aliases")


def test_a_folder_among_the_files_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").mkdir()
    _catalog, problems = load_catalog(tmp_path)
    assert [str(problem.error) for problem in problems] == ["This is no file."]


def test_a_file_that_leads_round_in_a_circle_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "a.yaml")
    _catalog, problems = load_catalog(tmp_path)
    assert any(problem.path.endswith("a.yaml") for problem in problems)


def test_a_folder_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    catalog, problems = load_catalog(tmp_path / "none")
    assert not catalog.kinds
    assert [problem.line for problem in problems] == [0]


def test_a_folder_without_a_district_is_a_problem(tmp_path: Path) -> None:
    _catalog, (problem,) = load_catalog(tmp_path)
    assert str(problem.error) == "No file here names the district."


def test_what_lacks_because_a_file_is_broken_is_not_listed(tmp_path: Path) -> None:
    for path in data_folder().glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    kinds = tmp_path / "issue_kinds.yaml"
    lines = kinds.read_text(encoding="utf-8").splitlines()
    lines[19] = "   - {bad: [unclosed"
    kinds.write_text("\n".join(lines), encoding="utf-8")
    _catalog, problems = load_catalog(tmp_path)
    assert {problem.path for problem in problems} == {str(kinds)}


def test_an_unknown_time_zone_is_a_problem(tmp_path: Path) -> None:
    for zone in ("Asia/Nowhere", "../../etc/passwd"):
        text = HEADER + DISTRICT.replace("Asia/Shanghai", zone)
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        _catalog, (problem,) = load_catalog(tmp_path)
        assert (problem.line, problem.error.params) == (9, {"name": zone})


def test_a_problem_reads_in_both_languages() -> None:
    problem = yaml_nodes.problem("a.yaml", 3, "{key} is missing.", key="id")
    set_language("en")
    assert problem.text(_) == "a.yaml:3: id is missing."
    set_language("zh")
    assert problem.text(_) == "a.yaml:3: 缺 id。"


def test_the_shipped_folder_is_used_where_none_is_named() -> None:
    assert load_catalog() == load_catalog(data_folder())


def test_the_slow_parser_reads_the_same() -> None:
    text = (data_folder() / "words.yaml").read_text(encoding="utf-8")
    fast = parse(text, "words.yaml")
    assert fast == yaml_nodes.parse(text, "words.yaml", loader=yaml_nodes.PURE_LOADER)


@given(st.text(max_size=200))
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    root, problems = parse(text, "x")
    assert root is not None or problems or not text.strip() or "#" in text or "---" in text


@given(st.binary(max_size=200))
def test_any_bytes_in_place_of_a_file_give_problems_only(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    folder = tmp_path_factory.mktemp("data")
    (folder / "a.yaml").write_bytes(raw)
    _catalog, problems = load_catalog(folder)
    assert problems
