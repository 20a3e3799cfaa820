#!/bin/sh
# 任务分解：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
PLAN=${1:-}
[ -n "$PLAN" ] || ask PLAN "把方案文件或核对好的任务台账拖到这个窗口里，再按回车。"
# 拖进来的文件名带着引号。
PLAN=$(dragged "$PLAN")
[ -n "$PLAN" ] || { echo 没有给出文件，什么也没有做。; stay 2; }
ask ANSWER "直接按回车：把方案拆成任务台账。这是核对好的任务台账、要纳入跟踪的，输入 Y 再按回车。"
case "${ANSWER:-}" in [Yy]) YES=--accept ;; esac
"$PYTHON" -m toolkit breakdown "$PLAN" ${YES:-}
stay $?
