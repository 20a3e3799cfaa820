#!/bin/sh
# 读回纪要：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
MINUTES=${1:-}
[ -n "$MINUTES" ] || ask MINUTES "把改过的会议纪要拖到这个窗口里，再按回车。直接按回车：最近一次会议改过的那一份。"
# 拖进来的文件名带着引号。
MINUTES=$(dragged "$MINUTES")
"$PYTHON" -m toolkit minutes "--read=$MINUTES"
stay $?
