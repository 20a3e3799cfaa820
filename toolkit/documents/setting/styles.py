"""The named styles of every paper: faces, sizes and distances in one place, so that an office changes them once.

Sizes and places come from GB/T 9704-2012 (党政机关公文格式); its clause stands beside each. What the standard leaves
open (a line's height in points, the text of tables) is measured; see the project's notes on Word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.mechanism import PageKind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# Faces, 5.2.2 and 7.3.3. The names are those of the faces an office has to have; what Windows and WPS offer where one
# is missing is named in ALTERNATIVES and goes into the file's font table.
SONG_TITLE = "方正小标宋简体"
FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"
ALTERNATIVES = {
    SONG_TITLE: "方正小标宋_GBK,宋体",
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "SimHei",
    SONGTI: "SimSun",
}

# Chinese sizes (字号) in half-points.
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 44, 32, 28, 24, 21

#: 28.95 points: 22 lines a page (5.2.3). With 580 a page already holds 21 only.
LINE = 579
#: The pitch of each page, in twips.
LINES = {PageKind.A: LINE, PageKind.B: 589}
#: Table text stands on its own pitch of 18 points.
TABLE_LINE = 360
#: A quarter of a point less between characters, for 28 characters a line (5.2.3): 16 - 0.25 = 15.75, the true 三号.
TRACKING = -5
#: Characters a line.
LINE_LENGTH = 28

#: How far a letter's double rules reach beyond the text on either side (10.1: 170 mm, in the middle of the paper), in
#: twips: 20 mm from each edge of the paper.
LETTER_LEFT, LETTER_RIGHT = 454, 340
#: The colour of mark and rules (7.2.4, 7.2.7).
RED = "FF0000"


class Style(StrEnum):
    """The styles papers use, by their id in the file."""

    NORMAL = "Normal"
    NORMAL_KEPT = "NormalKept"
    BODY = "PaperBody"
    BODY_KEPT = "PaperBodyKept"
    TITLE = "PaperTitle"
    MARK = "PaperMark"
    NUMBER = "PaperNumber"
    NUMBER_UP = "PaperNumberUp"
    NUMBER_RIGHT = "PaperNumberRight"
    LETTERHEAD = "PaperLetterhead"
    LETTER_FOOT = "PaperLetterFoot"
    LETTER_ROOM = "PaperLetterRoom"
    ISSUED = "PaperIssued"
    RULE = "PaperRule"
    ADDRESSEE = "PaperAddressee"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    PEOPLE = "PaperPeople"
    ENCLOSURE = "PaperEnclosure"
    ENCLOSURE_NEXT = "PaperEnclosureNext"
    SIGNATURE = "PaperSignature"
    SIGNED_DAY = "PaperSignedDay"
    REMARK = "PaperRemark"
    ANNEX = "PaperAnnex"
    CAPTION = "PaperCaption"
    TABLE_TITLE = "PaperTableTitle"
    CHART = "PaperChart"
    LIST_LINE = "PaperListLine"
    TABLE_HEAD = "TableHead"
    TABLE_TEXT = "TableText"
    TABLE_LEAD = "TableLead"
    TABLE_CENTRED = "TableCentred"
    TABLE_SMALL_HEAD = "TableSmallHead"
    TABLE_SMALL = "TableSmall"
    TABLE_SMALL_CENTRED = "TableSmallCentred"
    TABLE_HEAD_KEPT = "TableHeadKept"
    TABLE_TEXT_KEPT = "TableTextKept"
    TABLE_CENTRED_KEPT = "TableCentredKept"
    TABLE_SMALL_HEAD_KEPT = "TableSmallHeadKept"
    TABLE_SMALL_KEPT = "TableSmallKept"
    TABLE_SMALL_CENTRED_KEPT = "TableSmallCentredKept"
    TABLE_NOTE = "TableNote"
    TAIL = "PaperTail"
    COPIES = "PaperCopies"
    IMPRINT = "PaperImprint"
    IMPRINT_DAY = "PaperImprintDay"
    PAGE_ODD = "PageOdd"
    PAGE_EVEN = "PageEven"
    # of characters
    KAI = "KaiWords"
    HEI = "HeiWords"
    PENDING = "PendingWords"
    # of tables
    GRID = "PaperGrid"


#: What the rows of a short table are set in, so that it stands on one page.
KEPT_IN_TABLE = {
    Style.TABLE_HEAD: Style.TABLE_HEAD_KEPT,
    Style.TABLE_TEXT: Style.TABLE_TEXT_KEPT,
    Style.TABLE_CENTRED: Style.TABLE_CENTRED_KEPT,
    Style.TABLE_SMALL_HEAD: Style.TABLE_SMALL_HEAD_KEPT,
    Style.TABLE_SMALL: Style.TABLE_SMALL_KEPT,
    Style.TABLE_SMALL_CENTRED: Style.TABLE_SMALL_CENTRED_KEPT,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks. Indents are in characters of its own size; None leaves it to the style above.

    ``rule`` is kind and colour of a line below, ``rule_gap`` points above it; ``rule_out`` makes it the 170 mm of a
    letter's (10.1), wider than the text; ``tab`` is a stop at the right, in characters.
    """

    style: Style
    name: str
    font: str = ""
    size: int = 0
    base: Style | None = Style.NORMAL
    following: Style | None = None
    align: str = ""
    line: int = 0
    single: bool = False
    before: int = 0
    first: int | None = None
    left: int | None = None
    hanging: int | None = None
    right: int | None = None
    outline: int | None = None
    keep_next: bool = False
    new_page: bool = False
    on_grid: bool | None = None
    tracking: int | None = None
    colour: str = ""
    rule: str = ""
    rule_gap: int = 0
    rule_out: bool = False
    tab: int | None = None


def _table(style: Style, name: str, font: str, size: int, align: str) -> Look:
    # Off the document grid: LibreOffice would stretch an 18-point line to the grid's 28.95.
    return Look(style, name, font, size, align=align, line=TABLE_LINE, on_grid=False, tracking=0)


#: Every paragraph style but those that depend on who issues a paper, see ``issuer_looks`` beside it.
LOOKS: tuple[Look, ...] = (
    Look(Style.NORMAL, "Normal", FANGSONG, SIZE_3, base=None, align="both", line=LINE, tracking=TRACKING, on_grid=True),
    Look(Style.NORMAL_KEPT, "公文空行连后", keep_next=True),
    Look(Style.BODY, "公文正文", first=2),  # 7.3.3: 左空二字，回行顶格
    Look(Style.BODY_KEPT, "公文正文连后", base=Style.BODY, first=2, keep_next=True),  # 7.3.5.5
    Look(
        Style.TITLE,
        "公文标题",
        SONG_TITLE,
        SIZE_2,
        align="center",
        line=LINE,
        on_grid=False,
        tracking=0,
        keep_next=True,
    ),  # 7.3.1
    # 10.3, 7.2.4: the mark's upper edge 35 mm below the text area's; 31.2 mm of space put its ink there.
    Look(
        Style.MARK,
        "公文标志",
        SONG_TITLE,
        52,
        align="center",
        line=720,
        before=1843,
        on_grid=False,
        tracking=0,
        colour=RED,
    ),
    Look(Style.NUMBER, "公文文号", align="center"),  # 7.2.5
    # 7.2.5: to a higher body the number stands one character from the left, the signer one from the right.
    Look(Style.NUMBER_UP, "公文文号上行", align="left", left=1, right=1, tab=LINE_LENGTH - 1),
    # 10.1: 顶格居版心右边缘, 7/8 of a character (4.84 mm) below the rule. Its own line brings 2.3 mm of that,
    # LibreOffice another 1.2 mm; this is between what Word and LibreOffice would need.
    Look(Style.NUMBER_RIGHT, "公文文号信函", align="right", line=LINE, before=110, on_grid=False),
    # 10.1: a thin line above a thick one, 20 mm from the paper's edge, at which the foot of page one ends.
    Look(
        Style.LETTER_FOOT,
        "公文信函下线",
        FANGSONG,
        2,
        line=20,
        on_grid=False,
        tracking=0,
        rule=f"thinThickSmallGap {RED}",
        rule_out=True,
    ),
    # A letter's feet begin 20 mm from the paper's edge, its page numbers as all others 25.5 mm.
    Look(Style.LETTER_ROOM, "公文信函页码下", FANGSONG, 2, line=312, on_grid=False, tracking=0),
    # 7.4.2, 7.4.3: 四号，左右各空一字；抄送回行与冒号后首字对齐。
    Look(Style.COPIES, "公文抄送", FANGSONG, SIZE_4, left=4, hanging=3, right=1, line=500, on_grid=False, tracking=0),
    Look(Style.IMPRINT, "公文印发", FANGSONG, SIZE_4, align="left", left=1, line=500, on_grid=False, tracking=0),
    Look(
        Style.IMPRINT_DAY, "公文印发日期", FANGSONG, SIZE_4, align="right", right=1, line=500, on_grid=False, tracking=0
    ),
    Look(Style.ISSUED, "公文编发", KAITI, align="center"),
    # 7.2.7: the red line, as wide as the text; 4 mm below what stands above it.
    Look(Style.RULE, "公文红线", line=227, on_grid=False, rule=f"single {RED}"),
    Look(Style.ADDRESSEE, "公文主送"),  # 7.3.2: 顶格
    Look(Style.HEADING_1, "heading 1", HEITI, following=Style.BODY, first=2, outline=0, keep_next=True),  # 7.3.3
    Look(Style.HEADING_2, "heading 2", KAITI, following=Style.BODY, first=2, outline=1, keep_next=True),
    Look(Style.HEADING_3, "heading 3", following=Style.BODY, first=2, outline=2, keep_next=True),
    Look(Style.HEADING_4, "heading 4", following=Style.BODY, first=2, outline=3, keep_next=True),
    Look(Style.PEOPLE, "公文人员名单", left=5, hanging=3),  # 10.3: 左空二字，回行与冒号后首字对齐
    Look(Style.ENCLOSURE, "公文附件说明", align="left", left=6, hanging=4, keep_next=True),  # 7.3.4: 附件：1.
    Look(Style.ENCLOSURE_NEXT, "公文附件说明续", align="left", left=6, hanging=1, keep_next=True),
    Look(Style.REMARK, "公文附注", first=2),  # 7.3.6
    Look(Style.ANNEX, "公文附件号", HEITI, align="left", new_page=True),  # 7.3.7: 另面，顶格第一行
    Look(Style.CAPTION, "公文图表题", HEITI, SIZE_SMALL_4, align="center", line=480, on_grid=False, tracking=0),
    Look(
        Style.TABLE_TITLE,
        "公文表题",
        HEITI,
        SIZE_SMALL_4,
        align="center",
        line=420,
        before=120,
        on_grid=False,
        tracking=0,
        keep_next=True,
    ),
    # Single spacing: a fixed pitch would cut the chart down to one line.
    Look(Style.CHART, "公文图", align="center", single=True, before=120, on_grid=False, tracking=0, keep_next=True),
    Look(Style.LIST_LINE, "公文清单说明", FANGSONG, SIZE_SMALL_4, align="center", line=480, on_grid=False, tracking=0),
    _table(Style.TABLE_HEAD, "公文表头", HEITI, SIZE_SMALL_4, "center"),
    _table(Style.TABLE_TEXT, "公文表格", FANGSONG, SIZE_SMALL_4, "left"),
    replace(_table(Style.TABLE_LEAD, "公文表前说明", FANGSONG, SIZE_SMALL_4, "left"), keep_next=True),
    _table(Style.TABLE_CENTRED, "公文表格居中", FANGSONG, SIZE_SMALL_4, "center"),
    _table(Style.TABLE_SMALL_HEAD, "公文小表头", HEITI, SIZE_5, "center"),
    _table(Style.TABLE_SMALL, "公文小表格", FANGSONG, SIZE_5, "left"),
    _table(Style.TABLE_SMALL_CENTRED, "公文小表格居中", FANGSONG, SIZE_5, "center"),
    _table(Style.TABLE_NOTE, "公文表注", FANGSONG, SIZE_5, "left"),
    Look(Style.TAIL, "公文表后", FANGSONG, 2, line=20, on_grid=False, tracking=0),
    # 7.5: 四号半角宋体；单页码居右空一字，双页码居左空一字。
    Look(Style.PAGE_ODD, "公文页码单", SONGTI, SIZE_4, align="right", line=280, right=1, on_grid=False, tracking=0),
    Look(Style.PAGE_EVEN, "公文页码双", SONGTI, SIZE_4, align="left", line=280, left=1, on_grid=False, tracking=0),
)
