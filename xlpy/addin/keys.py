"""The registry of the person at this Windows machine, by the standard library; nobody else's keys are touched."""

import contextlib
import sys

if sys.platform == "win32":
    import winreg

    class PersonalKeys:
        """What stands under HKEY_CURRENT_USER."""

        def write(self, key: str, value: str) -> None:
            """Make the key and its value."""
            winreg.SetValue(winreg.HKEY_CURRENT_USER, key, winreg.REG_SZ, value)

        def read(self, key: str) -> str | None:
            """The value; None where there is no such key."""
            try:
                return winreg.QueryValue(winreg.HKEY_CURRENT_USER, key)
            except FileNotFoundError:
                return None

        def delete(self, key: str) -> None:
            """Take the key away; one that is not there is no mistake."""
            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
