"""toolkit.toml: read with its slips named in Chinese, written once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.config import Config, read_config, write_config
from toolkit.errors import ConfigError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "toolkit.toml"


def _refusal(path: Path, text: str | bytes) -> ConfigError:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert "toolkit.toml" in caught.value.message
    assert re.search(r"[一-鿿]", caught.value.message)
    return caught.value


def test_what_is_written_is_read(path: Path) -> None:
    assert write_config(path, "shunde", "区政府会议室")
    assert read_config(path) == Config("shunde", "区政府会议室", settle_seconds=15, scan_seconds=10, mail_megabytes=20)


def test_settings_that_exist_are_not_overwritten(path: Path) -> None:
    write_config(path, "shunde")

    assert not write_config(path, "heyuan")
    assert read_config(path).mechanism == "shunde"


@given(
    st.text(st.characters(blacklist_categories=["Cs"]), min_size=1), st.text(st.characters(blacklist_categories=["Cs"]))
)
def test_any_place_and_folder_can_be_written(tmp_path_factory: pytest.TempPathFactory, name: str, place: str) -> None:
    path = tmp_path_factory.mktemp("config") / "toolkit.toml"
    write_config(path, name, place)

    assert read_config(path).mechanism == name
    assert read_config(path).meeting_place == place


def test_a_windows_folder_and_quotes_are_kept(path: Path) -> None:
    write_config(path, r"D:\机制\本区", '“政企”"会客厅"')

    assert read_config(path) == Config(r"D:\机制\本区", '“政企”"会客厅"')


def test_a_file_saved_by_notepad_is_read(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbfmechanism = "shunde"\r\n')

    assert read_config(path) == Config("shunde")


def test_whole_and_broken_seconds_are_taken(path: Path) -> None:
    path.write_text('mechanism = "a"\nsettle_seconds = 0\nscan_seconds = 2.5\n', encoding="utf-8")

    assert read_config(path) == Config("a", settle_seconds=0, scan_seconds=2.5)


def test_a_slip_in_writing_names_the_line_and_no_english(path: Path) -> None:
    message = _refusal(path, 'mechanism = "a"\nmeeting_place = 会议室\n').message

    assert "第 2 行" in message
    assert re.findall(r"[A-Za-z]+", message) == ["toolkit", "toml"]


@pytest.mark.parametrize("value", ["会议室", "“会议室”", "shunde", "A1会议室"])
def test_text_without_quotes_is_told_to_need_them(path: Path, value: str) -> None:
    error = _refusal(path, f'mechanism = "a"\nmeeting_place = {value}\n')

    assert "第 2 行" in error.message
    assert "可能漏了引号" in error.remedy


@pytest.mark.parametrize("line", ['meeting_place = "会议室', "scan_seconds 10", "scan_seconds = 1x", "[mail"])
def test_another_slip_is_not_laid_to_quotes(path: Path, line: str) -> None:
    assert "引号" not in _refusal(path, f'mechanism = "a"\n{line}\n').remedy


def test_a_watch_needs_a_pause_and_the_line_is_named(path: Path) -> None:
    error = _refusal(path, 'mechanism = "a"\n# 注\nscan_seconds = 0\n')

    assert "第 3 行的 scan_seconds 写的是“0”，要大于 0" in error.message


def test_another_encoding_is_named(path: Path) -> None:
    assert "UTF-8" in _refusal(path, 'meeting_place = "会议室"'.encode("gb18030")).message


def test_an_unknown_setting_is_named_with_those_known(path: Path) -> None:
    error = _refusal(path, 'mechanism = "a"\nsettle = 3\n')

    assert "第 2 行 settle" in error.message
    assert "settle_seconds" in error.remedy


def test_a_table_that_is_unknown_is_named_with_its_line(path: Path) -> None:
    assert "第 3 行 post" in _refusal(path, 'mechanism = "a"\n\n[post]\nhost = "x"\n').message


@pytest.mark.parametrize("text", ["", 'meeting_place = "x"', 'mechanism = ""'])
def test_the_mechanism_must_be_named(path: Path, text: str) -> None:
    assert "mechanism" in _refusal(path, text).message


@pytest.mark.parametrize(
    "line",
    [
        'settle_seconds = "15"',
        "settle_seconds = true",
        "scan_seconds = -1",
        "mail_megabytes = -1",
        "report_firms = '简写'",
        "mail_megabytes = 1000",
        "mail_megabytes = '20MB'",
        "scan_seconds = inf",
        "scan_seconds = nan",
        "meeting_place = 5",
        "meeting_place = ['x']",
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(path: Path, line: str) -> None:
    assert f"第 3 行的 {line.split(' =', maxsplit=1)[0]} " in _refusal(path, f'# 注\nmechanism = "a"\n{line}\n').message


def test_a_mechanism_that_is_no_text_is_refused(path: Path) -> None:
    assert "mechanism" in _refusal(path, "mechanism = 3").message


def test_missing_settings_are_told(path: Path) -> None:
    with pytest.raises(ConfigError, match="读不了"):
        read_config(path)


def test_page_and_faces_are_the_offices_own(path: Path) -> None:
    path.write_text('mechanism = "a"\npage = "B"\n[faces]\n"正文" = "仿宋"\n', encoding="utf-8")

    assert read_config(path) == Config("a", page="B", faces={"正文": "仿宋"})
    assert "faces 里应逐行写字体名称" in _refusal(path, 'mechanism = "a"\nfaces = "仿宋"\n').message
    assert "faces 里应逐行写字体名称" in _refusal(path, 'mechanism = "a"\n[faces]\n"正文" = 3\n').message


def test_the_mailbox_is_read(path: Path) -> None:
    path.write_text(
        'mechanism = "a"\n[mail]\naddress = "a@b.cn"\nimap_port = 143\nsince = 2026-11-01\n', encoding="utf-8"
    )
    mail = read_config(path).mail
    assert mail is not None
    assert (mail.address, mail.imap_port, mail.smtp_port, mail.since) == ("a@b.cn", 143, 465, date(2026, 11, 1))


@pytest.mark.parametrize(
    "line", ["imap_port = '993'", "smtp_port = 0", "imap_tls = 'none'", "since = '2026'", "address = 3", "host = 'x'"]
)
def test_a_slip_in_the_mailbox_is_named_with_its_line(path: Path, line: str) -> None:
    message = _refusal(path, f'mechanism = "a"\n[mail]\n{line}\n').message
    assert line.split(" =", maxsplit=1)[0] in message
    assert "第 3 行" in message


@pytest.mark.parametrize("name", ["password", "passwd", "密码", "imap_password", "授权码"])
def test_a_password_in_the_settings_is_refused_and_not_repeated(path: Path, name: str) -> None:
    error = _refusal(path, f'mechanism = "a"\n[mail]\n"{name}" = "hunter2"\n')
    assert "密码不能写在里面" in error.message
    assert "hunter2" not in str(error)
