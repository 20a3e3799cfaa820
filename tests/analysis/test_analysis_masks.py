"""What no paper of the analysis shows: phone numbers, and names beside them or behind 联系人."""

from __future__ import annotations

import pytest

from toolkit.analysis.figures.masks import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人王建国13812345678", "联系人王某138****5678"),
        ("联系人王建国138****5678", "联系人王某138****5678"),
        ("经办人：何志强，已办", "经办人：何某，已办"),
        ("企业负责人何志强同志到场", "企业负责人何某同志到场"),
        ("经办人李明，已办", "经办人李某，已办"),
        ("联系人欧阳建国。", "联系人欧阳某。"),
        ("由镇政府李明13800138000跟进", "由镇政府李某138****8000跟进"),
        ("王建国（电话0757-22221234）", "王某（电话0757-****）"),
    ],
)
def test_a_name_is_cut_to_the_family_name_and_a_number_loses_its_middle(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert masked(shown) == shown, "what was masked stays as it is"


@pytest.mark.parametrize(
    "text",
    [
        "负责人应当到场", "请联系人社局", "负责人于当日到场", "经办人员已更换", "高明区0757-****", "联系方式138****5678",
        "道路林立138米", "陈村镇办公室0757-****", "2024-001",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_name_stays(text: str) -> None:
    assert masked(text) == text
