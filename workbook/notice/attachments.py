"""The kinds of files that come beside a declaration, as a clerk marks them."""

from typing import Annotated, Literal

from pydantic import Field

from workbook.notice.bureau import Part
from workbook.notice.model import Model


class AttachmentKind(Model):
    """One kind: the word a clerk picks, the demand it speaks to, what is often written in the names of such files.

    The word is the notice's own (it stands in the quotes of the demand) unless ``basis`` says it is the bureau's.
    """

    id: Part
    word: Annotated[str, Field(min_length=1)]
    rule: str
    basis: Literal["notice", "bureau"] = "notice"
    names: tuple[str, ...] = ()

    def is_named(self, name: str) -> bool:
        """Whether the name of a file speaks of this kind."""
        return any(word in name for word in (self.word, *self.names))
