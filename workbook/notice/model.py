"""What every part of a pack is: a frozen record that knows no key but its own."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
