"""Promise 7, in small: nothing of a stamped file is left anywhere, whether the run ends, fails or is killed."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from pathlib import Path

from eval.planted import _search, prove
from eval.planting import WITHOUT_OFFICE, planted


def test_no_byte_of_a_stamped_file_is_left(tmp_path: Path) -> None:
    proof = prove(WITHOUT_OFFICE, tmp_path / "proof", kills=1, chance=random.Random(17))
    assert proof.control
    assert proof.found == ()
    assert proof.runs == 3


def test_the_search_sees_what_is_hidden(tmp_path: Path) -> None:
    secret = planted("txt", random.Random(3))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", secret.sentence)
    hidden = {
        "plain": secret.sentence.encode(),
        "utf-16": secret.sentence.encode("utf-16"),
        "small": secret.words[0].lower().encode(),
        "zip": packed.getvalue(),
        "stream": b"%PDF-1.7 stream\n" + zlib.compress(secret.sentence.encode()) + b"\nendstream",
    }
    for name, data in hidden.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "nothing").write_bytes("Kế hoạch và số hiệu.".encode())
    found = {Path(place).name for _, place in _search(sorted(tmp_path.iterdir()), [secret])}
    assert found == set(hidden)
