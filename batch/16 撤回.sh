#!/bin/sh
# 撤回：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
ask ANSWER "直接按回车：先列出会撤回什么，再问要不要撤回。刚才撤错了、要恢复的，输入 2 再按回车。"
case "${ANSWER:-}" in 2) REDO=--redo ;; esac
"$PYTHON" -m toolkit undo ${REDO:-}
stay $?
