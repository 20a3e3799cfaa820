from __future__ import annotations

import pytest

from toolkit.ooxml import BrokenPackageError, markup


def test_a_doctype_is_refused_whatever_the_encoding() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for data in (bomb.encode(), bomb.encode("utf-16")):
        with pytest.raises(BrokenPackageError, match="DOCTYPE"):
            markup.parse(data)


def test_other_encodings_are_read_as_what_they_declare() -> None:
    text = '<?xml version="1.0" encoding="{}"?><a b="中">文</a>'
    for encoding in ("gb18030", "utf-16", "utf-8"):
        root = markup.parse(text.format(encoding).encode(encoding))
        assert (root.get("b"), root.text) == ("中", "文")
    with pytest.raises(BrokenPackageError, match="编码"):
        markup.utf8(text.format("klingon").encode())


@pytest.mark.parametrize("data", [b"", b"text", b"<a>", b"</a>", b"<a><b></a>"])
def test_what_is_not_well_formed_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenPackageError):
        markup.parse(data)


def test_children_are_found_past_comments_quotes_and_nesting() -> None:
    data = b'<?xml version="1.0"?><!-- <x> --><r><a t="1>2"/><!-- <b> --><x:b><c/><b></b></x:b><![CDATA[<d>]]></r>'
    root = markup.root_element(data)
    found = list(markup.children(data, root.inner, root.close))
    assert [(element.name, data[element.start : element.end]) for element in found] == [
        (b"a", b'<a t="1>2"/>'),
        (b"b", b"<x:b><c/><b></b></x:b>"),
    ]
    assert markup.attributes(data, found[0]) == {"t": "1>2"}


def test_an_attribute_is_set_in_its_place_and_others_keep_theirs() -> None:
    assert markup.with_attribute(b"<a b='x ref=1' ref = 'A1' c=\"2\">", "ref", 'A"2') == (
        b'<a b=\'x ref=1\' ref="A&quot;2" c="2">'
    )
    assert markup.with_attribute(b"<a />", "b", "1") == b'<a b="1"/>'
    assert markup.without_attribute(b'<a b="1" c="2">', "b") == b'<a c="2">'
    assert markup.without_attribute(b"<a>", "b") == b"<a>"


def test_a_self_closed_parent_is_opened_for_its_first_child() -> None:
    data = b"<r><x:a b='1'/></r>"
    parent = next(markup.children(data, 3, len(data) - 4))
    assert markup.append_child(data, parent, b"<c/>") == b"<r><x:a b='1'><c/></x:a></r>"


def test_only_the_entities_of_xml_are_resolved() -> None:
    assert markup.unescape("&lt;&amp;amp;&#x4e2d;&#25991;&nbsp;&#0;") == "<&amp;中文&nbsp;\ufffd"


def test_a_tag_that_never_closes_takes_no_time() -> None:
    with pytest.raises(BrokenPackageError):
        markup.root_element(b"<a " + b"b " * 200_000)
