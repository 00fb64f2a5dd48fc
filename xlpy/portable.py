"""A finished document as PDF, by LibreOffice where this machine has it; its own module so that no desk needs it."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 120
_CLOCK = re.compile(rb"(/(?:CreationDate|ModDate)\(D:)([^)]*)|(/ID \[)([^\]]*)|(/DocChecksum /)([0-9A-F]{32})")
NO_OFFICE = "这台机器上没有 LibreOffice，没有生成 PDF；可用 Word 或 WPS 打开文档另存为 PDF。"
NOT_MADE = "LibreOffice 没有转出 PDF；可用 Word 或 WPS 打开文档另存为 PDF。"


def program() -> str | None:
    """The program that makes PDFs (``SOFFICE_PATH`` first); None where there is none."""
    return os.environ.get("SOFFICE_PATH") or shutil.which("soffice") or shutil.which("libreoffice")


def pdf(data: bytes, ending: str) -> bytes | None:
    """The document as PDF; None when the program is missing or fails. The same document gives the same bytes."""
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="xlpy-pdf-") as folder:
        source = Path(folder) / f"paper{ending}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf"]
        try:
            subprocess.run(  # noqa: S603 - our own document by the program of this desk
                [*command, "--outdir", folder, str(source)], capture_output=True, timeout=SECONDS, check=True
            )
            return _timeless((Path(folder) / "paper.pdf").read_bytes())
        except (OSError, subprocess.SubprocessError):
            return None


def _timeless(data: bytes) -> bytes:
    """Without the moment of making and what is counted from it; every other byte keeps its place."""
    return _CLOCK.sub(_stopped, data)


def _stopped(found: re.Match[bytes]) -> bytes:
    key, value = (part for part in found.groups() if part is not None)
    return key + re.sub(rb"[0-9A-F]", b"0", value)
