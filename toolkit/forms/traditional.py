"""Traditional characters (繁体字) in the words of forms, units and choices, and the simplified ones they stand for.

Only characters that official forms use, each of which has one simplified counterpart; it serves comparison alone, and
what a person wrote is kept as it was written.
"""

from __future__ import annotations

_PAIRS = (
    "報报單单位位編编號号業业稱称聯联繫系絡络電电話话職职務务參参會会員员議议與与別别類类問问題题難难備备註注"
    "辦办結结處处況况時时間间對对價价滿满訪访負负責责簽签見见應应該该經经營营開开關关係系實实際际現现場场"
    "區区縣县鎮镇鄉乡發发展展總总廳厅稅税財财環环護护設设規规劃划產产資资質质檢检監监督督審审計计統统國国"
    "農农漁渔衛卫醫医療疗藥药術术學学習习選选體体樂乐龍龙龜龟倫伦勒勒從从陳陈壇坛橋桥灣湾廣广東东順顺興兴華华"
    "進进遠远過过運运輸输車车郵邮遞递網网絡络線线無无麼么個个們们來来後后幾几兩两雙双萬万億亿歲岁歷历曆历史史遺遗"
    "題题協协調调組组織织動动勞劳執执據据證证認认識识訂订許许説说說说請请謝谢讓让變变論论詳详該该語语誤误讀读"
    "釋释證证標标準准條条種种積积極极構构樣样機机權权檔档樓楼橫横歡欢氣气漢汉決决沒没淨净減减測测濟济災灾為为爲为"
    "爭争當当畫画異异療疗盡尽盤盘確确礎础礦矿禮礼稱称穩稳競竞筆笔節节範范約约紀纪級级納纳紙纸純纯紹绍終终細细給给"
    "維维緊紧續续縮缩績绩總总繳缴繼继義义聲声職职聽听舊旧藝艺蘇苏號号補补裝装製制複复覆复規规視视覺觉覽览觀观訊讯訓训"
    "記记設设詢询試试詞词誠诚課课談谈論论謀谋講讲謹谨譯译議议護护貢贡貨货販贩貫贯貧贫貸贷費费貿贸賀贺資资賬账賽赛"
    "購购贈赠贊赞趙赵趨趋轉转輕轻較较載载輔辅輪轮辭辞農农還还適适選选遷迁邊边郵邮鄭郑鄧邓釐厘針针鈔钞鋼钢錄录錢钱"
    "錯错鍵键鎖锁鎮镇鐘钟鐵铁長长門门閉闭閱阅闊阔隊队陽阳階阶險险隨随雜杂離离靜静響响頁页項项須须預预領领頭头願愿類类"
    "顧顾風风飛飞飲饮館馆驗验驚惊魚鱼點点齊齐齡龄屬属層层島岛幣币師师帶带帳账廠厂廢废張张強强彈弹彙汇徵征德德態态慮虑"
    "懷怀戰战戶户擔担據据擬拟擴扩擾扰攝摄敗败數数斷断於于書书條条查查栗栗核核匯汇區区協协單单啟启圍围園园圖图團团堅坚執执"
    "報报場场塊块壓压夠够夾夹奪夺獎奖婦妇媽妈寧宁審审寫写寬宽寶宝將将專专尋寻導导屆届岡冈峽峡嶺岭巖岩創创剛刚劇剧劑剂"
    "達达豐丰鴻鸿鵬鹏駿骏偉伟潤润澤泽馬马黃黄吳吴許许趙赵劉刘楊杨羅罗葉叶鄭郑馮冯鄒邹蕭萧韋韦賴赖嚴严麥麦歐欧盧卢譚谭"
    "勝胜勢势勵励勸劝匯汇儲储優优償偿億亿傳传傷伤債债僅仅價价儀仪億亿償偿內内冊册凍冻則则"
)
#: Traditional character → simplified, as :meth:`str.translate` takes it.
SIMPLER = {ord(one): two for one, two in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) if one != two}


def simpler(text: str) -> str:
    """Return a text with its traditional characters made simplified, one for one."""
    return text.translate(SIMPLER)
