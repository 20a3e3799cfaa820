#!/bin/sh
# 季度分析：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
QUARTER=${1:-}
[ -n "$QUARTER" ] || ask QUARTER "要分析哪个季度？例如 2024Q1。直接按回车：最近一个完整的季度。"
"$PYTHON" -m toolkit quarterly "$QUARTER"
stay $?
