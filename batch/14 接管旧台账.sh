#!/bin/sh
# 接管旧台账：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
LEDGER=${1:-}
[ -n "$LEDGER" ] || ask LEDGER "把旧台账文件拖到这个窗口里，再按回车。"
# 拖进来的文件名带着引号。
LEDGER=$(dragged "$LEDGER")
[ -n "$LEDGER" ] || { echo 没有给出文件，什么也没有做。; stay 2; }
"$PYTHON" -m toolkit adopt "$LEDGER"
stay $?
