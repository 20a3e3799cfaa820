#!/bin/sh
# 开机自动值守：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
ask ANSWER "输入 1 再按回车：以后登录这台电脑就自动值守。输入 0 再按回车：不再自动值守。直接按回车：只看现在是哪一种。"
case "${ANSWER:-}" in 1) WORD=on ;; 0) WORD=off ;; esac
"$PYTHON" batch/_autostart.py ${WORD:-}
stay $?
