"""The camera's folder from the command line."""

import os
from pathlib import Path

from PIL import Image

from tests.cli.laptop import Laptop


def test_the_folder_is_chosen_and_what_is_new_in_it_is_named(
    laptop: Laptop, tmp_path: Path
) -> None:
    assert laptop.json("camera") == {"folder": None, "problem": None, "photos": []}
    said = laptop.json("camera", str(tmp_path / "card"))
    assert "相机文件夹不在" in said["problem"]
    card = tmp_path / "card"
    card.mkdir()
    for name in ("a.jpg", "b.jpg"):
        Image.new("RGB", (8, 6), "red" if name == "a.jpg" else "blue").save(card / name)
    (card / "c.heic").write_bytes(b"heic")
    for name, at_ns in (("a.jpg", 1), ("b.jpg", 0), ("c.heic", 2)):
        os.utime(card / name, ns=(0, at_ns and (laptop.clock.now_us() + at_ns) * 1000))
    photos = laptop.json("camera")["photos"]
    assert [Path(one["path"]).name for one in photos] == ["a.jpg", "c.heic"]
    assert photos[0]["problem"] is None
    assert "JPEG" in photos[1]["problem"]
    laptop.record("--photo", str(card / "a.jpg"))
    assert len(laptop.json("camera")["photos"]) == 1
    assert laptop.call("camera", "--none", str(card)).code == 2
    assert laptop.json("camera", "--none")["folder"] is None
