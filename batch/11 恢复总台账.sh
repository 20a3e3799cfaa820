#!/bin/sh
# 恢复总台账：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
BACKUP=${1:-}
[ -n "$BACKUP" ] || ask ANSWER "输入 Y 再按回车：恢复最近一份备份。直接按回车：只列出全部备份。
要恢复别的一份，输入它的文件名；由日志重新做出总台账，输入 重建；按总台账补建日志，输入 日志。"
case "${ANSWER:-}" in
  "") ;;
  [Yy]) BACKUP=最新 ;;
  *) BACKUP=$ANSWER ;;
esac
"$PYTHON" -m toolkit restore "$BACKUP"
stay $?
