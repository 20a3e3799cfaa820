"""The meeting notice's template (会议通知模板): what a notice may say, and how it is drawn where there is no other."""

from __future__ import annotations

from datetime import date

from toolkit.documents.frames.template_kind import TemplateField, TemplateKind
from toolkit.documents.frames.template_tags import either, loop_row
from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import PENDING, Cell, Paper, Run, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.mechanism import Gathering, Mechanism

# A template has no day of its own; each notice gets its own when it is written.
_NO_DAY = date(2000, 1, 1)
_PERSON = ("姓名", "职务", "联系电话", "备注")
_WIDTHS = (32, 44, 44, 36)


def _draw(mechanism: Mechanism) -> bytes:
    """Return the built-in template: the place of its signature fits the issuer's name.

    Raises:
        ConfigError: the mechanism does not say in whose name notices go out.
    """
    held = mechanism.gathering
    paper = Paper(title=f"{held.word}通知", issuer=issuer_of(mechanism, "notice"), day=_NO_DAY)
    _notice(paper, held)
    _slip(paper, held)
    return paper.to_bytes()


def _notice(paper: Paper, held: Gathering) -> None:
    paper.write(Style.TITLE, "{{ 标题 }}")
    paper.empty()
    paper.write(Style.ADDRESSEE, "{{ 单位 }}：")
    hold = f"决定{held.hold}"
    paper.write(
        Style.BODY,
        f"根据{{{{ 依据 }}}}，经研究，{hold}{{{{ 会议 }}}}，请{{{{ 称呼 }}}}派员参加。现将有关事项通知如下：",
    )
    # Heading and fact on one line: the notice to a firm must not leave its signature alone on a second page (7.3.5.5).
    # Without an hour the day stands all the same: what is open is named.
    hour = ("{% if 会议时间 %}{{ 会议时间 }}{% else %}，具体时间", PENDING, "{% endif %}")
    paper.write(Style.BODY, _level(f"一、{held.word}时间："), "{{ 会议日期 }}", *hour, "。")
    paper.write(Style.BODY, _level(f"二、{held.word}地点："), *either("会议地点", PENDING), "。")
    paper.write(Style.BODY, _level(f"三、{held.attend}人员："), "{{ 参会人员 }}。")
    paper.write(Style.HEADING_1, f"四、{held.word}议题")
    paper.write(Style.NORMAL, "{%p for 题 in 议题 %}")
    paper.write(Style.BODY, "{{ 题.序号 }}.{{ 题.内容 }}（{{ 题.编号 }}）。")
    paper.write(Style.NORMAL, "{%p endfor %}")
    paper.write(Style.HEADING_1, "五、有关要求")
    # 7.3.5.5: no page with the signature alone; the last sentence of the text goes with it, of a style of its own. What
    # “现将有关事项通知如下” announces needs no 特此通知 at its end.
    said = "（{{ 句.序号 }}）{{ 句.内容 }}"
    for style, words in (
        (Style.NORMAL, "{%p for 句 in 要求 %}"), (Style.NORMAL, "{%p if not loop.last %}"), (Style.BODY, said),
        (Style.NORMAL, "{%p else %}"), (Style.BODY_KEPT, said),
        (Style.NORMAL, "{%p endif %}"), (Style.NORMAL, "{%p endfor %}"),
    ):  # fmt: skip
        paper.write(style, words)
    paper.empty()
    paper.write(Style.ENCLOSURE, f"附件：{held.slip}")
    paper.empty()
    paper.write(Style.SIGNATURE, "{{ 发文单位 }}")
    paper.write(Style.SIGNED_DAY, "{{ 日期 }}")


def _level(words: str) -> Run:
    """Return the words of a first level, in the face it has where it stands alone (7.3.3)."""
    return Run(words, Style.HEI)


def _slip(paper: Paper, held: Gathering) -> None:
    paper.write(Style.ANNEX, "附件")
    paper.empty()
    paper.write(Style.TITLE, held.slip)
    paper.empty()
    paper.write(Style.TABLE_TEXT, f"{held.word}：{{{{ 会议 }}}}")
    paper.write(Style.TABLE_TEXT, "时间：{{ 会议日期 }}{{ 会议时间 }}")
    paper.write(Style.TABLE_TEXT, "单位：{{ 单位 }}")
    columns = share_out((name, wide, Style.TABLE_CENTRED) for name, wide in zip(_PERSON, _WIDTHS, strict=True))
    # A second line in the empty cells gives room for a hand.
    row: list[Cell] = [[["{{ 人.姓名 }}"]], [["{{ 人.职务 }}"]], [[], []], [[], []]]
    count = len(_PERSON)
    paper.table(columns, [loop_row("for 人 in 参会名单", count), row, loop_row("endfor", count)], Style.TABLE_HEAD)
    paper.write(Style.TABLE_TEXT, "请于{{ 回执期限 }}前反馈至{{ 办公室简称 }}。")


NOTICE = TemplateKind(
    "notice",
    "会议通知",
    (
        TemplateField("标题", "通知的标题"),
        TemplateField("单位", "收通知的单位或企业", required=True),
        TemplateField("称呼", "贵单位或贵公司"),
        TemplateField("依据", "机制所依据的文件"),
        TemplateField("会议", "会议的名称"),
        TemplateField("会议日期", "会议的日期和星期", required=True),
        TemplateField("会议时间", "会议的时间，没有定的为空"),
        TemplateField("会议地点", "会议的地点，没有定的为空", required=True),
        TemplateField("参会人员", "请什么人参加"),
        TemplateField(
            "议题",
            "与收通知的单位有关的议题和它要汇报的前期事项，企业只列自己反映的",
            required=True,
            each=(
                TemplateField("序号", "从 1 起"),
                TemplateField("编号", "事项编号"),
                TemplateField("内容", "企业名称和案由；给企业的只有案由；前期事项前面写“汇报前期办理情况”"),
            ),
        ),
        TemplateField(
            "要求",
            "有关要求",
            each=(TemplateField("序号", "一、二、三"), TemplateField("内容", "一句话")),
        ),
        TemplateField(
            "参会名单",
            "回执里的行，企业报过参会人员的已填好",
            each=(TemplateField("姓名", "姓名或空"), TemplateField("职务", "单位和职务或空")),
        ),
        TemplateField("回执期限", "交回执的期限"),
        TemplateField("办公室简称", "办公室的简称"),
        TemplateField("发文单位", "落款的单位"),
        TemplateField("日期", "通知的日期"),
    ),
    _draw,
)
