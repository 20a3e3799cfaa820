# Read in by every script here, from the workspace folder. POSIX sh.
export PYTHONUTF8=1
# Whoever double-clicks is shown the folder with the papers.
export LIAISON_CLICKED=1

# Ctrl+C stops the job; this script goes on to its last line, so that the window stays open.
trap : INT

# Say in one line how it went, keep the window open until the person has read it, then leave with the job's status.
stay() {
  case $1 in
    0) printf '\n【完成】没有问题。\n' ;;
    1) printf '\n【完成】有内容要人工处理，见上面的说明。\n' ;;
    *) printf '\n【没有完成】原因见上面。\n' ;;
  esac
  if [ -n "${LIAISON_MENU:-}" ]; then printf '按回车键回到菜单 '; else printf '按回车键关闭本窗口 '; fi
  read -r _ || echo
  exit "$1"
}

# ask NAME WORDS: put the person's answer into the variable NAME; nothing where nobody answers.
ask() {
  printf '%s\n> ' "$2"
  read -r "$1" || echo
}

# dragged WORDS: print the path of what was dragged into the window, without the quotes or the file:// it comes with.
dragged() {
  printf '%s' "$1" | sed "s/^ *['\"]//; s/['\"] *\$//; s#^file://##"
}

# Put the Python to use into PYTHON, or say in Chinese how to get one and stop. With "bare": any Python 3.11 or newer
# will do, with or without the libraries.
find_python() {
  found=
  home=${XDG_DATA_HOME:-$HOME/.local/share}/liaison-toolkit/venv
  [ "${1:-}" = bare ] || set -- "" .venv/bin/python "$home/bin/python"
  mode=$1
  shift
  for PYTHON in "$@" python3 python3.14 python3.13 python3.12 python3.11; do
    status=0
    "$PYTHON" batch/_check.py $mode >/dev/null 2>&1 || status=$?
    [ $status -ne 0 ] || return 0
    [ $status -ne 4 ] || found=bare
  done
  if [ -n "$found" ]; then
    echo '这台电脑上还没有安装本工具包，或程序库不全。'
    echo '请运行 batch 文件夹里的“00 安装.sh”，装好后再运行一次。'
  else
    echo '这台电脑上没有找到 Python 3.11 或更新的版本。'
    echo '请在终端中运行：sudo apt install python3 python3-venv'
    echo '系统自带的 Python 版本较低的，请向维护人员要安装包。'
  fi
  stay 2
}
