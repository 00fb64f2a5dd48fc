"""An install kit for offices without internet or rights: a given Python with every library in it, to be copied."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PathDistribution
from pathlib import PurePosixPath

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from workbook.errors import KitError
from xlpy.addin.sources import scripts

ROOT = "xlpy"
PLATFORM = "win_amd64"
PROGRAM = "program"
PYTHON = f"{PROGRAM}/python"
LIBRARIES = f"{PYTHON}/Lib/site-packages"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PATHS = re.compile(r"python3(\d+)\._pth")
_INSIDE = ("purelib", "platlib")
"""The odd parts of a wheel that are libraries; its scripts, headers and loose files (a dll of xlwings) nobody needs."""

_NOT_FREE = "xlwings/pro/"
"""Of another licence than the rest of xlwings, not for bureaus and firms; nothing of ours needs it."""


def kit(python: Mapping[str, bytes], wheels: Mapping[str, bytes], others: Mapping[str, bytes]) -> bytes:
    """The whole kit: scripts to set up and take away, Python with the libraries, what else people need.

    Raises:
        KitError: a wheel is of another Python or system, or one that is needed is missing.
    """
    minor, pth = _paths_file(python)
    environment = _windows(minor)
    _fitting(wheels, minor)
    _complete(wheels, environment)
    parts = {f"{PYTHON}/{name}": content for name, content in python.items()}
    parts[f"{PYTHON}/{pth}"] = _opened(pth)
    for content in wheels.values():
        parts |= dict(_unpacked(content))
    return _packed({**scripts(), **parts, **others})


def checked_python(name: str, content: bytes, sha256: str) -> dict[str, bytes]:
    """The files of the embeddable Python, when it is the one that was meant."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256.strip().lower():
        raise KitError(name, f"的 SHA-256 是 {found}，与所给的不同", "请从 python.org 重新下载，并照网页上的校验值填写")
    try:
        return _files(content)
    except zipfile.BadZipFile as error:
        raise KitError(name, "不是压缩包", "请给 python.org 的 embeddable package（64-bit）") from error


def _paths_file(python: Mapping[str, bytes]) -> tuple[int, str]:
    """The minor version of this Python and the file that says where it looks."""
    found = [(int(match[1]), name) for name in python if (match := _PATHS.fullmatch(name))]
    if not found or "python.exe" not in python:
        raise KitError(
            "--python", "里没有 python.exe 和 python3xx._pth", "请给 python.org 的 embeddable package（64-bit）"
        )
    return found[0]


def _opened(pth: str) -> bytes:
    """It looks into itself and its libraries, nowhere else."""
    return "\r\n".join((pth.replace("._pth", ".zip"), ".", r"Lib\site-packages", "import site", "")).encode("ascii")


def _fitting(wheels: Mapping[str, bytes], minor: int) -> None:
    """Each wheel runs on this Python on 64-bit Windows."""
    allowed = _tags(minor)
    for name in wheels:
        try:
            tags = parse_wheel_filename(name)[3]
        except InvalidWheelFilename as error:
            raise KitError(name, "不是安装包（wheel）", "请从放安装包的文件夹里拿走它") from error
        if not tags & allowed:
            raise KitError(name, f"不能用于 64 位 Windows 的 Python 3.{minor}", "请换成对应的安装包")


def _tags(minor: int) -> set[Tag]:
    platforms = [PLATFORM]
    return {*cpython_tags((3, minor), platforms=platforms), *compatible_tags((3, minor), f"cp3{minor}", platforms)}


def _windows(minor: int) -> dict[str, str]:
    """What the conditions of libraries are asked about."""
    version = {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.0", "implementation_name": "cpython"}
    return {**version, "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "extra": ""}


def _complete(wheels: Mapping[str, bytes], environment: Mapping[str, str]) -> None:
    """Everything that our own package needs is there, in a version it takes."""
    held = {canonicalize_name(parse_wheel_filename(name)[0]): (name, content) for name, content in wheels.items()}
    waiting, seen = [Requirement(ROOT)], set[str]()
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name)
        if key not in held:
            raise KitError(str(wanted), "的安装包不在所给的文件夹里", f"请用 pip download --platform {PLATFORM} 取来")
        name, content = held[key]
        if parse_wheel_filename(name)[1] not in wanted.specifier:
            raise KitError(name, f"的版本不合“{wanted}”", "请换成合适的版本")
        if key not in seen:
            seen.add(key)
            waiting += _needed(content, environment)


def _needed(wheel: bytes, environment: Mapping[str, str]) -> Iterator[Requirement]:
    """What a wheel asks for on Windows."""
    for line in _told(wheel).requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate(dict(environment)):
            yield wanted


def _told(wheel: bytes) -> Distribution:
    inside = zipfile.Path(io.BytesIO(wheel))
    return PathDistribution(next(path for path in inside.iterdir() if path.name.endswith(".dist-info")))


def _unpacked(wheel: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a wheel where Python looks for them."""
    for name, content in _files(wheel).items():
        first, *rest = PurePosixPath(name).parts
        if name.startswith(_NOT_FREE):
            continue
        if not first.endswith(".data"):
            yield f"{LIBRARIES}/{name}", content
        elif rest[0] in _INSIDE:
            yield "/".join((LIBRARIES, *rest[1:])), content


def _files(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as inside:
        return {info.filename: inside.read(info) for info in inside.infolist() if not info.is_dir()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(parts.items()):
            package.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
