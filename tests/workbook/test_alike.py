"""What many things say alike: the same to everyone who asks, and only once in memory."""

import pickle
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from support.declared import declaration
from workbook.alike import alike, keyed, once
from workbook.merge import Declaration, StoredFinding

WORDS = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.booleans() | st.none() | st.lists(st.text()))


@given(WORDS, WORDS)
def test_it_is_the_mapping_it_was_made_of(said: dict[str, Any], other: dict[str, Any]) -> None:
    found = keyed(said)

    assert (dict(found), [*found], len(found)) == (said, [*said], len(said))
    assert all(found[key] == found.get(key) == said[key] for key in said)
    assert found.get("不在其中的键") is None
    assert (found == keyed(other)) is (found == other) is (said == other)
    assert pickle.loads(pickle.dumps(found)) == said  # noqa: S301 - our own


def test_mappings_of_one_shape_share_their_keys() -> None:
    many = [keyed({f"field_{number}": str(who) for number in range(100)}) for who in range(50)]

    room = sum(map(sys.getsizeof, many)) + sum(sys.getsizeof(one._contents) for one in many)
    assert room < 50 * sys.getsizeof(dict(many[0])) / 3
    assert len({id(one._places) for one in many}) == 1


def test_contents_that_are_equal_are_one() -> None:
    first, second = alike({"a": "封面!C3", "b": "封面!C4"}), alike({"b": "封面!C3", "a": "封面!C4"})

    assert first != second
    assert first._contents is second._contents
    assert once("甲" * 50) is once("甲" * 25 + "甲" * 25)


def test_declarations_share_what_they_say_alike_wherever_they_come_from() -> None:
    entry = declaration(revenue_2022_wan=900)
    read = Declaration.model_validate_json(entry.model_dump_json())
    sent: Declaration = pickle.loads(pickle.dumps(read))  # noqa: S301 - our own

    assert entry.findings
    assert read == sent == entry
    for other in (read, sent):
        assert all(one is two for one, two in zip(entry.findings, other.findings, strict=True))
        assert other.cells == entry.cells
        assert other.cells._contents is entry.cells._contents  # type: ignore[attr-defined]


def test_a_finding_that_an_older_program_told_in_fewer_words_is_read_as_the_others() -> None:
    told = declaration().model_dump(mode="json")
    few = {"message": "甲", "force": "must", "source": "F1", "rule": "a"}
    whole = StoredFinding(rule="a", source="F1", force="must", message="甲").model_dump(mode="json")

    one, other = (Declaration.model_validate({**told, "findings": [finding]}) for finding in (few, whole))

    assert one.findings[0] is other.findings[0]


@pytest.mark.parametrize("wrong", [7, "甲", [7], [{"rule": "a"}], [{"more": 1}], {"fields": {}}, {"message": [[]]}])
def test_what_is_no_finding_is_refused(wrong: Any) -> None:
    told = declaration().model_dump(mode="json")
    whole = StoredFinding(rule="a", source="F1", force="must", message="甲").model_dump(mode="json")
    findings = [{**whole, **wrong}] if isinstance(wrong, dict) else wrong

    with pytest.raises(ValidationError):
        Declaration.model_validate({**told, "findings": findings})


def test_findings_that_say_another_thing_stay_two() -> None:
    finding = StoredFinding(rule="a", source="F1", force="must", message="甲")
    other = finding.model_copy(update={"message": "乙"})

    entry = declaration(revenue_2022_wan=900).model_copy(update={"findings": (finding, other)})
    read = Declaration.model_validate_json(entry.model_dump_json())

    assert [found.message for found in read.findings] == ["甲", "乙"]
