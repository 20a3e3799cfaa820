"""The catalogue of everything that can be wrong with a file or a cell of it, in the clerk's words."""

from __future__ import annotations

from enum import Enum


class Code(Enum):
    """The catalogue: what is wrong, and what to do. ``{…}`` is filled with the facts of the problem."""

    # the file as a whole
    EMPTY_FILE = ("文件是空的（0 字节）", "请重新保存并发送")
    UNKNOWN_KIND = ("认不出这是什么文件（{kind}）", "请用 Excel 或 WPS 打开后另存为 xlsx，再报送")
    OLD_WORD = ("这是旧版 Word 文件（doc）", "请用 Word 或 WPS 打开，另存为 docx 后再报送")
    OTHER_WORD = ("这是 {kind} 文件，读不出表格内容", "请用 Word 或 WPS 打开，另存为 docx 后再报送")
    ARCHIVE_KIND = ("这是 {kind} 压缩包，本工具打不开", "请解压后直接发送里面的文件，或改用 zip 格式压缩")
    WINMAIL = (
        "附件被对方的邮件程序打包成了 winmail.dat，取不出原来的文件",
        "请改用普通附件（邮件格式选“HTML”或“纯文本”）重新发送",
    )
    SEALED_MAIL = ("这封邮件经过加密或签名封装，取不出正文和附件", "请不加密、不签名重新发送")
    NOT_TAKEN_OUT = ("“{name}”没有取出（{reason}）", "请把这个文件单独发送")
    TOO_DEEP = ("“{name}”套在太多层压缩包或邮件里，没有再往里打开", "请把里面的文件直接发送")
    TOO_MANY_ITEMS = ("里面的文件太多，只取出了前 {limit} 个，另有 {count} 个没有取出", "请分几次发送")
    PICTURE = ("这是图片或扫描件，读不出表格内容", "请对照原件填入空白表后再报送，原件已存档")
    PASSWORD = ("文件加了密码", "请去掉打开密码，另存后再报送")
    BROKEN_FILE = ("文件已损坏，打不开", "请用原来的软件打开并另存一份，再发送")
    INCOMPLETE_FILE = ("文件没有复制完整", "请重新复制或重新发送")
    LAST_ROW_OPEN = (
        "文件最后一行可能没有写完整（栏数比别的行少，或引号没有配对）",
        "请核对最后一行；不全的，请报送方重新发送",
    )
    TOO_LARGE = ("文件过大或结构异常（{reason}）", "请只保留表格内容，另存为 xlsx 后再报送；图片、视频请另行附送")
    READER_DIED = ("读取这个文件时程序中断", "请用 Excel 或 WPS 打开后另存为 xlsx，再报送")
    READER_SLOW = ("读取这个文件用时过长，已停止", "请检查表格末尾是否有大量空白行列，另存为 xlsx 后再报送")
    # which form
    NO_FORM = ("没有认出是哪一张表", "请使用统一印发的空白表填写，保留表名和栏目名称")
    SEVERAL_FORMS = ("像是几张不同的表（{forms}），无法确定", "请每个文件只放一张表")
    LEDGER = ("这张表一行一家企业，共 {count} 行，不是一事一表", "请每个事项单独填一份空白表；已有的汇总表请联系办公室")
    EMPTY_FORM = ("表格没有填写内容", "请填写后再报送")
    # what came beside forms
    WHOSE_MATERIAL = (
        "随表来的材料，分不清属于哪个事项（{numbers}）",
        "在“待确认”表该行“编号”栏填上它所属事项的编号，处理意见栏填“采纳”，即归入该事项的佐证材料",
    )
    TO_TYPE_IN = (
        "单独来的图片或扫描件，原件和一份空白表已放在 {folder}",
        "对照原件录入空白表后放入收件箱；如是某事项的佐证材料，在“待确认”表该行“编号”栏填上编号并填“采纳”",
    )
    ONLY_LETTER = (
        "邮件没有附件，只有正文",
        "正文反映了问题的，请录入空白表后放入收件箱；"
        "属于已有事项的，在“待确认”表该行“编号”栏填上编号并填“采纳”；不需要处理的填“不采纳”",
    )
    # which case
    NO_CASE = (
        "表上没有编号，也对不上台账中的事项",
        "在“待确认”表该行“编号”栏填上编号再采纳，或请报送方填上编号重报",
    )
    LIKE_CASE = (
        "表上没有编号；像是 {list}",
        "是的话，在“待确认”表该行处理意见栏填“采纳”；不是的，先把“编号”栏改成它所属事项的编号再采纳",
    )
    LIKE_CASES = (
        "表上没有编号；可能是：{list}",
        "核对后在“待确认”表该行“编号”栏填上编号，处理意见栏填“采纳”",
    )
    UNKNOWN_CASE = ("台账中没有编号“{number}”", "请核对编号后再报送")
    DELETED_CASE = ("事项“{number}”已由办公室从台账中删去", "请核对编号；如是误删，由办公室把这一行放回台账")
    NOT_THIS_STEP = ("事项“{number}”现在是“{status}”，不能接收这张表", "请与领导小组办公室联系")
    OLD_ROUND = ("这是第 {round} 轮的表，事项“{number}”已进入第 {now} 轮", "请使用最近一次交办时附的表")
    TWO_NUMBERS = ("表上写的编号“{text}”和表内标识“{number}”不一致", "请核对后在表上改正编号，重新放入收件箱")
    NUMBER_NOT_THEIRS = ("“编号”由办公室填写，表上写的“{text}”没有采用", "已按新事项登记，不用处理")
    NEW_VERSION = (
        "“{name}”与“{number}”是同一事项的新版本，已更新：{changes}",
        "如应作为新事项，请在“待确认”表该行处理意见栏填“不采纳”，原内容会恢复，来件另行登记；没有问题的填“采纳”",
    )
    OTHER_MATTER = (
        "表上的编号“{number}”在台账中是“{ours}”，与表上写的“{text}”对不上，没有写入",
        "请在“待确认”表该行“编号”栏填上它所属事项的编号，处理意见栏填“采纳”",
    )
    OTHER_PROBLEM = (
        "来件指的是“{number}”，但写的问题与该事项完全不同，没有写入",
        "是新事项的，在“待确认”表该行处理意见栏填“采纳”，另给编号；是原事项改写的，填“不采纳”，并在台账里改“{label}”",
    )
    CANDIDATES = ("可能是：{list}", "编号栏已有编号的，核对无误后填“采纳”即可")
    MATCHED = ("表上没有编号，按{how}对上“{number}”", "如不对，请在台账里改回，把来表补上编号后重新放入收件箱")
    SUCCESSOR = ("是“{number}”补正后的重报，编号不变，已更新：{changes}", "不用处理")
    SUCCESSOR_LACKS = (
        "是“{number}”的重报，编号不变，已更新：{changes}；“{labels}”仍待补正",
        "请报送方继续补正，或者直接在台账中改正",
    )
    SAME_AGAIN = ("与“{number}”是同一事项，内容没有变化，没有重复登记", "不用处理")
    NOT_MENDED = (
        "与“{number}”是同一事项，没有重复登记，但“{labels}”仍没有补正",
        "请报送方补正后重报，或者直接在台账中改正",
    )
    SAME_BUT_TYPED = (
        "与“{number}”是同一事项，没有重复登记；“{labels}”与台账中人工填写的不同，台账没有改动",
        "“待确认”表列有的，请填处理意见；以前答复过的，不用处理",
    )
    TELL_LEAD = ("“{number}”已经交办，牵头单位 {unit} 正在按原来的内容办理", "请告知 {unit} 内容有变动")
    MAY_BE_SEVERAL = (
        "“{label}”像是 {count} 件事项",
        "一事一表；需要拆分的，请运行“35 拆分”，输入编号 {number}",
    )
    REPEATED = ("与“{number}”（{status}）是同一企业的同一问题，可能是反复，已作为新事项登记", "请核对前次的办理情况")
    LIKE_OWN = (
        "同一企业的“{numbers}”反映过相近的问题",
        "请核对是不是同一事项；是的，把新登记这行的问题并入原事项，删去新登记的这行",
    )
    COMMON_PROBLEM = ("与{list}的问题相似，可能是共性问题", "分类和交办时可以一并研究")
    NOT_ENOUGH = ("缺“{labels}”，不能登记为事项", "请报送方补填后重报，或者直接在台账里录入")
    NOT_A_VISIT = ("缺“{labels}”，这次走访没有登记", "请补填后重报；已登记的走访再报，不会重复登记")
    FORMER_UNIT = ("“{unit}”已不承办“{number}”，来表按原承办单位意见存档", "不改动台账，也不算办结；现由{lead}承办")
    BESIDE = ("表上另有空白表没有的栏目（{text}）", "没有写入台账，如有用请自行录入")
    OTHER_FIRM = (
        "表上的编号“{number}”在台账中是“{ours}”，来件写的是“{text}”",
        "确属新事项的，在“待确认”表该行处理意见栏填“采纳”；是原事项的，请改正编号后重新放入收件箱",
    )
    # what a unit reports of its tasks
    NO_SUCH_TASK = ("没有任务号“{text}”这项任务，这一行没有登记", "请按发去的报送表填写，任务号不要改动")
    NOT_THEIR_TASK = ("任务 {text} 不是{unit}承担的，这一行没有登记", "请核对任务号；分工有变的，请与{office}联系")
    NO_SUCH_TARGET = ("任务 {text} 没有这个指标，完成数没有登记", "请写在“工作进展”栏")
    NOT_A_NUMBER = ("“{label}”写的“{text}”不是数字，没有登记", "请只填数字{unit}")
    A_RANGE = ("“{label}”写的“{text}”是一个范围，没有登记", "请填一个数{unit}")
    OTHER_UNIT = ("“{label}”写的“{text}”，它的单位和要求的“{unit}”对不上，没有登记", "请换算后按要求的单位填写")
    WHICH_LEVEL = (
        "“{label}”写的“{text}”看不出是升降了多少，还是现在是多少，没有登记",
        "请对照要求“{asked}”，只填和它对应的百分数，不写“个百分点”和正负号",
    )
    WHICH_SHARE = ("“{label}”写的“{text}”看不出是{less}还是{more}，没有登记", "请连百分号一起写")
    WHICH_UNIT = ("“{label}”写的“{text}”看不出是不是{text}{unit}，没有登记", "请连单位一起写，如 {smaller}")
    BELOW_NOTHING = ("“{label}”写的“{text}”是负数，没有登记", "请核对后填写实际完成的数")
    # what a unit asks for
    CANNOT_ASK = ("事项“{number}”现在是“{status}”，不能申请{word}", "请与领导小组办公室联系")
    NO_SUCH_CLOCK = ("事项“{number}”没有还在计时的“{text}”时限", "请核对要延期的是哪一项时限")
    NOT_LATER = ("“{label}”写的 {text} 不晚于{day}", "请核对日期")
    ENDS_FIRST = ("“{label}”写的 {text} 早于开始的日期 {day}", "请核对两个日期")
    SAME_REQUEST = ("同样的{word}申请已经收到，正在等待答复，没有重复登记", "不用处理")
    NOT_ITS_UNIT = ("申请单位“{unit}”不是“{number}”的牵头单位“{lead}”", "请核对是否由该单位申请，再作决定")
    FOR_MEETING = (
        "“{number}”是重点事项，{word}申请由{held}研究",
        "下次生成{held}议程时自动列入；{held}议定并登记后，时限才改动",
    )
    UNCLEAR_DECISION = ("议程里“{number}”的{word}申请，“{text}”看不出是否同意", "请写明“同意”或“不同意”后重新收件")
    NO_REQUEST = ("议程里“{number}”一行是“{kind}”，但该事项没有等待{held}研究的申请", "请核对编号；时限没有改动")
    # a single field
    MISSING = ("“{label}”没有填写", "请补填“{label}”")
    BAD_DATE = ("“{label}”写的是“{text}”，不是能认出的日期", "请写成 2024-3-5 或 2024年3月5日 的样子")
    DATE_WITHOUT_YEAR = ("“{label}”没有写年份，按 {year} 年处理", "如不对，请在台账中改正")
    ODD_DATE = ("“{label}”的日期 {text} 离来件日期太远", "请核对年份")
    BAD_CHOICE = ("“{label}”写的是“{text}”，不在可选范围内", "请从 {choices} 中选填")
    MORE_THAN_ONE = ("“{label}”选了不止一项（{text}）", "请只保留一项")
    DOUBTFUL = ("“{label}”一栏读到“{text}”，可能混进了别的栏目的内容", "请按空白表的栏目重新填写")
    TEXT_APART = ("“{label}”下面还有一段“{text}”，分不清是不是这一栏的内容", "请把同一栏的内容写在一个格子里")
    OUT_OF_PLACE = (
        "“{label}”没有写在自己的格子里，按旁边的“{text}”读取",
        "请核对；写错格子的，请移到“{label}”的格子里",
    )
    READ_BY_LOOK = ("“{label}”没有打勾，按加粗、颜色、圈画或划去认作“{text}”", "如不对，请在台账中改正")
    STRUCK_OUT = ("“{label}”里有划掉的文字“{text}”，没有采用", "请核对；不要的文字请直接删去")
    PICTURE_IN_CELL = ("“{label}”栏里是图片，不是文字", "请把图片上的内容打成文字填入，图片另作附件")
    PRECISION_LOST = (
        "“{label}”是 16 位以上的数字（{text}），末尾几位已被表格软件改掉",
        "请把该格设为“文本”格式后重新输入",
    )
    TOO_LONG = ("“{label}”超过 32767 字，台账一格放不下", "请把详细内容另附文件，本栏只写要点")
    STRANGE_SIGNS = ("“{label}”里有看不见的控制符，已去掉", "请核对内容是否完整")
    TWO_MATTERS = ("一张表上有不止一件事项（“{label}”有 {count} 处：{text}）", "一事一表：请分开填写，或由办公室拆分")
    FUTURE_DATE = ("“{label}”写的 {text} 还没有到", "请核对日期")
    DEADLINE_FIRST = ("“{label}”{text} 早于“{other}”{day}", "请核对两个日期")
    NAME_IN_PHONE = ("“{label}”一格里还写着“{text}”，只取了号码", "请核对联系人；姓名请写在联系人一栏")
    PHONE_IN_NAME = ("“{name}”一格里还写着号码“{text}”，姓名和号码已分开", "请核对；号码请写在电话一栏")
    DAY_IN_NAME = ("“{name}”一格里还写着日期“{text}”，姓名和日期已分开", "请核对；日期请写在日期一栏")
    EXAMPLE_LEFT = ("“{label}”里的填写示例“{text}”没有采用", "请核对；填写时请删去示例")
    EXAMPLE_KEPT = ("“{label}”开头的“{text}”可能是填写示例，照原样保留", "请核对；如是示例，请在台账中删去")
    FORM_CONTROL = ("“{label}”没有读到选择，表上有勾选控件（{text}）", "请核对原件；请在文字旁打 √，不要用控件")
    RENAMED = ("没有找到“{label}”一栏，表上的“{text}”可能是这一栏", "请核对；栏目名称请照空白表，不要改动")
    LETTER_FOR_DIGIT = ("“{label}”写的“{text}”里有字母 O，按数字 0 读取", "如不对，请在台账中改正")
    LABEL_TWICE = ("“{label}”的内容又以“{label}”开头，照原样保留", "如是多写的，请在台账中删去")
    SEVERAL_LABELS = ("“{label}”的内容分写在“{text}”几栏，已按先后合在一起", "如不是同一栏的内容，请在台账中改正")
    TEXT_BOX = ("“{label}”没有填写，表上另有文本框写着“{text}”", "请核对；内容请写在格子里，不要放在文本框里")
    CONTRADICTION = ("“{label}”同时选了“{first}”和“{second}”，互相矛盾", "请只保留符合实际的一项")
    BAD_PHONE = ("“{label}”写的是“{text}”，不像电话号码", "请核对号码")
    UNKNOWN_UNIT = ("“{label}”写的“{text}”不在成员单位名单中", "请核对单位名称，或在“成员单位”表中补充")
    NEAR_UNIT = ("“{label}”写的“{text}”，可能是“{unit}”", "请核对后在台账中改正")
    CELL_ERROR = ("“{label}”是出错的公式（{text}）", "请改成文字后再报送")
    OTHERS_FIELD = ("“{label}”不由报送方填写，表上写的“{text}”与台账“{ours}”不同", "请确认是否采用")
    MEETING_DECIDES = (
        "“时限”表里把“{label}”由“{ours}”改为“{text}”，这一类事项的期限由{held}研定，时限还没有动",
        "{held}已经同意的填“采纳”；还没有同意的，请列入下次{held}，在议程里填写；不改的填“不采纳”",
    )
    HAND_CONFLICT = ("“{label}”台账中已由人工改为“{ours}”，来件写的是“{text}”", "请确认是否采用来件的内容")

    @property
    def words(self) -> str:
        """What is wrong."""
        return str(self.value[0])

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return str(self.value[1])
