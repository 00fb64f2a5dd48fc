"""One XML part written plainly: UTF-8, no comments, no CDATA, no processing instructions; names and prefixes stay."""

import re
from xml.parsers import expat

from workbook.ooxml.markup import decoded, feed

_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!(?i:utf-8)["'])""")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def plain(xml: bytes, name: str) -> bytes:
    """The part as it is when its bytes can be searched as they stand, else written anew with the same content.

    Raises:
        RefusedError: it is no XML, or tells a document type.
    """
    xml = xml.removeprefix(b"\xef\xbb\xbf")
    is_odd = b"<!" in xml or b"\x00" in xml or xml.find(b"<?", len("<?")) >= 0 or _ENCODING.match(xml)
    return _rewritten(xml, name) if is_odd else xml


def _rewritten(xml: bytes, name: str) -> bytes:
    from xml.sax.saxutils import escape, quoteattr  # noqa: PLC0415 - start-up: few parts are odd

    parser = expat.ParserCreate("UTF-8")
    parser.ordered_attributes = True
    parser.buffer_text = True
    out = [_DECLARATION]

    def start(tag: str, attributes: list[str]) -> None:
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        out.append(f"<{tag}{''.join(f' {key}={quoteattr(value)}' for key, value in pairs)}>")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: out.append(f"</{tag}>")
    parser.CharacterDataHandler = lambda text: out.append(escape(text))
    feed(parser, decoded(xml, name), name)
    return "".join(out).encode()
