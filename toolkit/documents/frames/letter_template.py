"""The letter's template as it is drawn where nobody has another, and the fields it may ask for.

What stands between double braces is filled in; all the rest an office may rewrite in Word or WPS.
"""

from __future__ import annotations

from datetime import date

from toolkit.documents.frames.reckoning import STRIP, TITLE, strip_columns
from toolkit.documents.frames.template_kind import TemplateField, TemplateKind
from toolkit.documents.frames.template_tags import either, loop_row
from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.headers import headed, is_known, part
from toolkit.documents.setting.paper import PENDING, Cell, Paper, Piece, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.mechanism import Mechanism

# A template has no day of its own; each letter gets its own when it is written.
_NO_DAY = date(2000, 1, 1)
_TITLE = "关于转交民营企业反映问题的函"
_LIST = "转交事项清单"
#: Header, width in millimetres, what stands in the cell, what stands there where that is missing.
_COLUMNS: tuple[tuple[str, int, str, Piece], ...] = (
    ("序号", 11, "序号", ""),
    ("编号", 23, "编号", PENDING),
    ("企业名称", 28, "企业名称", PENDING),
    ("案由", 28, "案由", PENDING),
    ("承办", 12, "承办", ""),
    ("意见时限", 27, "意见时限", "—"),
    ("办结时限", 27, "办结时限", PENDING),
)
#: The same without 意见时限: there is room for the names of both, so that it is plain who leads.
_WITH_UNITS: tuple[tuple[str, int, str, Piece], ...] = (
    ("序号", 11, "序号", ""),
    ("编号", 23, "编号", PENDING),
    ("企业名称", 25, "企业名称", PENDING),
    ("案由", 24, "案由", PENDING),
    ("牵头单位", 23, "牵头单位", PENDING),
    ("配合单位", 23, "配合单位", "—"),
    ("办结时限", 27, "办结时限", PENDING),
)
_LEFT = {"企业名称", "案由", "牵头单位", "配合单位"}


def write_letter_template(mechanism: Mechanism) -> bytes:
    """Return the built-in template for this mechanism's letters: the place of its signature fits the issuer's name.

    Raises:
        ConfigError: the mechanism does not say in whose name letters go out.
    """
    issuer = issuer_of(mechanism, "letter")
    title = mechanism.wording.get("letter_title", _TITLE)
    paper = Paper(title=title, issuer=issuer, day=_NO_DAY, issued="{{ 日期 }}")
    head(paper, title, issuer, either("文号", PENDING))
    _letter(paper, mechanism)
    _annex(paper, mechanism)
    _dates(paper)
    return paper.to_bytes()


def _letter(paper: Paper, mechanism: Mechanism) -> None:
    own = "、".join(f"{part(mechanism, each)}{{{{ {each}件数 }}}}件" for each in ("牵头", "配合"))
    paper.empty()
    paper.write(Style.ADDRESSEE, "{{ 单位 }}：")
    paper.write(
        Style.BODY,
        "根据{{ 依据 }}，现将{{ 件数 }}件民营企业反映的问题"
        f"{{% if 牵头件数 and 配合件数 %}}（其中{own}）{{% endif %}}"
        "转交贵单位，请予研究办理，有关事项见附件1，企业反映的情况见附件{{ 反映情况表附件 }}。"
        "{% if 重新办理 %}其中{{ 重新办理 }}为{{ 重新办理叫法 }}事项，请针对企业的评价意见改进办理"
        "{% if 整改栏目 %}，在《{{ 办理情况表 }}》填写{{ 整改栏目 }}，没有填写的不算办结{% endif %}。{% endif %}",
    )
    paper.write(
        Style.BODY,
        "{% if 反馈期限 %}请于{{ 反馈期限 }}前填写《{{ 办理情况表 }}》（附件{{ 办理情况表附件 }}），"
        "将办理意见反馈至{{ 办公室 }}，并按附件1所列时限办结，及时反馈办理结果。"
        "{% else %}请按附件1所列时限填写《{{ 办理情况表 }}》（附件{{ 办理情况表附件 }}），"
        "将办理意见和办理结果反馈至{{ 办公室 }}。"
        "{% endif %}",
    )
    paper.write(Style.NORMAL, "{%p if 保密 %}")
    paper.write(Style.BODY, "{{ 保密 }}")
    paper.write(Style.NORMAL, "{%p endif %}")
    paper.write(Style.BODY, "特此函告，请予支持。")
    paper.empty()
    paper.write(Style.ENCLOSURE, f"附件：1.{_list(mechanism)}{{% if 期限说明 %}}（附{TITLE}）{{% endif %}}")
    paper.write(Style.NORMAL, "{%p for 表 in 附件表 %}")
    paper.write(Style.ENCLOSURE_NEXT, "{{ 表 }}")
    paper.write(Style.NORMAL, "{%p endfor %}")
    paper.empty()
    paper.write(Style.SIGNATURE, "{{ 发函单位 }}")
    paper.write(Style.SIGNED_DAY, "{{ 日期 }}")
    paper.write(Style.NORMAL, "{%p if 联系人 or 联系电话 %}")
    paper.write(
        Style.REMARK,
        "（{% if 联系人 %}联系人：{{ 联系人 }}{% endif %}{% if 联系人 and 联系电话 %}，{% endif %}"
        "{% if 联系电话 %}电话：{{ 联系电话 }}{% endif %}）",
    )
    paper.write(Style.NORMAL, "{%p endif %}")


def _annex(paper: Paper, mechanism: Mechanism) -> None:
    paper.write(Style.ANNEX, "附件1")
    paper.empty()
    paper.write(Style.TITLE, _list(mechanism))
    paper.empty()
    # 意见时限 only where units owe an opinion of their own.
    known = _COLUMNS if is_known(mechanism, "意见时限") else _WITH_UNITS
    columns = share_out(
        (headed(mechanism, header), wide, Style.TABLE_TEXT if header in _LEFT else Style.TABLE_CENTRED)
        for header, wide, _, _ in known
    )
    row: list[Cell] = [[either(f"事项.{name}", missing)] for _, _, name, missing in known]
    paper.table(
        columns,
        [loop_row("for 事项 in 事项清单", len(known)), row, loop_row("endfor", len(known))],
        Style.TABLE_HEAD,
    )
    # What stands here leaves the letter itself on one page, its signature with it.
    paper.write(Style.NORMAL, "{%p if 配合件数 %}")
    lead, support = (headed(mechanism, each) for each in ("牵头单位", "配合单位"))
    word = support.removesuffix("单位")
    with_opinion = f"请在所列意见时限前提出{word}意见，并配合{lead}按时办结"
    asked = with_opinion if is_known(mechanism, "意见时限") else f"请配合{lead}在所列时限内办结"
    paper.write(Style.TABLE_TEXT, f"由贵单位{word}的，{asked}。")
    paper.write(Style.NORMAL, "{%p endif %}")
    paper.write(Style.NORMAL, "{%p if 申请表 %}")
    paper.write(
        Style.TABLE_TEXT,
        "确需申请{{ 特殊情况 }}的，请在时限届满前填报{{ 申请表 }}（空白表可向{{ 办公室简称 }}索取）；"
        "未经书面答复，时限不变。",
    )
    paper.write(Style.NORMAL, "{%p endif %}")


def _list(mechanism: Mechanism) -> str:
    """Return what the list of matters handed over is called, annex 1 of the letter."""
    return mechanism.wording.get("letter_list", _LIST)


def _dates(paper: Paper) -> None:
    """How the due dates came about, on a page of its own: part of the list, so it takes no form's number."""
    paper.write(Style.NORMAL, "{%p if 期限说明 %}")
    paper.write(Style.ANNEX, "附件1（续）")
    paper.empty()
    paper.write(Style.TITLE, TITLE)
    paper.empty()
    paper.write(Style.NORMAL, "{%p for 期限 in 期限说明 %}")
    paper.write(Style.TABLE_LEAD, "{{ 期限.标题 }}")
    row: list[Cell] = [[[f"{{{{ 日.{name} }}}}"]] for name, _ in STRIP]
    paper.table(strip_columns(), [loop_row("for 日 in 期限.逐日", 3), row, loop_row("endfor", 3)], Style.TABLE_HEAD)
    paper.write(Style.NORMAL, "{%p for 句 in 期限.说明 %}")
    paper.write(Style.TABLE_TEXT, "{{ 句 }}")
    paper.write(Style.NORMAL, "{%p endfor %}")
    paper.empty()
    paper.write(Style.NORMAL, "{%p endfor %}")
    paper.write(Style.NORMAL, "{%p endif %}")


#: The letter, and what its template may ask for.
LETTER = TemplateKind(
    "letter",
    "交办函",
    (
        TemplateField("单位", "受文单位", required=True),
        TemplateField("件数", "交办多少件"),
        TemplateField("牵头件数", "其中由该单位牵头的件数"),
        TemplateField("配合件数", "其中由该单位配合的件数"),
        TemplateField(
            "事项清单",
            "交办的事项，一件一行",
            required=True,
            each=(
                TemplateField("序号", "从1起"),
                TemplateField("编号", "台账编号"),
                TemplateField("企业名称", "企业全称"),
                TemplateField("案由", "一句话"),
                TemplateField("承办", "牵头或配合"),
                TemplateField("牵头单位", "没有定的为空"),
                TemplateField("配合单位", "没有的为空"),
                TemplateField("意见时限", "没有的为空"),
                TemplateField("办结时限", "没有定的为空"),
            ),
        ),
        TemplateField("依据", "机制所依据的文件"),
        TemplateField("办理情况表", "承办单位要填的表的名称"),
        TemplateField("办理情况表附件", "它是附件几，与表上印的一致"),
        TemplateField("反映情况表", "企业反映问题的表的名称"),
        TemplateField("反映情况表附件", "它是附件几，与表上印的一致"),
        TemplateField("附件表", "附件1之后的附件，一行一个，带序号"),
        TemplateField("特殊情况", "可以申请什么：延期、暂停等；没有的为空"),
        TemplateField("申请表", "用哪几张申请表；没有的为空"),
        TemplateField("重新办理", "属于重新办理的编号；没有的为空"),
        TemplateField("重新办理叫法", "本机制怎样叫重新办理，如限期整改"),
        TemplateField("整改栏目", "重新办理的还要填表上的哪几栏；没有的为空"),
        TemplateField("保密", "要保密的事项和要求；没有的为空"),
        TemplateField("反馈期限", "统一反馈的日期；按各件时限反馈的为空"),
        TemplateField("办公室", "办公室全称"),
        TemplateField("办公室简称", "办公室简称"),
        TemplateField("联系人", "办公室联系人；没有的为空"),
        TemplateField("联系电话", "办公室联系电话；没有的为空"),
        TemplateField("发函单位", "署名", required=True),
        TemplateField("日期", "成文日期", required=True),
        TemplateField("编文号", "发函单位是否编文号（用于“if”）"),
        TemplateField("文号", "发文字号"),
        TemplateField(
            "期限说明",
            "各时限是怎样算出来的；没有的为空",
            each=(
                TemplateField("标题", "哪几件的什么时限"),
                TemplateField(
                    "逐日",
                    "一段日期一行",
                    each=(
                        TemplateField("日期", "哪几天"),
                        TemplateField("计算", "计不计入"),
                        TemplateField("原因", "为什么"),
                    ),
                ),
                TemplateField("说明", "所依据的规则，一条一句"),
            ),
        ),
    ),
    write_letter_template,
)
