"""The command ``xlpy``, also as ``python -m xlpy``."""

import gc
import os
import signal


def main() -> None:
    """Begin without looking for rubbish (nothing of what is read at the start becomes any) or for others' plugins."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from xlpy.cli import main as command  # noqa: PLC0415 - start-up: read while nobody looks

    gc.freeze()
    gc.enable()
    try:
        command()
    finally:  # all is told: Ctrl-C has nothing left to stop, and could only spoil the end
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()
