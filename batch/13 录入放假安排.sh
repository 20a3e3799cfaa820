#!/bin/sh
# 录入放假安排：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
echo "先把国务院办公厅的放假通知全文粘贴到记事本，存到本工具包的文件夹里，文件名：放假通知.txt"
ask ANSWER "输入 Y 再按回车：核对过了，写入“节假日”表。直接按回车：只列出来核对。"
case "$ANSWER" in [Yy]) set -- --accept ;; *) set -- ;; esac
"$PYTHON" -m toolkit holidays "$@"
stay $?
