#!/bin/sh
# 走访季报：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
PERIOD=${1:-}
[ -n "$PERIOD" ] || ask PERIOD "要哪个时段的？季度写 2024Q1，半年写 2024上半年，全年写 2024。直接按回车：最近一个完整的季度。"
"$PYTHON" -m toolkit visits "$PERIOD"
stay $?
