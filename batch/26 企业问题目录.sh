#!/bin/sh
# 企业问题目录：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
ask ANSWER "直接按回车：为下一次会议列目录。为别的会议列，输入它的月份或季度，例如 2024-05、2024Q2。读回填好的目录表，输入 Y 再按回车。"
case "${ANSWER:-}" in [Yy]) ANSWER=--read ;; esac
"$PYTHON" -m toolkit catalogue "${ANSWER:-}"
stay $?
