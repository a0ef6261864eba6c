"""Photos are turned and blackened from the command line; outsiders get the copy alone."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

from PIL import Image

from patrol_tui.devices.sample_photo import sample_photo
from tests.cli.expert import Expert
from tests.cli.laptop import Laptop


def test_outsiders_get_the_copy_and_its_link_to_the_original(
    laptop: Laptop, tmp_path: Path
) -> None:
    content = sample_photo(3, size=(160, 120))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(content)
    number = laptop.record("--photo", str(photo))
    assert laptop.call("issue", "turn-photo", number, "1", "450").code == 2
    laptop.ok("issue", "turn-photo", number, "1", "90")
    laptop.ok("issue", "blacken-photo", number, "1", "--part", "0,0,50,50.5")
    for wrong, code in (("0,0,50", 2), ("0,0,.5.,5", 2), ("60,0,50,5", 1)):
        assert laptop.call("issue", "blacken-photo", number, "1", "--part", wrong).code == code
    original, copy = laptop.json("issue", "show", number)["photos"]
    assert (original["of"], copy["of"]) == (None, original["hash"])
    assert copy["blackened"] == [[0, 0, 500, 505]]
    assert original["hash"] == hashlib.sha256(content).hexdigest()

    path = tmp_path / "evidence.zip"
    said = laptop.json("export", "evidence", "--id", number, "-o", str(path))
    assert (said["photos"], said["photos_lacking"], said["photos_withheld"]) == (1, 0, 1)
    assert Expert(str(path), said["root_key"]).check() == []
    with zipfile.ZipFile(path) as archive:
        body = json.loads(archive.read("evidence.json"))
        (held,) = (name for name in archive.namelist() if name.startswith("photos/"))
        with Image.open(io.BytesIO(archive.read(held))) as shown:
            assert max(shown.convert("L").crop((0, 0, 79, 59)).tobytes()) < 16
    assert held.removeprefix("photos/").startswith(copy["hash"])
    assert body["photos_withheld"] == [original["hash"]]
    assert body["photo_copies"] == [
        {"copy": copy["hash"], "of": original["hash"], "blackened": [[0, 0, 500, 505]]}
    ]
    words = ("export", "evidence", "--id", number, "--for", "handler", "-o", str(path))
    assert (laptop.json(*words)["photos"], laptop.json(*words)["photos_withheld"]) == (2, 0)


def test_what_was_found_and_what_became_of_it_are_told_apart(
    laptop: Laptop, tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.jpg" for name in ("found", "done")]
    for seed, path in enumerate(files):
        path.write_bytes(sample_photo(seed, size=(80, 60)))
    found, done = (hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
    number = laptop.record("--photo", str(files[0]))
    laptop.ok("issue", "move", number, "responded")
    laptop.ok("issue", "photo", number, str(files[1]), "--caption", "车已驶离")
    sides = laptop.json("issue", "show", number)["before_after"]
    assert [one["hash"] for one in sides["before"]] == [found]
    assert [(one["hash"], one["caption"]) for one in sides["after"]] == [(done, "车已驶离")]
    assert "处置后: 车已驶离" in laptop.ok("issue", "show", number, "--lang", "zh").out
    words = ("export", "case_file", "--id", number, "-o", str(tmp_path / "case.pdf"))
    assert laptop.json(*words)["photos"] == 2
