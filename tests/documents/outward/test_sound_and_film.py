"""Recordings and films on their way out: the same sound, the same picture, and nothing of who took them."""

from __future__ import annotations

import io
import struct
import wave

import pytest

from tests.documents.outward import planted, planted_film
from xiaobao.documents.errors import NotCleaned
from xiaobao.documents.outward import cleaned


def test_a_wav_keeps_its_sound_alone() -> None:
    data = planted.wav()
    clean = cleaned(data, "audio/wav")
    assert planted.told(data)
    assert planted.told(clean) == []
    with wave.open(io.BytesIO(data)) as before, wave.open(io.BytesIO(clean)) as after:
        assert before.getparams() == after.getparams()
        assert before.readframes(8000) == after.readframes(8000)


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_recorder_that_never_filled_in_the_size_keeps_its_sound(size) -> None:
    sound = bytes(range(256)) * 4
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    data = struct.pack("<4sI4s", b"RIFF", size, b"WAVE") + form + struct.pack("<4sI", b"data", size) + sound
    with wave.open(io.BytesIO(cleaned(data, "audio/wav"))) as after:
        assert after.readframes(9999) == sound


def test_an_mp3_keeps_its_frames_alone() -> None:
    data = planted.mp3()
    clean = cleaned(data, "audio/mpeg")
    assert planted.told(data)
    assert planted.told(clean) == []
    begins = data.index(b"\xff\xfb\x90\x00")
    assert clean == data[begins : begins + 41 * 417]


def test_a_tag_between_the_frames_of_an_mp3_goes() -> None:
    plain = cleaned(planted.mp3(), "audio/mpeg")
    broken_in = plain[: 417 * 20] + b"ID3" + planted.TOLD + plain[417 * 20 :]
    assert cleaned(broken_in, "audio/mpeg") == plain


def test_the_first_frame_keeps_how_long_the_recording_is_and_no_more() -> None:
    data = bytearray(planted.mp3())
    at = data.index(b"Xing") + 60
    data[at : at + len(planted.TOLD)] = planted.TOLD
    clean = cleaned(bytes(data), "audio/mpeg")
    assert planted.told(clean) == []
    assert clean[36:48] == b"Xing" + struct.pack(">II", 1, 40)


def test_an_amr_keeps_its_frames_alone() -> None:
    clean = cleaned(planted.amr(), "audio/amr")
    assert planted.amr() == clean + planted.TOLD


@pytest.mark.parametrize("how", [{}, {"moov_first": True}, {"sound": True}, {"large": True}])
def test_a_film_keeps_every_sample_where_it_was_and_its_length(how) -> None:
    data = planted_film.film(**how)
    clean = cleaned(data, "audio/mp4" if "sound" in how else "video/mp4")
    assert planted.told(data)
    assert planted.told(clean) == []
    assert planted_film.samples(clean) == planted_film.samples(data) == list(planted_film.SAMPLES)
    assert planted_film.duration(clean) == planted_film.duration(data) == (600, 4200)
    assert struct.pack(">I", planted_film.WHEN) not in clean
    assert b"+24.5186" not in clean
    assert len(clean) == len(data) - len(planted.TOLD)
    assert cleaned(clean, "video/mp4") == clean


def test_a_film_that_points_to_another_file_is_refused() -> None:
    data = planted_film.film().replace(b"url \0\0\0\1", b"url \0\0\0\0")
    with pytest.raises(NotCleaned) as refused:
        cleaned(data, "video/mp4")
    assert "引用了其他文件" in refused.value.message


def test_a_film_in_fragments_is_cleaned_when_it_holds_picture_and_sound_alone() -> None:
    box = planted_film.box
    whole = planted_film.film(moov_first=True)
    fragments = whole[: whole.index(b"uuid") - 4] + box(
        b"moof", box(b"mfhd", b"\0" * 8), box(b"uuid", planted.TOLD)
    )
    with pytest.raises(NotCleaned):
        cleaned(fragments, "video/mp4")


def test_a_text_is_its_words() -> None:
    assert cleaned("酸奶过期。".encode("gb18030"), "text/plain; charset=gb18030") == "酸奶过期。".encode(
        "gb18030"
    )


def test_a_kind_nobody_cleans_is_refused() -> None:
    with pytest.raises(NotCleaned):
        cleaned(b"x", "application/octet-stream")
