#!/bin/sh
# 录入放假安排：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
echo "先把国务院办公厅的放假通知全文粘贴到记事本，存到本工具包的文件夹里，文件名：放假通知.txt"
echo "先列出来核对，再问要不要写入“节假日”表。"
"$PYTHON" -m toolkit holidays "$@"
stay $?
