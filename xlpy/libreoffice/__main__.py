"""Runs a script that knows only xlwings on LibreOffice: ``python -m xlpy.libreoffice script.py``."""

import argparse
import runpy
import sys
from pathlib import Path

from xlpy.libreoffice import activate


def main() -> None:
    """Make LibreOffice the engine, then run the script with its own arguments."""
    parser = argparse.ArgumentParser(prog="python -m xlpy.libreoffice", description=__doc__)
    parser.add_argument("--strict", action="store_true", help="read texts as Excel does")
    parser.add_argument("--patience", type=float, help="seconds a hidden office may take for one call")
    parser.add_argument("script", type=Path)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    if not asked.script.is_file():
        parser.error(f"there is no script {asked.script}")
    activate(strict=asked.strict, patience=asked.patience)
    sys.argv = [str(asked.script), *asked.arguments]
    sys.path.insert(0, str(asked.script.parent.resolve()))
    runpy.run_path(str(asked.script), run_name="__main__")


if __name__ == "__main__":
    main()
