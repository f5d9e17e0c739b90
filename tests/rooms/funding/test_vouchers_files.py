"""A voucher's file is told by its bytes: what is not whole, not what it says, or too much to look at is refused with a sentence."""
import io
import zipfile

import pytest
from PIL import Image

from proposals.funding.spending import originals
from tests.rooms.funding.spent import ofd, pdf, picture

XML = "<?xml version='1.0' encoding='UTF-8'?><EInvoice><InvoiceNumber>1</InvoiceNumber></EInvoice>".encode()
TAKEN = {"pdf": pdf(), "ofd": ofd(members=3), "xml": XML, "jpeg": picture("JPEG"), "png": picture("PNG")}
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;">]><lolz>&lol1;</lolz>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def wide_png():
    """Twelve thousand pixels each way in few bytes."""
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


def other_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "x")
    return out.getvalue()


REFUSED = {
    "empty": b"", "text": b"hello", "html": b"<!DOCTYPE html><html><script>alert(1)</script></html>", "plain html": b"<html><body/></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "gif": b"GIF89a" + b"0" * 50, "exe": b"MZ" + b"0" * 50,
    "half a pdf": pdf()[:-10], "half a png": picture("PNG")[:-20], "half a jpeg": picture("JPEG")[:200], "half an ofd": ofd()[:-30], "half an xml": XML[:-5],
    "a workbook": other_zip(), "a bomb": ofd(inside=b"0" * (51 << 20)), "many members": ofd(members=201), "laughs": LAUGHS, "outside": OUTSIDE,
    "nothing but a bracket": b"<", "a huge picture": wide_png(),
    "too large": b"%PDF-" + b"0" * (10 << 20) + b"%%EOF", "a large xml": b"<a>" + b"0" * (2 << 20) + b"</a>"}


@pytest.mark.parametrize("kind", TAKEN)
def test_a_file_is_what_its_bytes_say_whatever_it_is_called(app, kind):
    found = originals.read(TAKEN[kind], name="发票.exe")
    assert (found.kind, found.name, found.content) == (kind, f"发票.exe.{kind}", TAKEN[kind])


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_whole_voucher_is_refused_with_a_sentence(app, what):
    with app.test_request_context(), pytest.raises(originals.UnusableFile, match="请"):
        originals.read(REFUSED[what], name="发票.pdf")


@pytest.mark.parametrize("name, kept", [
    ("发票.pdf", "发票.pdf"), ("发票.PDF", "发票.pdf"), ("../../etc/passwd", "passwd.pdf"), ("C:\\a\\b.pdf", "b.pdf"), ("", "voucher.pdf"), (".pdf", ".pdf.pdf"),
    ("a\nb\u202e.pdf", "a b.pdf"), ("长" * 300 + ".pdf", "长" * 115 + ".pdf")])
def test_a_name_is_cleaned_and_ends_in_what_the_file_is(name, kept):
    assert originals.named(name, kind="pdf") == kept
