#!/bin/sh
# 卸载：双击后选“在终端中运行”。
cd "$(dirname "$0")/.." || exit 2
. batch/_python.sh
find_python bare
echo "从这台电脑卸载：删除程序库、桌面图标和开机值守。工作目录里的台账和文件都不动。"
ask ANSWER "输入 Y 再按回车：卸载。直接按回车：不卸载。"
case "${ANSWER:-}" in [Yy]) YES=yes ;; esac
"$PYTHON" batch/_uninstall.py ${YES:-}
stay $?
