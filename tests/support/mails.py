"""Envelopes as people's machines make them: zips of Windows and macOS, mails with every way to write a name."""

import base64
import io
import re
import zipfile
from collections.abc import Mapping
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from urllib.parse import quote_from_bytes

from support.compound import msg

DATE = "Mon, 18 Dec 2023 23:50:00 +0800"


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def packed_as(encoding: str, name: str, content: bytes) -> bytes:
    """A zip whose name carries no flag, as Windows (GBK) and macOS (UTF-8) make them."""
    stand_in = "x" * len(name.encode(encoding))
    return packed({stand_in: content}).replace(stand_in.encode(), name.encode(encoding))


def mailed(files: Mapping[str, bytes], date: str = DATE) -> bytes:
    """A mail as today's programs write it."""
    mail = MIMEMultipart()
    mail["Date"] = date
    for name, content in files.items():
        part = MIMEApplication(content)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
        mail.attach(part)
    return mail.as_bytes()


def named(written: bytes, content: bytes) -> bytes:
    """A mail with one attachment whose file name parameter is written like this."""
    head = b"Date: " + DATE.encode() + b'\nContent-Type: multipart/mixed; boundary="z"\n\n--z\n'
    head += b"Content-Disposition: attachment; " + written + b"\nContent-Transfer-Encoding: base64\n\n"
    return head + base64.encodebytes(content) + b"\n--z--\n"


def written(way: str, name: str) -> bytes:
    """A file name parameter in one of the ways that mail programs have."""
    way, _, charset = way.partition(" ")
    if way == "rfc2231":
        return f"filename*={charset}''{quote_from_bytes(name.encode(charset))}".encode()
    if way == "continued":
        coded = quote_from_bytes(name.encode(charset))
        pieces = re.findall(r"(?:%..|.){1,10}", coded)
        lines = [f"filename*{number}*={piece}" for number, piece in enumerate(pieces)]
        lines[0] = lines[0].replace("=", f"={charset}''", 1)
        return ";\n ".join(lines).encode()
    if way == "folded":
        return f'filename="{Header(name, charset, maxlinelen=40).encode()}"'.encode()
    return b'filename="' + name.encode(charset) + b'"'


WAYS = (
    *(f"{way} {charset}" for way in ("rfc2231", "continued", "folded", "raw") for charset in ("utf-8", "gbk")),
    "folded gb2312",
    "rfc2231 gb18030",
)

Tree = Mapping[str, "bytes | Tree"]


def sealed(name: str, held: bytes | Tree) -> bytes:
    """An envelope with all that lies in it, closed in the way its name tells."""
    if isinstance(held, bytes):
        return held
    files = {inner: sealed(inner, inside) for inner, inside in held.items()}
    return {"zip": packed, "eml": mailed, "msg": msg}[name.rpartition(".")[2]](files)
