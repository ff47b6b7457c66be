"""Charts are equal bytes whatever the last digits of their layout."""

from __future__ import annotations

from maps.charts.counted_ids import with_counted_ids


def drawn(clip: str, mark: str) -> bytes:
    """A drawing as matplotlib writes it, with the ids that it hashes."""
    return (
        f'<svg><defs><path id="{mark}" d="M0 0"/></defs><g id="patch_1" clip-path="url(#{clip})">'
        f'<use xlink:href="#{mark}"/><text>#{clip}</text></g><clipPath id="{clip}"/></svg>'
    ).encode()


def test_hashed_ids_are_counted_as_they_appear() -> None:
    found = with_counted_ids(drawn("pe866c7fb86", "m9a35db905a"))
    assert found == (
        b'<svg><defs><path id="m1" d="M0 0"/></defs><g id="patch_1" clip-path="url(#p2)">'
        b'<use xlink:href="#m1"/><text>#pe866c7fb86</text></g><clipPath id="p2"/></svg>'
    )


def test_what_is_drawn_alike_has_equal_ids() -> None:
    texts = (b"#pe866c7fb86", b"#pb47f69a9bf")
    one, other = (
        with_counted_ids(drawn(text.decode()[1:], "m9a35db905a")).replace(b">" + text, b">")
        for text in texts
    )
    assert one == other
