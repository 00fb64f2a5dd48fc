"""The command ``xlpy``, also as ``python -m xlpy``."""

import gc
import os
import signal


def main() -> None:
    """Begin without looking for rubbish (nothing of what is read at the start becomes any) or for others' plugins."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heard:  # nothing is begun yet: Ctrl-C ends it without a word
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from xlpy.cli import main as command  # noqa: PLC0415 - start-up: read while nobody looks

    if is_heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.freeze()
    gc.enable()
    try:
        command()
    finally:  # all is told: Ctrl-C has nothing left to stop, and could only spoil the end; what is left goes as it is
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.freeze()


if __name__ == "__main__":
    main()
