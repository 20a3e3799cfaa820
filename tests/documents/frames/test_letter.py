from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import docx

from documents import reading, samples
from toolkit.documents.frames.letter import write_letter
from toolkit.documents.frames.letter_dates import LetterDates
from toolkit.mechanism import Issuer, Mechanism, typeset


def test_the_letter_addresses_the_unit_and_says_what_is_asked_by_when(mechanism: Mechanism) -> None:
    lines = reading.paragraphs(write_letter(samples.letter("区税务局"), mechanism))
    assert ("PaperTitle", "关于转交民营企业反映问题的函") in lines
    assert ("PaperAddressee", "区税务局：") in lines
    assert (
        "PaperBody",
        "根据《关于创新推动民营经济高质量发展的工作方案》，现将2件民营企业反映的问题（其中牵头1件、配合1件）转交贵单位，"
        "请予研究办理，有关事项见附件1，企业反映的情况见附件2。",
    ) in lines
    assert (
        "PaperBody",
        f"请于2024年3月22日前填写《民营企业事项办理情况表》（附件3），将办理意见反馈至{mechanism.office}，"
        "并按附件1所列时限办结，及时反馈办理结果。",
    ) in lines
    assert ("TableText", "由贵单位配合的，请在所列意见时限前提出配合意见，并配合牵头单位按时办结。") in lines
    assert ("PaperSignature", mechanism.issuers["letter"].name) in lines
    assert ("PaperSignedDay", "2024年3月4日") in lines
    assert ("PaperRemark", "（联系人：李明，电话：0757-22838888）") in lines


def test_a_further_round_is_said_to_be_one(mechanism: Mechanism) -> None:
    content = samples.letter("区税务局")
    again = replace(content, items=(replace(content.items[0], again=True), *content.items[1:]))
    number = content.items[0].number
    sentence = f"其中{number}为重新办理事项，请针对企业的评价意见改进办理。"
    assert any(sentence in text for _, text in reading.paragraphs(write_letter(again, mechanism)))
    assert not any("重新办理" in text for _, text in reading.paragraphs(write_letter(content, mechanism)))


def test_without_a_day_for_all_the_letter_refers_to_the_list(mechanism: Mechanism) -> None:
    text = reading.text(write_letter(replace(samples.letter(), reply_due=None), mechanism))
    assert "请按附件1所列时限填写" in text
    assert "请于" not in text


def test_without_a_contact_there_is_no_remark(mechanism: Mechanism) -> None:
    data = write_letter(replace(samples.letter(), contact="", phone=""), mechanism)
    assert "联系人" not in reading.text(data)
    assert "PaperRemark" not in {style for style, _ in reading.paragraphs(data)}


def test_the_list_has_a_row_a_matter_and_no_trace_of_the_template(mechanism: Mechanism) -> None:
    data = write_letter(samples.letter(), mechanism)
    cells = [words for style, words in reading.paragraphs(data) if style.startswith("Table")]
    assert cells[7:21] == [
        *("1", "2024-003", "佛山市顺德区恒泰电器有限公司", "厂区用电增容", "牵头", "2024-3-22", "2024-6-3"),
        *("2", "2024-006", samples.TRICKY_FIRM, "货车通行证办理", "配合", "—", "2024-3-20"),
    ]
    assert "{" not in reading.text(data)
    assert reading.pending(data) == 0


def test_a_missing_due_date_is_pending(mechanism: Mechanism) -> None:
    content = samples.letter()
    items = (content.items[0], replace(content.items[1], due=None))
    assert reading.pending(write_letter(replace(content, items=items), mechanism)) == 1


def test_the_offices_page_and_faces_are_the_letters_too(mechanism: Mechanism) -> None:
    data = write_letter(samples.letter(), typeset(mechanism, "B", {"正文": "仿宋"}))
    assert reading.attribute(reading.tree(data), "body/sectPr/pgMar", "top") == "1960"
    assert reading.attribute(reading.style(data, "Normal"), "rPr/rFonts", "eastAsia") == "仿宋"


def test_a_mechanism_without_a_template_takes_the_built_in_one(
    mechanism: Mechanism, tmp_path: object, findings: Callable[[str, bytes], list[str]]
) -> None:
    issuer = Issuer("某区工商业联合会", document_number="某工商联函〔{year}〕{n}号", seal=True)
    other = replace(mechanism, folder=tmp_path, issuers={"letter": issuer})  # type: ignore[arg-type]
    data = write_letter(replace(samples.letter(), document_number="某工商联函〔2024〕3号"), other)
    assert ("PaperNumber", "某工商联函〔2024〕3号") in reading.paragraphs(data)
    assert findings("letter.docx", data) == []
    assert reading.pending(write_letter(samples.letter(), other)) == 1


_STRIP = LetterDates(
    numbers=("2024-003", "2024-005"),
    title="意见时限 2024年3月22日（自2024年3月1日起15个工作日）",
    lines=(
        ("2024年3月1日（周五）", "不计", "当日不计"),
        ("3月2日（周六）至3月3日（周日）", "不计", "周末"),
        ("3月4日（周一）", "第1个工作日", ""),
    ),
    notes=("计算规则：开始的当日不计入。",),
)


def test_a_page_of_its_own_shows_how_the_dates_came_about(mechanism: Mechanism) -> None:
    data = write_letter(
        replace(samples.letter("区税务局"), dates=(_STRIP, replace(_STRIP, numbers=("2024-007",)))), mechanism
    )
    lines = reading.paragraphs(data)
    assert ("PaperAnnex", "附件1（续）") in lines
    assert ("PaperTitle", "期限说明") in lines
    assert ("PaperEnclosure", "附件：1.转交事项清单（附期限说明）") in lines
    assert ("TableLead", f"2024-003、2024-005　{_STRIP.title}") in lines
    assert ("TableText", "计算规则：开始的当日不计入。") in lines
    _, first, second = docx.Document(io.BytesIO(data)).tables
    for table in (first, second):
        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["日期", "计算", "原因"],
            ["2024年3月1日（周五）", "不计", "当日不计"],
            ["3月2日（周六）至3月3日（周日）", "不计", "周末"],
            ["3月4日（周一）", "第1个工作日", ""],
        ]


def test_without_dates_there_is_no_such_page(mechanism: Mechanism) -> None:
    text = reading.text(write_letter(samples.letter(), mechanism))
    assert "期限说明" not in text
    assert "附件1（续）" not in text


def test_the_annexes_have_the_numbers_that_stand_on_the_forms_themselves(mechanism: Mechanism) -> None:
    assert (mechanism.form_that("opens").attachment, mechanism.form_that("answers").attachment) == ("附件2", "附件3")
    enclosures = [
        words for style, words in reading.paragraphs(write_letter(samples.letter(), mechanism)) if "Enclosure" in style
    ]
    assert enclosures == ["附件：1.转交事项清单", "2.民营企业反映问题情况表", "3.民营企业事项办理情况表"]
    # Another office's annexes stand the other way round.
    turned = {"opens": "附件3", "answers": "附件2"}
    other = replace(
        mechanism, forms=tuple(replace(each, attachment=turned.get(each.kind, "")) for each in mechanism.forms)
    )
    text = reading.text(write_letter(samples.letter(), other))
    assert "企业反映的情况见附件3" in text
    assert "填写《民营企业事项办理情况表》（附件2）" in text
    assert text.index("2.民营企业事项办理情况表") < text.index("3.民营企业反映问题情况表")


def test_the_letter_names_the_forms_by_which_special_handling_is_asked_for(mechanism: Mechanism) -> None:
    assert (
        "TableText",
        "确需申请延期、暂停、恢复、退办、挂账的，请在时限届满前填报《民营企业事项延期办理申请表》《民营企业事项退办申请表》"
        "《民营企业事项挂账申请表》《民营企业事项暂停（恢复）办理申请表》（空白表可向领导小组办公室索取）；"
        "未经书面答复，时限不变。",
    ) in reading.paragraphs(write_letter(samples.letter(), mechanism))
    silent = replace(mechanism, forms=tuple(each for each in mechanism.forms if each.kind != "requests"))
    assert "确需申请" not in reading.text(write_letter(samples.letter(), silent))
