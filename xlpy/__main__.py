"""``python -m xlpy`` is the command ``xlpy``."""

from xlpy.cli import main

if __name__ == "__main__":
    main()
