"""The zip container: which parts there are, each inflated at most once and never beyond its bounds."""

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from posixpath import normpath

import deflate
from zlib_ng import zlib_ng as zlib

from workbook.ooxml.limits import LIMITS, Limits, RefusedError, bomb, damaged, unsafe
from workbook.ooxml.listing import Bounds, UnboundedError, listed

_LOCAL = struct.Struct("<4s22xHH")
_LOCAL_MARK = b"PK\x03\x04"
_ENCRYPTED = 0x1
_DIRECTORY, _NAME = 1 << 20, 4096
"""So long may the directory be, and the name of a part or what is told beside it."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FED, _SHORT = 1 << 16, 1 << 22
_XML = (".xml", ".rels", ".vml")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, OverflowError, struct.error, IndexError)


class Container:
    """Parts by name; names are compared without case, as every reader does."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self.data = data
        self.limits = limits
        self._left = limits.total
        self._markup = limits.markup
        self._infos = _directory(data, limits)
        _check_sizes(self._infos.values(), limits)
        self._starts = _starts(data, self._infos.values())

    def __contains__(self, name: str) -> bool:
        return key(name) in self._infos

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in the order of the directory."""
        return tuple(info.filename for info in self._infos.values())

    def part(self, name: str) -> bytes:
        """The bytes of one part; refuses what is missing, damaged or larger than allowed."""
        info = self._info(name)
        limit = min(self.limits.part, self._left)
        content = self._inflated(info, limit)
        if len(content) > limit:
            raise bomb(f"部件 {name} 展开后过大")
        self._take(info, len(content), zlib.crc32(content))
        if self.limits.markup:
            self._check_parsed(name, content)
        return content

    def size(self, name: str) -> int:
        """How many bytes one part has, as the directory claims."""
        return self._info(name).file_size

    def pieces(self, name: str, longest: int) -> Iterator[bytes]:
        """The bytes of one part, so many at a time; it is refused as ``part`` refuses it, at its end at the latest."""
        info = self._info(name)
        limit = min(self.limits.part, self._left)
        size = crc = 0
        for piece in self._inflating(info, longest):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > limit:
                raise bomb(f"部件 {name} 展开后过大")
            yield piece
        self._take(info, size, crc)

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = self._infos.get(key(name))
        if info is None:
            raise damaged(f"缺少部件 {name}")
        return info

    def _take(self, info: zipfile.ZipInfo, size: int, crc: int) -> None:
        """Count what came out of a part; refuse what is not what the directory tells."""
        _check_ratio(info, size, self.limits)
        if crc != info.CRC or size != info.file_size:
            raise damaged(f"部件 {info.filename} 校验不符")
        self._left -= size

    def _check_parsed(self, name: str, content: bytes) -> None:
        """Count the signs at which a parser stops, before it does; they are the same bytes in every encoding."""
        if len(content) > self.limits.parsed:
            raise bomb(f"部件 {name} 展开后过大")
        self._markup -= content.count(b"<") + content.count(b"=")
        if self._markup < 0:
            raise bomb(f"文件内的 XML 标记超过{self.limits.markup}个")

    def _raw(self, info: zipfile.ZipInfo) -> memoryview:
        start = self._starts[key(info.filename)]
        return memoryview(self.data)[start : start + info.compress_size]

    def _inflated(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """The bytes of a part, of one too large one more than is allowed; room is set aside for what it claims.

        The faster engine knows parts that hold what they claim, and needs the room twice: longer ones, and what is
        wrong with others, are left to the slower one. It takes a few streams, of more codes than there are signs, that
        other programs refuse; size and checksum must fit there too.
        """
        raw = self._raw(info)
        if info.compress_type == zipfile.ZIP_STORED:
            return bytes(raw)
        if 0 < info.file_size <= min(limit, _SHORT):
            with suppress(deflate.DeflateError):
                return bytes(deflate.deflate_decompress(raw, info.file_size))
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = engine.decompress(raw, min(info.file_size, limit) + 1)
            if info.file_size < len(content) <= limit:  # it holds more than the directory claims
                content += engine.decompress(engine.unconsumed_tail, limit + 1 - len(content))
        except zlib.error:  # type: ignore[misc] # its types call the class an instance
            raise damaged(f"部件 {info.filename} 无法展开") from None
        return content

    def _inflating(self, info: zipfile.ZipInfo, longest: int) -> Iterator[bytes]:
        raw = self._raw(info)
        if info.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(raw[at : at + longest]) for at in range(0, len(raw), longest))
            return
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(raw), _FED):
                piece = engine.decompress(raw[at : at + _FED], longest)
                while piece:
                    yield piece
                    piece = engine.decompress(engine.unconsumed_tail, longest)
        except zlib.error:  # type: ignore[misc] # its types call the class an instance
            raise damaged(f"部件 {info.filename} 无法展开") from None


def key(name: str) -> str:
    """What a part is known by, however its name is spelled: every reader compares names so."""
    return name.lower().replace("\\", "/")


def resolve(base: str, target: str) -> str:
    """The part a relationship target means, seen from the part ``base``."""
    if target.startswith("/"):
        return normpath(target).lstrip("/")
    folder = base.rpartition("/")[0]
    return normpath(f"{folder}/{target}" if folder else target).lstrip("/")


def _directory(data: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    try:
        with listed(io.BytesIO(data), Bounds(_DIRECTORY, limits.parts, _NAME)) as archive:
            infos = archive.infolist()
    except UnboundedError:
        raise bomb(f"文件内的部件超过{limits.parts}个，或它们的目录过长") from None
    except _BROKEN:
        raise damaged("压缩包目录读不出来") from None
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_entry(info)
        if found.setdefault(key(info.filename), info) is not info:
            raise unsafe(f"文件内有两个名为 {info.filename} 的部件")
    return found


def _check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError("FILE-ENCRYPTED", "文件设有打开密码。请取消打开密码后重新保存再报送。")
    if info.compress_type not in _METHODS:
        raise unsafe(f"部件 {info.filename} 用了少见的压缩方法")
    if info.orig_filename != info.filename or ".." in info.filename.split("/") or info.filename.startswith("/"):
        raise unsafe("文件内有名称异常的部件")
    if "&" in info.filename and info.filename.lower().endswith(_XML):  # not every reader undoes what XML writes so
        raise unsafe("文件内有名称异常的部件")


def _check_sizes(infos: Iterable[zipfile.ZipInfo], limits: Limits) -> None:
    """What the directory claims; what really comes out is counted in ``part``. Media count apart from XML."""
    totals = {True: 0, False: 0}
    for info in infos:
        if info.file_size > limits.part:
            raise bomb(f"部件 {info.filename} 展开后过大")
        _check_ratio(info, info.file_size, limits)
        totals[info.filename.lower().endswith(_XML)] += info.file_size
    if max(totals.values()) > limits.total:
        raise bomb(f"文件展开后超过 {limits.total // 1024 // 1024} MB")


def _check_ratio(info: zipfile.ZipInfo, size: int, limits: Limits) -> None:
    ratio_from = limits.ratio_from if info.filename.lower().endswith(_XML) else limits.media_ratio_from
    if size > ratio_from and size > limits.ratio * max(info.compress_size, 1):
        raise bomb(f"部件 {info.filename} 的压缩比异常")


def _starts(data: bytes, infos: Iterable[zipfile.ZipInfo]) -> dict[str, int]:
    """Where the bytes of each part begin; refuses parts that share bytes or whose two headers differ."""
    starts: dict[str, int] = {}
    free_from = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        begin = _begin(data, info)
        if info.header_offset < free_from:
            raise unsafe("文件内的部件互相重叠")
        free_from = begin + info.compress_size
        if free_from > len(data):
            raise damaged("文件不完整")
        starts[key(info.filename)] = begin
    return starts


def _begin(data: bytes, info: zipfile.ZipInfo) -> int:
    try:
        mark, name_length, extra_length = _LOCAL.unpack_from(data, info.header_offset)
    except struct.error:
        raise damaged("文件不完整") from None
    name_at = info.header_offset + _LOCAL.size
    begin = name_at + int(name_length) + int(extra_length)
    if mark != _LOCAL_MARK:
        raise damaged("压缩包目录与内容不符")
    if not _same_name(data[name_at : name_at + name_length], info):
        raise unsafe("同一部件前后名称不一致")
    return begin


def _same_name(raw: bytes, info: zipfile.ZipInfo) -> bool:
    if raw == info.filename.encode():
        return True
    utf8 = bool(info.flag_bits & 0x800)
    try:
        return raw.decode("utf-8" if utf8 else "cp437") == info.filename
    except UnicodeDecodeError:
        return False
