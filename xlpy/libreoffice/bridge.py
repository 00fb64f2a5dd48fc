"""The one door to UNO: its import, its structs and constants, the way to an office that listens."""

import os
import sys
from pathlib import Path
from typing import Any

try:
    import uno
except ImportError:
    sys.path.append(os.environ.get("UNO_PATH", "/usr/lib/python3/dist-packages"))
    import uno

import unohelper

Base: Any = unohelper.Base
"""What a listener of ours is built on."""
Uno = Any
"""Any UNO object: the bridge carries no types."""


UnoError: type[Exception] = uno.getClass("com.sun.star.uno.Exception")
"""What every error that comes over the bridge is."""
RuntimeException: type[Exception] = uno.getClass("com.sun.star.uno.RuntimeException")
OutOfBounds: type[Exception] = uno.getClass("com.sun.star.lang.IndexOutOfBoundsException")
NotListening: type[Exception] = uno.getClass("com.sun.star.connection.NoConnectException")
ChangesListener: Any = uno.getClass("com.sun.star.util.XChangesListener")
ActionListener: Any = uno.getClass("com.sun.star.awt.XActionListener")
DataBarEntry: Any = uno.getClass("com.sun.star.sheet.XDataBarEntry")
ColorScaleEntry: Any = uno.getClass("com.sun.star.sheet.XColorScaleEntry")
Transferable: Any = uno.getClass("com.sun.star.datatransfer.XTransferable")
UndoListener: Any = uno.getClass("com.sun.star.document.XUndoManagerListener")
Disposed: type[Exception] = uno.getClass("com.sun.star.lang.DisposedException")


_RUNTIME = "pyuno_runtime"
_runtime: Any = vars(sys.modules["__main__"]).get(_RUNTIME)


def settle() -> None:
    """Stay where pyuno looks for itself: in ``__main__``, which runpy and ``%run`` of notebooks exchange."""
    vars(sys.modules["__main__"]).setdefault(_RUNTIME, _runtime)


def struct(name: str, **fields: Any) -> Uno:
    """A UNO struct, ``com.sun.star.`` left away."""
    made = uno.createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def constant(name: str) -> Any:
    """A constant, ``com.sun.star.`` left away; None where the office is too old to have it."""
    try:
        return uno.getConstantByName(f"com.sun.star.{name}")
    except RuntimeException:
        return None


def enum(name: str, value: str) -> Uno:
    """A value of a UNO enumeration, ``com.sun.star.`` left away."""
    return uno.Enum(f"com.sun.star.{name}", value)


def properties(**values: Any) -> tuple[Uno, ...]:
    """Arguments as UNO wants them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def typed(kind: str, value: Any) -> Uno:
    """A value with its UNO type said, such as ``[]short``."""
    return uno.Any(kind, value)


def invoke(thing: Uno, method: str, *arguments: Any) -> Any:
    """Call a method whose arguments carry their UNO types."""
    return uno.invoke(thing, method, arguments)


def url_of(path: str | os.PathLike[str]) -> str:
    """The URL of a file."""
    return str(uno.systemPathToFileUrl(str(Path(path).absolute())))


def path_of(url: str) -> str:
    """The file a URL stands for; other URLs stay."""
    return str(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else url


def interface(name: str) -> Uno:
    """An interface to build a class of ours on, ``com.sun.star.`` left away."""
    return uno.getClass(f"com.sun.star.{name}")


def seen_as(thing: Uno, name: str) -> Uno | None:
    """A thing as one of its interfaces, ``com.sun.star.`` left away; None when it has no such side."""
    return thing.queryInterface(uno.getTypeByName(f"com.sun.star.{name}"))


def resolve(where: str) -> Uno:
    """The component context of an office that listens at ``pipe,name=x`` or ``socket,host=localhost,port=2002``."""
    settle()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:{where};urp;StarOffice.ComponentContext")


def service(context: Uno, name: str) -> Uno:
    """A service of an office, ``com.sun.star.`` left away."""
    return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)
