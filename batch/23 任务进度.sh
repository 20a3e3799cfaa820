#!/bin/sh
# 任务进度：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
ask ANSWER "直接按回车：看各项任务到哪一步。输入 1 再按回车：请各单位报送进展。输入 2 再按回车：写进展报告、简报和通报。"
case "${ANSWER:-}" in 1) MORE=--ask ;; 2) MORE=--report ;; esac
"$PYTHON" -m toolkit tasks ${MORE:-}
stay $?
