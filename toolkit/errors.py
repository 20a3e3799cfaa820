"""What can go wrong, in the words of the person who has to put it right.

Two kinds. A :class:`ToolkitError` stops the job: nothing can go on until a person acts. A :class:`Problem`
belongs to one file or one cell: the job goes on, and the problem is told on a slip, in the register or on the
sheet 待确认. Every problem comes from the catalogue :class:`Code`, so that tests ask for the code and people
read one wording everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class ToolkitError(Exception):
    """The job cannot go on. The message is Chinese and says what to do; the command ends with status 2."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class WorkspaceError(ToolkitError):
    """There is no workspace here, or the shared drive is away."""


class ConfigError(ToolkitError):
    """toolkit.toml or a mechanism's data say something that cannot be used; the message names file and place."""


class RegisterError(ToolkitError):
    """The register is missing, broken, or laid out so that it cannot be edited safely."""


class RegisterBusyError(ToolkitError):
    """Somebody has the register open, or it changed under us again and again; what is ours waits."""


class Code(Enum):
    """The catalogue: what is wrong, and what to do. ``{…}`` is filled with the facts of the problem."""

    # the file as a whole
    EMPTY_FILE = ("文件是空的（0 字节）", "请重新保存并发送")
    UNKNOWN_KIND = ("认不出这是什么文件（{kind}）", "请用 Excel 或 WPS 打开后另存为 xlsx，再报送")
    OLD_WORD = ("这是旧版 Word 文件（doc）", "请用 Word 或 WPS 打开，另存为 docx 后再报送")
    PICTURE = ("这是图片或扫描件，读不出表格内容", "请对照原件填入空白表后再报送，原件已存档")
    PASSWORD = ("文件加了密码", "请去掉打开密码，另存后再报送")
    BROKEN_FILE = ("文件已损坏，打不开", "请用原来的软件打开并另存一份，再发送")
    INCOMPLETE_FILE = ("文件没有复制完整", "请重新复制或重新发送")
    TOO_LARGE = ("文件过大或结构异常（{reason}）", "请只保留表格内容，另存为 xlsx 后再报送；图片、视频请另行附送")
    READER_DIED = ("读取这个文件时程序中断", "请用 Excel 或 WPS 打开后另存为 xlsx，再报送")
    READER_SLOW = ("读取这个文件用时过长，已停止", "请检查表格末尾是否有大量空白行列，另存为 xlsx 后再报送")
    # which form
    NO_FORM = ("没有认出是哪一张表", "请使用统一印发的空白表填写，保留表名和栏目名称")
    SEVERAL_FORMS = ("像是几张不同的表（{forms}），无法确定", "请每个文件只放一张表")
    LEDGER = ("这张表一行一家企业，共 {count} 行，不是一事一表", "请每个事项单独填一份空白表；已有的汇总表请联系办公室")
    EMPTY_FORM = ("表格没有填写内容", "请填写后再报送")
    # which case
    NO_CASE = (
        "表上没有编号，也对不上台账中的事项",
        "在本行“编号”栏填上编号再采纳，或请报送方填上编号重报",
    )
    UNKNOWN_CASE = ("台账中没有编号“{number}”", "请核对编号后再报送")
    NOT_THIS_STEP = ("事项“{number}”现在是“{status}”，不能接收这张表", "请与领导小组办公室联系")
    OLD_ROUND = ("这是第 {round} 轮的表，事项“{number}”已进入第 {now} 轮", "请使用最近一次交办时附的表")
    TWO_NUMBERS = ("表上写的编号“{text}”和表内标识“{number}”不一致", "请核对后在表上改正编号，重新放入收件箱")
    NUMBER_NOT_THEIRS = ("“编号”由办公室填写，表上写的“{text}”没有采用", "已按新事项登记，不用处理")
    LOOKS_DOUBLE = ("与“{number}”的企业和问题相同，疑似重复，没有登记为新事项", "确属新事项的，在处理意见栏填“采纳”")
    OTHER_FIRM = (
        "表上的编号“{number}”在台账中是“{ours}”，来件写的是“{text}”",
        "确属新事项的，在处理意见栏填“采纳”；是原事项的，请改正编号后重新放入收件箱",
    )
    # a single field
    MISSING = ("“{label}”没有填写", "请补填“{label}”")
    BAD_DATE = ("“{label}”写的是“{text}”，不是能认出的日期", "请写成 2024-3-5 或 2024年3月5日 的样子")
    DATE_WITHOUT_YEAR = ("“{label}”没有写年份，按 {year} 年处理", "如不对，请在台账中改正")
    ODD_DATE = ("“{label}”的日期 {text} 离来件日期太远", "请核对年份")
    BAD_CHOICE = ("“{label}”写的是“{text}”，不在可选范围内", "请从 {choices} 中选填")
    MORE_THAN_ONE = ("“{label}”选了不止一项（{text}）", "请只保留一项")
    DOUBTFUL = ("“{label}”一栏读到“{text}”，可能混进了别的栏目的内容", "请按空白表的栏目重新填写")
    CONTRADICTION = ("“{label}”同时选了“{first}”和“{second}”，互相矛盾", "请只保留符合实际的一项")
    BAD_PHONE = ("“{label}”写的是“{text}”，不像电话号码", "请核对号码")
    UNKNOWN_UNIT = ("“{label}”写的“{text}”不在成员单位名单中", "请核对单位名称，或在“成员单位”表中补充")
    NEAR_UNIT = ("“{label}”写的“{text}”，可能是“{unit}”", "请核对后在台账中改正")
    CELL_ERROR = ("“{label}”是出错的公式（{text}）", "请改成文字后再报送")
    OTHERS_FIELD = ("“{label}”不由报送方填写，表上写的“{text}”与台账“{ours}”不同", "请确认是否采用")
    HAND_CONFLICT = ("“{label}”台账中已由人工改为“{ours}”，来件写的是“{text}”", "请确认是否采用来件的内容")

    @property
    def words(self) -> str:
        """What is wrong."""
        return str(self.value[0])

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return str(self.value[1])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file or a cell of it.

    Attributes:
        code: the entry of the catalogue.
        facts: what fills the ``{…}`` of its wording.
        field: the key of the form field at fault, or "".
        sheet: the sheet's name as the sender sees it, or "".
        cell: the cell as the sender sees it (``C5``), or "".
    """

    code: Code
    facts: Mapping[str, str] = field(default_factory=dict)
    field: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """Sheet and cell in words, "" where the problem has no place."""
        sheet = self.sheet.replace("“", "‘").replace("”", "’")
        parts = [f"工作表“{sheet}”" if sheet else "", f"{self.cell} 单元格" if self.cell else ""]
        return "".join(parts)

    @property
    def words(self) -> str:
        """What is wrong, with the facts filled in."""
        return self.code.words.format_map(_Facts(self.facts))

    @property
    def remedy(self) -> str:
        """What to do, with the facts filled in."""
        return self.code.remedy.format_map(_Facts(self.facts))

    def __str__(self) -> str:
        place = f"{self.place}：" if self.place else ""
        return f"{place}{self.words}。{self.remedy}。"


class _Facts(dict[str, str]):
    """Leaves a fact that is not known as a blank for the reader, never a KeyError on the way to a person."""

    def __missing__(self, key: str) -> str:
        return "…"
