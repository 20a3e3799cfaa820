#!/bin/sh
# 撤回：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
# 没有终端可以回答时，只看不做。
[ -t 0 ] || set -- --show "$@"
"$PYTHON" -m toolkit undo "$@"
stay $?
