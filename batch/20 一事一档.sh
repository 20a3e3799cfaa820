#!/bin/sh
# 一事一档：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
CASE=${1:-}
[ -n "$CASE" ] || ask CASE "要哪个事项的档案？输入编号，例如 2024-001；输入企业全名：这家企业的全部事项。"
[ -n "$CASE" ] || { echo 没有给出编号或企业，什么也没有做。; stay 2; }
"$PYTHON" -m toolkit case "$CASE"
stay $?
