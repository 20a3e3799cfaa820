#!/bin/sh
# 拆分：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
CASE=${1:-}
[ -n "$CASE" ] || ask CASE "要拆分哪个事项？输入编号，例如 2024-001。"
[ -n "$CASE" ] || { echo 没有给出编号，什么也没有做。; stay 2; }
ask WORDS "从哪里分开？抄上第二件事开头的几个字。直接按回车：按原文的编号（一、二、或 1. 2.）或空行分开。"
set -- "$CASE"
[ -z "$WORDS" ] || set -- "$CASE" "--at=$WORDS"
"$PYTHON" -m toolkit split "$@"
stay $?
