"""What strangers put a form into: an envelope costs no more than itself, and tells why nothing was taken of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from support.desks import put
from support.hostile_mail import envelopes, lost, verdict
from support.rounds import sent
from support.spoken import PULLED
from xlpy.actions import pull
from xlpy.batch import each
from xlpy.folder import FolderDesk
from xlpy.settings import Settings
from xlpy.workers import Workers, readers


@pytest.fixture(scope="module")
def verdicts() -> Iterator[Mapping[str, str]]:
    """Every envelope opened by workers: one that hangs, dies or eats the memory is FILE-KILLED."""
    with Workers(("support.hostile_mail",), seconds=60) as workers:
        yield dict(zip(envelopes(), each(verdict, envelopes(), workers, lost, 1), strict=True))


@pytest.mark.parametrize("kind", envelopes())
def test_a_hostile_envelope_comes_to_what_is_written_beside_it(verdicts: Mapping[str, str], kind: str) -> None:
    _, expected = envelopes()[kind]

    assert verdicts[kind].partition(" ")[0] == expected


def test_a_manifest_that_takes_all_the_room_there_is_costs_only_its_package(tmp_path: Path) -> None:
    make, _ = envelopes()["manifest_of_nothings.zip"]
    inbox = put(tmp_path / "收件", **{"坏.zip": make(), "好.zip": sent(tmp_path, 1).read_bytes()})

    with readers() as workers:
        desk = FolderDesk(tmp_path / "市" / "总表.xlsx", Settings("张三", tmp_path), executor=workers)
        result = pull.run(desk, inboxes=[inbox], received=PULLED)

    [refused] = result.data["refused"]
    assert (refused["file"], refused["code"], result.data["rows"]) == ("收件/坏.zip", "FILE-KILLED", 1)
    assert refused["reason"].endswith("请由区局重新生成报送包。")
