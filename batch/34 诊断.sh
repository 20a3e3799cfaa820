#!/bin/sh
# 诊断：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python
"$PYTHON" -m toolkit diagnose "$@"
stay $?
