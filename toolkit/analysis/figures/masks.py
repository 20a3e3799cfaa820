"""What no analysis shows (脱敏): phone numbers and the names of persons that somebody typed into a text.

A number loses its middle, a name all but the family name: ``王某``. A name is known by what stands before it (联系人,
经办人, 负责人) or by the number that follows; it must begin with a family name and end where a name may end, so that
``负责人应当`` and ``联系人社局`` stay. Names of a case's own persons are known from its columns (``unnamed``).
"""

from __future__ import annotations

import re

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[-\s]?\d{4}[-\s]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[-－—\s]?)\d{7,8}(?!\d)")
#: What any phone number has, starred out or not, and what any word for a person ends on.
_TELLING = re.compile(r"\d{4}|\*{4}|人|经办|联络员|经理|主任|先生|女士|同志")
#: The commonest family names; those that are everyday words too count only where a colon or what follows tells.
_FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗郑梁谢宋唐许韩冯邓曹彭曾肖萧潘袁蔡蒋余杜叶苏魏吕丁沈姚卢姜崔钟谭汪范廖"
    "韦贾邹熊邱尹薛闫阎侯龙陶黎郝龚邵钱覃戴莫孟欧麦招岑霍伍冼劳佘庞骆卓翁蓝邝洪赖聂"
)
_EVERYDAY = "高何马于董程任傅方白江田金万武孔向汤常章齐易应时成安毛单明计平连和全牛文石关简严施段史温甘贺秦康区顾尤"
_DOUBLE = "欧阳|司徒|上官|诸葛|司马|皇甫|端木|东方"
_SURE, _ANY = rf"(?:{_DOUBLE}|[{_FAMILY}])", rf"(?:{_DOUBLE}|[{_FAMILY}{_EVERYDAY}])"
_WHO = r"(?:联系人|经办人|经办|负责人|承办人|办理人|对接人|联络人|联络员|责任人|法定代表人|法人代表|企业代表|经手人)"
#: Where a name may end.
_ENDS = r"(?=$|[^\u4e00-\u9fffA-Za-z]|电话|手机|联系|同志|先生|女士|经理|主任|科长|局长)"
#: A phone number ahead, starred out or not, with what may stand between.
_NUMBER = (
    r"(?=\W{0,3}(?:的?(?:联系|办公)?(?:电话|手机)(?:号码?)?|同志|先生|女士)?"
    r"\W{0,3}(?:1[3-9]\d|0\d{2,3})[-－—\s]?[\d*]{4})"
)
#: What before a number is no name though it begins like one: places, offices, words for a number.
_NO_NAME = r"(?![\u4e00-\u9fff]{0,2}[区镇街村局委办司厂会处科室所心站队院店社式线码机话号路])"
_AFTER_WHO = re.compile(
    rf"({_WHO})((?:\s*[:：为是]\s*|\s+){_ANY}|[（(]?{_SURE}|{_ANY}(?=[\u4e00-\u9fff]{{1,2}}(?:电话|手机|同志|先生|女士)))"
    rf"[\u4e00-\u9fff]{{1,2}}?{_ENDS}"
)
_BEFORE_NUMBER = re.compile(rf"{_NO_NAME}({_ANY})[\u4e00-\u9fff]{{1,2}}?{_NUMBER}")


def masked(text: str) -> str:
    """Return ``text`` with the middle of every phone number starred out, and names beside numbers or 联系人 cut."""
    if not _TELLING.search(text):
        return text
    numbers = _LANDLINE.sub(r"\1****", _MOBILE.sub(r"\1****\2", text))
    return _BEFORE_NUMBER.sub(r"\1某", _AFTER_WHO.sub(r"\1\2某", numbers))
