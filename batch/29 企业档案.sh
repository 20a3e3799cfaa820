#!/bin/sh
# 企业档案：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
FIRM=${1:-}
[ -n "$FIRM" ] || ask FIRM "要哪家企业的档案？输入企业名称或其中一部分。直接按回车：本季度走访过的每家一份。"
"$PYTHON" -m toolkit dossier "$FIRM"
stay $?
