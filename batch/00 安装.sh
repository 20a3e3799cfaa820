#!/bin/sh
# 安装：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python bare
PLACE=${1:-}
if [ -z "$PLACE" ] && [ -f wheels/SHA256SUMS ] && [ ! -f .toolkit-root ]; then
  ask PLACE "装到哪里？把共享盘上的文件夹拖到这个窗口里，再按回车；已经在用的，拖原来的文件夹，就地升级。
直接按回车：就用安装包所在的这个文件夹。"
  # 拖进来的文件夹名带着引号。
  PLACE=$(dragged "$PLACE")
fi
"$PYTHON" batch/_install.py "$PLACE"
stay $?
