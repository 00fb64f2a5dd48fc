"""Which files lie beside which form."""

from xlpy.beside import attachments
from xlpy.mail import Enclosure


def file(path: str) -> Enclosure:
    return Enclosure(path, path.encode())


def owners(forms: list[str], beside: list[str]) -> dict[str, list[str]]:
    found = attachments([file(path) for path in forms], [file(path) for path in beside])
    return {owner: [entry.path for entry in files] for owner, files in found.items()}


def test_a_file_in_the_folder_of_the_only_form_belongs_to_it() -> None:
    assert owners(["收/甲/申报书.xlsx"], ["收/甲/执照.pdf"]) == {"收/甲/申报书.xlsx": ["收/甲/执照.pdf"]}


def test_a_file_in_a_folder_below_belongs_to_the_form_above() -> None:
    assert owners(["收/甲.zip/申报书.xlsx"], ["收/甲.zip/附件/执照.pdf"]) == {
        "收/甲.zip/申报书.xlsx": ["收/甲.zip/附件/执照.pdf"]
    }


def test_between_several_forms_the_name_decides() -> None:
    assert owners(["收/甲.xlsx", "收/乙.xlsx"], ["收/乙_执照.pdf"]) == {"收/乙.xlsx": ["收/乙_执照.pdf"]}


def test_a_file_nobody_can_tell_belongs_to_none() -> None:
    assert owners(["收/甲.xlsx", "收/乙.xlsx"], ["收/执照.pdf"]) == {"": ["收/执照.pdf"]}


def test_a_file_of_another_folder_does_not_go_to_a_form_in_the_inbox() -> None:
    assert owners(["收/甲.xlsx"], ["收/乙公司/执照.pdf"]) == {"": ["收/乙公司/执照.pdf"]}
