#!/bin/sh
# 发信：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
DRAFT=${1:-}
[ -n "$DRAFT" ] || ask DRAFT "直接按回车：发还没有发过的草稿。要再发某一封的，把那封草稿拖到这个窗口里，再按回车；几天以前的草稿，拖它的文件夹。"
# 拖进来的文件名带着引号。
DRAFT=$(dragged "$DRAFT")
set --
[ -z "$DRAFT" ] || set -- "$DRAFT"
# 指明一封的，发过也再发；文件夹里的，只发没有发过的。
[ -z "$DRAFT" ] || [ -d "$DRAFT" ] || set -- "$@" --again
"$PYTHON" -m toolkit mail send "$@"
stay $?
