#!/bin/sh
# 恢复总台账：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
BACKUP=${1:-}
[ -n "$BACKUP" ] || ask ANSWER "输入 Y 再按回车：恢复最近一份备份。直接按回车：只列出全部备份。"
case "${ANSWER:-}" in [Yy]) BACKUP=最新 ;; esac
"$PYTHON" -m toolkit restore "$BACKUP"
stay $?
