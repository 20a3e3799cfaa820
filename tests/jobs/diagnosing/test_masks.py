"""Masks: what the program says stays, what an office says does not leave it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.jobs.diagnosing.masks import Mask, _program_words

_program_words()  # read once, before hypothesis takes the time
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英婷玲"
#: Names are looked for that nobody has told the mask.
people = st.builds(lambda a, b, c: a + b + c, *map(st.sampled_from, (_SURNAMES, _GIVEN, _GIVEN)))
firms = st.builds(
    lambda place, name, trade, form: place + name + trade + form,
    st.sampled_from(["", "佛山市", "深圳"]),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4),
    st.sampled_from(["电器", "家具", "科技"]),
    st.sampled_from(["有限公司", "股份有限公司", "厂"]),
)
separators = st.sampled_from(["", " ", "-", "－", " - "])
mobiles = st.builds(
    lambda first, rest, sep, width: "".join(width[int(d)] for d in f"1{first}") + _spread(rest, sep, width),
    st.sampled_from("3456789"),
    st.text("0123456789", min_size=9, max_size=9),
    separators,
    st.sampled_from(["0123456789", "０１２３４５６７８９"]),
)
landlines = st.builds(
    lambda area, sep, rest: f"{area}{sep}{rest}",
    st.sampled_from(["0757", "(020)", "（0757）", "0755"]),
    separators,
    st.from_regex(r"[2-9][0-9]{6,7}", fullmatch=True),
)


def _spread(rest: str, separator: str, width: str) -> str:
    digits = "".join(width[int(each)] for each in rest)
    return f"{digits[0]}{separator}{digits[1:5]}{separator}{digits[5:]}"


#: How a line of the log speaks of something.
lines = st.sampled_from(
    [
        "2026-11-22 10:00:01,123 ERROR toolkit {}",
        "“{}”打不开",
        "KeyError: '{}'",
        "联系人 {} 的表",
        "第 3 行 {}：缺",
        "{}",
    ]
)


@given(lines, people)
def test_no_name_of_a_person_is_let_through(line: str, name: str) -> None:
    assert name not in Mask()(line.format(name))


@given(lines, firms)
def test_no_name_of_a_firm_is_let_through(line: str, name: str) -> None:
    assert name not in Mask()(line.format(name))


@given(lines, st.one_of(mobiles, landlines))
def test_no_telephone_number_is_let_through_however_it_is_written(line: str, number: str) -> None:
    shown = Mask()(line.format(number))
    assert number not in shown
    assert number[-4:] not in shown


@given(lines, st.from_regex(r"[a-z]{3,8}\.[a-z]{2,5}@[a-z]{3,8}\.(com|gov)\.cn", fullmatch=True))
def test_no_address_is_let_through(line: str, address: str) -> None:
    shown = Mask()(line.format(address))
    assert address.split("@", maxsplit=1)[0] not in shown


@given(st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{9}[0-9X]", fullmatch=True))
def test_no_identity_number_is_let_through(number: str) -> None:
    assert Mask()(f"身份证 {number}") == "身份证 ***"


@given(lines, st.from_regex(r"[A-Z][a-z]{2,6}qx[a-z]{1,3}", fullmatch=True))
def test_no_latin_name_is_let_through(line: str, name: str) -> None:
    assert name not in Mask()(line.format(name))


def test_code_of_other_peoples_packages_is_readable_in_a_traceback() -> None:
    traceback = '  File "/opt/lib/zzlxml/etreeqx.py", line 5, in parseqx\n    qxroot = feedqx()\nZzzError: Acmeqx'
    shown = Mask()(traceback)
    assert shown.splitlines()[:2] == traceback.splitlines()[:2]
    assert "Acmeqx" not in shown


@given(st.text())
def test_any_text_can_be_masked_and_keeps_its_lines(text: str) -> None:
    assert len(Mask()(text).splitlines()) <= len(text.splitlines())


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22 10:00:01,123 ERROR toolkit.watch",
        '  File "toolkit/jobs/desk/desk.py", line 176, in put',
        "总台账“问题台账”表头缺少“案由”",
        "2024-001 待交办",
        "提示：第 12 行",
    ],
)
def test_what_the_program_says_is_readable(line: str) -> None:
    words = Mask()(line)
    assert [
        each
        for each in ("toolkit", "desk.py", "176", "问题台账", "案由", "2024-001", "待交办", "第 12 行", "10:00:01,123")
        if each in line and each not in words
    ] == []


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("D:\\Users\\zhangsan\\toolkit", "D:\\Users\\***\\toolkit"),
        ("/home/zhangsan/toolkit", "/home/***/toolkit"),
        ("\\\\fileserver01\\office\\toolkit", "\\\\〔服务器〕\\toolkit"),
        ("open 'inbox/Acme Ltd.xlsx' failed", "open 'inbox/***' failed"),
        ("password = hunter2", "password = ***"),
        ("授权码：abcd efgh", "授权码：***"),
    ],
)
def test_places_and_secrets_are_left_out(line: str, shown: str) -> None:
    assert Mask()(line) == shown


def test_the_workspace_is_not_told_by_where_it_lies() -> None:
    folder = Path("/srv/区工商联/联络")
    assert Mask([folder])(f"{folder}/register/x") == "<工作目录>/register/x"


def test_a_password_after_a_blank_is_kept_back_whole_and_a_sentence_about_one_stays() -> None:
    assert Mask()("密码 Geheim-7Q!xz") == "密码 ***"
    assert Mask()("密码不能写在里面") == "密码不能写在里面"


def test_the_names_of_shipped_mechanisms_stay() -> None:
    assert Mask()('mechanism = "heyuan"') == 'mechanism = "heyuan"'
