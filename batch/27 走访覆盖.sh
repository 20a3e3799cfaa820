#!/bin/sh
# 走访覆盖：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
PERIOD=${1:-}
[ -n "$PERIOD" ] || ask PERIOD "要看哪个时段？季度写 2024Q1，半年写 2024上半年，全年写 2024。直接按回车：本季度。"
"$PYTHON" -m toolkit coverage "$PERIOD"
stay $?
