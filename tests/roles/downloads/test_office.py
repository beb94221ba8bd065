from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from roles.downloads.office import timeless, xml_text


def test_what_xml_forbids_is_replaced():
    assert xml_text("a\x00b\x0bc\ufffe") == "a\ufffdb\ufffdc\ufffd"
    assert xml_text("Tab\there, and\nanother line £ é 😀") == "Tab\there, and\nanother line £ é 😀"


def test_lines_end_as_xml_ends_them():
    assert xml_text("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


@given(st.text(st.characters(codec=None)))
def test_xml_takes_every_text(text):
    element = ElementTree.Element("t")
    element.text = xml_text(text)
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == element.text


def test_an_archive_loses_its_times_and_nothing_else():
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("b.xml", "<b/>")
        archive.writestr("a.xml", "<a/>")
    with ZipFile(BytesIO(timeless(made.getvalue()))) as archive:
        assert [(file.filename, file.date_time[0]) for file in archive.infolist()] == [
            ("b.xml", 1980),
            ("a.xml", 1980),
        ]
        assert archive.read("a.xml") == b"<a/>"
