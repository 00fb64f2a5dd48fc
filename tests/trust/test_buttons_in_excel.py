"""Every button in the stand-in Excel, every question answered, every plan confirmed, on papers with records."""

import re

import pytest

from support import trust
from support.excel_members import standing
from support.pressed import Played, play

pytestmark = pytest.mark.skipif(not trust.IS_FULL, reason="twenty seconds: make trust")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("played"), is_answering=True)


def test_no_button_fails_in_a_way_of_ours(played: Played) -> None:
    assert played.log == ""
    assert [id_ for id_, said in played.said.items() if "程序自身出错" in said or "\n" in said] == []


def test_what_was_written_is_what_the_records_tell(played: Played) -> None:
    assert played.said["verify"].endswith("表中与档案不符的0格。")


def test_no_member_is_called_that_the_check_list_leaves_out(played: Played) -> None:
    listed = {
        f"{owner}.{name}"
        for owner, names in re.findall(r"^\| (\w+) \| (.+) \|$", standing(), re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    }

    assert played.asked - listed == set()
