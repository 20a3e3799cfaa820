"""Labels that a form does not know: words that head a cell on any office's form and never answer one.

A form gives no list of what it does not ask. What offices and firms add to one (传真, 社会信用代码, 填表人) comes from
a small stock of words, and most others end in one of a few nouns.
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.intake.plain.words import label_forms

_SIGNED = frozenset(
    (
        *("经办人", "填表人", "填报人", "制表人", "报送人", "审核人", "复核人", "审批人", "签发人", "承办人"),
        *("填表人签名", "填表人签字", "经办人签名", "经办人签字", "审核人签名", "审核人签字"),
        *("填表日期", "填报日期", "填表时间", "填报时间", "制表日期", "审核日期"),
    )
)
#: What people sign a form off with below its last answer; where it is no field, it says nothing about the case.
SIGN_OFFS = _SIGNED | {"企业地址", "单位地址", "公司地址", "通讯地址", "联系地址"}
_COMMON = frozenset(
    (
        *("传真", "邮箱", "电子邮箱", "电子邮件", "邮编", "邮政编码", "网址", "微信", "微信号", "地址", "住所", "座机"),
        *("序号", "姓名", "性别", "年龄", "民族", "学历", "身份证号", "身份证号码", "政治面貌", "行业", "所属镇街"),
        *("统一社会信用代码", "社会信用代码", "信用代码", "组织机构代码", "营业执照号", "税号", "经营范围", "主营业务"),
        *("法定代表人", "法人代表", "法人", "实际控制人", "股东", "注册资本", "注册资金", "成立日期", "成立时间"),
        *("员工人数", "职工人数", "从业人数", "年产值", "年营业额", "年销售额", "年纳税额", "占地面积", "建筑面积"),
        *("企业性质", "企业类型", "企业规模", "所属行业", "所在镇街", "所在地", "项目名称", "项目地址", "投资金额"),
        *("领导批示", "领导意见", "部门意见", "审核意见", "审批意见", "初审意见", "拟办意见", "佐证材料", "附件材料"),
        *("盖章", "公章", "单位公章", "分管领导", "来源", "信息来源", "紧急程度", "是否重点", "完成时限", "经办科室"),
    )
)
#: Nouns that end a label and hardly ever an answer.
_ENDS = re.compile(
    r"(?:名称|代码|号码|编号|地址|网址|邮箱|邮编|传真|电话|日期|时间|人数|面积|产值|资本|资金|金额|规模|类型|性质|行业|范围"
    r"|代表人|负责人|联系人|经办人|填表人|审核人|科室|情况|意见|签名|签字|盖章|备注|说明|材料|程度|等级)$"
)
_LENGTH = 10


@lru_cache(maxsize=1024)
def is_sign_off(text: str) -> bool:
    """Return whether a text says who filled in a form, or when (填表人), with or without what follows its colon."""
    head = text.replace("：", ":").partition(":")[0]
    return not _SIGNED.isdisjoint(label_forms(head))


def may_head(text: str) -> bool:
    """Return whether a short text is more likely the label of another cell than an answer."""
    forms = label_forms(text) if len(text) <= 2 * _LENGTH else ()
    if not _COMMON.isdisjoint(forms) or not SIGN_OFFS.isdisjoint(forms):
        return True
    return any(len(each) <= _LENGTH and _ENDS.search(each) for each in forms)
