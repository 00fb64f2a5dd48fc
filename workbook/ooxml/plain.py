"""One XML part written plainly: UTF-8, no comments, no CDATA, no processing instructions; names and prefixes stay."""

import re
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!(?i:utf-8)["'])""")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def plain(xml: bytes) -> bytes:
    """The part as it is when its bytes can be searched as they stand, else written anew with the same content."""
    xml = xml.removeprefix(b"\xef\xbb\xbf")
    is_odd = b"<!" in xml or b"\x00" in xml or xml.find(b"<?", len("<?")) >= 0 or _ENCODING.match(xml)
    return _rewritten(xml) if is_odd else xml


def _rewritten(xml: bytes) -> bytes:
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True
    out = [_DECLARATION]

    def start(name: str, attributes: list[str]) -> None:
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        out.append(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in pairs)}>")

    def refuse(*_: object) -> None:
        raise ValueError(_DECLARATION)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: out.append(f"</{name}>")
    parser.CharacterDataHandler = lambda text: out.append(escape(text))
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position
    return "".join(out).encode()
