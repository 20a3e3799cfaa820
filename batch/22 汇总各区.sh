#!/bin/sh
# 汇总各区：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
FOLDER=${1:-}
[ -n "$FOLDER" ] || ask FOLDER "把放着各区数据包的文件夹拖到这个窗口里，再按回车。数据包是各区做季度分析时生成的。"
# 拖进来的文件夹名带着引号。
FOLDER=$(dragged "$FOLDER")
[ -n "$FOLDER" ] || { echo 没有给出文件夹，什么也没有做。; stay 2; }
ask PERIOD "要汇总哪个时段？季度写 2024Q1，月写 2024-03，半年写 2024上半年，全年写 2024。直接按回车：按多数数据包的时段。"
"$PYTHON" -m toolkit rollup "$FOLDER" "--period=$PERIOD"
stay $?
