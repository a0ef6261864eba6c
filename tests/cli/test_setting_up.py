"""Setting up with and without a PIN, and where the PIN comes from."""

import getpass
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from patrol_tui.bootstrap.setting_up import _told
from patrol_tui.domain.language.errors import Usage
from patrol_tui.domain.language.problem import Problem
from patrol_tui.language import _
from tests.cli.laptop import Laptop

ALONE = ("--station", "binhu", "--officer", "王某", "--badge", "0412")
PIN = "135790"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def fresh(new_laptop: Callable[[str], Laptop]) -> Laptop:
    return new_laptop("fresh")


@pytest.fixture
def with_pin(fresh: Laptop) -> Laptop:
    fresh.environ["PATROL_PIN"] = PIN
    assert "滨湖站" in fresh.ok("init", *ALONE).err
    return fresh


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Type answers at a terminal."""
    waiting = list(answers)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda *_prompt, **_stream: waiting.pop(0))


def test_a_laptop_is_set_up_alone(fresh: Laptop) -> None:
    fresh.environ["PATROL_PIN"] = PIN
    made = fresh.json("init", *ALONE)
    assert made["home"] == str(fresh.home)
    assert (made["officer"], made["station"], made["device"]) == ("王某", "binhu", "01")
    status = fresh.json("status")
    assert (status["officer"], status["badge"], status["station"]) == ("王某", "0412", "binhu")
    assert (status["patrol"], status["conflicts"], status["last_receipt"]) == (None, 0, None)
    assert "滨湖站" in fresh.ok("status").out


def test_it_is_set_up_once(with_pin: Laptop) -> None:
    said = with_pin.call("init", *ALONE)
    assert said.code == 1
    assert "已经设置过" in said.err


def test_a_wrong_pin_opens_nothing_and_loses_nothing(with_pin: Laptop) -> None:
    said = with_pin.call("status", "--json")
    assert said.code == 0
    with_pin.environ["PATROL_PIN"] = "000000"
    said = with_pin.call("status", "--json")
    assert (said.code, said.out) == (1, "")
    assert "PIN" in said.err
    with_pin.environ["PATROL_PIN"] = PIN
    assert with_pin.call("status").code == 0


def test_the_pin_comes_from_a_file_before_or_behind_the_verb(
    with_pin: Laptop, tmp_path: Path
) -> None:
    del with_pin.environ["PATROL_PIN"]
    file = tmp_path / "pin"
    file.write_text(f"{PIN}\n", encoding="utf-8")
    with_pin.ok("--pin-file", str(file), "status")
    with_pin.ok("status", "--pin-file", str(file))
    assert with_pin.call("status", "--pin-file", str(tmp_path / "none")).code == 1
    file.write_bytes(f"{PIN}\r\n".encode("utf-16"))  # as `> pin` of Windows' shell
    with_pin.ok("status", "--pin-file", str(file))


def test_without_a_terminal_nobody_is_asked(
    with_pin: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    del with_pin.environ["PATROL_PIN"]
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    said = with_pin.call("status")
    assert said.code == 2
    assert "PATROL_PIN" in said.err


def test_at_a_terminal_the_pin_is_asked(with_pin: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    del with_pin.environ["PATROL_PIN"]
    answering(monkeypatch, PIN)
    with_pin.ok("status")


def test_a_new_pin_is_typed_twice(fresh: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, PIN, "135791")
    said = fresh.call("init", *ALONE)
    assert (said.code, fresh.call("status").code) == (1, 1)
    answering(monkeypatch, PIN, PIN)
    fresh.ok("init", *ALONE)


def test_the_pin_is_changed(with_pin: Laptop, tmp_path: Path) -> None:
    file = tmp_path / "pin"
    file.write_text("246810", encoding="utf-8")
    assert "PIN" in with_pin.ok("pin", "change", "--new-pin-file", str(file)).err
    assert with_pin.call("status").code == 1
    with_pin.environ["PATROL_PIN"] = "246810"
    with_pin.ok("status")
    file.write_text("111111", encoding="utf-8")
    weak = with_pin.ok("pin", "change", "--new-pin-file", str(file)).err
    assert "各位数字相同" in weak
    with_pin.environ["PATROL_PIN"] = "111111"
    assert "PATROL_NEW_PIN" in with_pin.call("--lang", "en", "pin", "change").err


def test_the_new_pin_is_asked_at_a_terminal(
    with_pin: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "246810", "246810")
    assert with_pin.json("pin", "change") == {"badge": "0412"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--station", "binhu"), 2),
        (("--bundle", "b", "--badge", "1"), 2),
        (("--bundle", "/nowhere/bundle"), 1),
        (("--station", "moon", "--officer", "a", "--badge", "1"), 1),
        ((*ALONE, "--shared", "http://example.org"), 2),
        ((*ALONE, "--shared", "postgresql://u@db.example.org/patrol"), 2),
    ],
)
def test_a_set_up_that_does_not_fit_leaves_nothing(
    fresh: Laptop, words: tuple[str, ...], code: int
) -> None:
    fresh.environ["PATROL_PIN"] = PIN
    said = fresh.call("init", *words)
    assert (said.code, said.out) == (code, "")
    assert not (fresh.home / "data" / "ledger.db").exists()


def test_a_short_pin_is_none(fresh: Laptop) -> None:
    fresh.environ["PATROL_PIN"] = "12"
    assert fresh.call("init", *ALONE).code == 1
    fresh.environ["PATROL_PIN"] = PIN
    fresh.ok("init", *ALONE)


def test_a_bundle_opens_with_its_code_alone(
    two_laptops: tuple[Laptop, Laptop], fresh: Laptop, tmp_path: Path
) -> None:
    one, _other = two_laptops
    bundle = tmp_path / "second"
    words = ("--station", "NH", "--officer", "张某", "--badge", "0501", "-o", str(bundle))
    code = one.ok("admin", "enrol", *words).out.strip()
    fresh.environ |= {"PATROL_PIN": PIN, "PATROL_BUNDLE_CODE": "0000-0000-0000-0000-0000"}
    assert fresh.call("init", "--bundle", str(bundle)).code == 1
    file = tmp_path / "code"
    file.write_text(f"{code}\r\n", encoding="utf-8")
    fresh.ok("init", "--bundle", str(bundle), "--code-file", str(file))
    assert fresh.json("status")["station"] == "nanhu"


def test_the_code_is_asked_at_a_terminal(
    two_laptops: tuple[Laptop, Laptop],
    fresh: Laptop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bundle = tmp_path / "second"
    words = ("--station", "binhu", "--officer", "张某", "-o", str(bundle))
    code = two_laptops[0].ok("admin", "enrol", *words).out.strip()
    answering(monkeypatch, f" {code.lower()} ", PIN, PIN)
    fresh.ok("init", "--bundle", str(bundle))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    again = Laptop(tmp_path / "again", fresh.streams, fresh.clock)
    assert again.call("init", "--bundle", str(bundle)).code == 2


def test_a_new_home_becomes_the_bureaus(fresh: Laptop, tmp_path: Path) -> None:
    fresh.environ["PATROL_PIN"] = PIN
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    assert fresh.json("admin", "init-shared", url)["url"] == url
    status = fresh.json("status")
    assert (status["unsent_entries"], status["officer"]) == (0, "区局")


def test_what_is_wrong_with_the_settings_is_told_once(laptop: Laptop) -> None:
    folder = laptop.home / "config"
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text('theme = "pink"\nlanguage = "en"\n', encoding="utf-8")
    said = laptop.ok("status")
    assert said.err.count("settings.toml:1") == 1
    assert "officer" in said.out


def test_a_home_that_is_not_set_up_says_how(fresh: Laptop) -> None:
    said = fresh.call("status")
    assert said.code == 1
    assert "patrol-tui init" in said.err


def test_a_real_home_is_not_taken_for_a_sample(with_pin: Laptop) -> None:
    assert with_pin.call("demo", "--prepare").code == 1


def test_the_sample_needs_a_terminal_unless_it_is_only_prepared(fresh: Laptop) -> None:
    assert fresh.call("demo").code == 2


@pytest.mark.long
def test_a_sample_is_prepared_once_and_asks_for_no_pin(fresh: Laptop) -> None:
    fresh.clock.advance(265 * 24 * 3_600_000_000)
    assert fresh.json("demo", "--prepare") == {"home": str(fresh.home)}
    assert fresh.ok("demo", "--prepare").out == f"{fresh.home}\n"
    status = fresh.json("status")
    assert (status["patrol"], status["unsent_entries"], status["conflicts"]) == (None, 0, 1)
    assert len(fresh.json("issue", "list", "--due")["items"]) == 2
    assert fresh.json("verify")["ok"] is True


def test_what_is_no_bundle_is_refused_in_the_readers_language(
    fresh: Laptop, tmp_path: Path
) -> None:
    fresh.environ |= {"PATROL_PIN": PIN, "PATROL_BUNDLE_CODE": "0000-0000-0000-0000-0000"}
    file = tmp_path / "note.txt"
    file.write_text("not a bundle", encoding="utf-8")
    said = fresh.call("init", "--bundle", str(file))
    assert (said.code, said.out) == (1, "")
    assert "不是本程序加密的文件" in said.err
    assert "没有这个文件" in fresh.call("init", "--bundle", str(tmp_path / "none")).err
    file.write_bytes(b"\xff\xff")
    assert "UTF-8" in fresh.call("init", *ALONE, "--pin-file", str(file)).err


def test_a_home_that_cannot_be_is_refused(fresh: Laptop, tmp_path: Path) -> None:
    long = fresh.call("status", "--home", str(tmp_path / ("n" * 300)))
    assert long.code == 1
    assert "名称太长" in long.err
    assert fresh.call("status", "--home", "~nobody_of_this_name/x").code == 2


def test_a_home_whose_ledger_is_gone_is_not_taken_for_a_new_one(laptop: Laptop) -> None:
    (laptop.home / "data" / "ledger.db").rename(laptop.home / "elsewhere.db")
    said = laptop.call("status")
    assert said.code == 4
    assert "patrol-tui rebuild" in said.err
    assert "patrol-tui init" not in said.err


def test_a_mistake_in_the_shipped_data_is_told_with_its_file_and_line() -> None:
    wrong = Problem("data/routes.yaml", 7, Usage("{option} needs a value.", option="id"))
    told = _told([wrong])
    assert told.text(_, "zh") == "data/routes.yaml:7: id 后面缺少值。"
    assert str(told) == "data/routes.yaml:7: id needs a value."


def test_all_mistakes_in_the_shipped_data_are_told_and_how_many_more_there_are() -> None:
    wrong = Problem("data/routes.yaml", 0, Usage("{option} needs a value.", option="id"))
    told = _told([wrong] * 23).text(_, "zh").split("\n")
    assert told[:20] == ["data/routes.yaml: id 后面缺少值。"] * 20
    assert told[20:] == ["还有 3 处错误"]
