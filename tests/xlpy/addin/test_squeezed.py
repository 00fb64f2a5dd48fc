"""What we compress, olevba's own decompressor gives back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from xlpy.addin.squeezed import squeezed

texts = st.lists(st.sampled_from([b"Public Sub ", b"End Sub\r\n", b"x", b"    ", b"Dim a As Object\r\n"]), max_size=600)


@given(texts.map(b"".join))
@example(b"")
@example(b"a" * 4096)
@example(b"a" * 4097)
@example(bytes(range(256)) * 33)
def test_every_text_comes_back(text: bytes) -> None:
    assert bytes(decompress_stream(bytearray(squeezed(text)))) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            b"abcdefghijklmnopqrstuv.",
            "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
        ),
        (b"a" * 73, "01 03 B0 02 61 45 00"),
    ],
    ids=["no-copies", "one-letter"],
)
def test_the_examples_of_the_specification(text: bytes, told: str) -> None:
    assert squeezed(text).hex(" ").upper() == told


def test_copies_make_it_as_short_as_the_example_of_the_specification() -> None:
    text = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    example = (
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02 "
        "70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    )

    assert bytes(decompress_stream(bytearray.fromhex(example))) == text
    assert len(squeezed(text)) == len(bytes.fromhex(example))
