"""The groups the buttons stand in."""

from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, ...]] = {
    "填报": ("letter", "repair", "render", "fields", "rules", "amend"),
    "检查": ("validate", "next", "uncovered", "explain", "clear", "trace", "overrule", "verify"),
    "汇总": (
        *("collect", "opinion", "return", "pull", "decide", "review"),
        *("adopt", "revert", "withdraw", "undo", "rebuild"),
    ),
    "报送与公示": ("publish", "forward", "pool", "overview", "invite", "remind"),
    "帮助": ("doctor",),
}
"""Every button in the group it stands in, as the work goes from left to right."""
