"""The command ``xlpy``, also as ``python -m xlpy``."""

import gc
import os


def main() -> None:
    """Begin without looking for rubbish (nothing of what is read at the start becomes any) or for others' plugins."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from xlpy.cli import main as command  # noqa: PLC0415 - start-up: read while nobody looks

    gc.freeze()
    gc.enable()
    command()


if __name__ == "__main__":
    main()
