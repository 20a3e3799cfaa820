#!/bin/sh
# 任务分解：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
PLAN=${1:-}
[ -n "$PLAN" ] || ask PLAN "把方案文件拖到这个窗口里，再按回车。"
# 拖进来的文件名带着引号。
PLAN=$(printf '%s' "$PLAN" | sed "s/^ *['\"]//; s/['\"] *\$//; s#^file://##")
[ -n "$PLAN" ] || { echo 没有给出文件，什么也没有做。; stay 2; }
"$PYTHON" -m toolkit breakdown "$PLAN"
stay $?
