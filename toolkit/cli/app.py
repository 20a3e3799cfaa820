"""The ``toolkit`` command: what is common to all commands, and the last net under them.

No room is imported until its command runs, so that help answers at once. Whatever goes wrong reaches the person as
a Chinese sentence; the details go to the log file, which they can mail us.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from toolkit.cli import chinese, logbook
from toolkit.cli.help import Group
from toolkit.cli.lobby import Lobby
from toolkit.cli.opening import show
from toolkit.cli.parameters import DayType, FolderType
from toolkit.cli.usage import Misuse, usage
from toolkit.errors import RegisterBusyError, ToolkitError

#: Command → the module that declares it, and its line in the overview.
COMMANDS = {
    "init": ("start", "建立工作目录"),
    "demo": ("start", "生成一个季度的演示数据，把全流程走一遍"),
    "forms": ("start", "生成空白表（--check 只核对）"),
    "papers": ("start", "公文模板：放到 form_templates/公文模板 供修改（--check 只体检）"),
    "adopt": ("start", "接管旧台账：先出核对表，确认后逐行登记"),
    "ingest": ("loop", "收件：读取收件箱里的表，登记到总台账"),
    "watch": ("loop", "值守：一直看着收件箱，来一份收一份"),
    "menu": ("menu", "菜单：今天的情况，接下来可以做什么，输入编号就做"),
    "status": ("loop", "情况一览：哪些事项在等谁"),
    "collect": ("event", "征集：请各收集单位报企业的困难问题，看各渠道来了多少"),
    "verify": ("event", "征求核实意见：按核实单位生成函和核实表"),
    "catalogue": ("event", "企业问题目录：报送、审定，审定后的问题目录清单"),
    "suggest": ("loop", "建议：给未分类、未定单位的事项提出拟分类和拟牵头单位"),
    "meeting": ("loop", "会议准备：定会期、征询进展，生成议程、汇编、通知、签到表"),
    "dispatch": ("loop", "交办：定时限，按单位生成交办函、清单和办理情况表"),
    "survey": ("loop", "生成评价表"),
    "remind": ("loop", "催办：按阶梯生成提醒、催办函、电话回访表"),
    "mail": ("mail", "收发邮件：从信箱收信，发出 outbox 里的邮件草稿"),
    "minutes": ("papers", "生成会议纪要和事项办理清单"),
    "assignments": ("papers", "生成在办事项清单"),
    "quarterly": ("papers", "季度分析：分析表和专题报告"),
    "coverage": ("visits", "走访覆盖：挂钩够不够、谁还没有走访"),
    "visits": ("visits", "走访季报：调研报告、走访日志、三张清单"),
    "dossier": ("visits", "一企一档、一企一策"),
    "rollup": ("papers", "汇总：几个区的数据合成一份分析，一区一行"),
    "breakdown": ("tasks", "任务分解：把方案、意见一类文件逐条拆成任务台账"),
    "tasks": ("tasks", "任务进度：各项任务到哪一步，哪些逾期、哪些没有报送；请各单位报送"),
    "case": ("look", "查询一个事项，或一家企业的全部事项"),
    "history": ("look", "查看一个事项的办理经过"),
    "split": ("look", "拆分：一张表上报了两件事，分成两个事项"),
    "when": ("look", "推算期限，逐日列明"),
    "holidays": ("look", "录入放假安排：国务院办公厅的通知"),
    "mechanism": ("rules", "检查一个机制文件夹：哪个文件第几行写得不对"),
    "check": ("safety", "核对总台账、日志、原件和发出的文件是否一致"),
    "restore": ("safety", "恢复总台账，先看会有哪些变化"),
    "undo": ("safety", "撤回上一个命令对总台账的改动"),
    "diagnose": ("safety", "诊断：出了问题，生成可以发给维护人员的诊断包"),
}


class LazyGroup(Group):
    """Finds its commands by name and imports only the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order in which the work is done."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return one command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"toolkit.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant.

        Raises:
            Misuse: there is none of that name.
        """
        if args[0] not in COMMANDS:
            near = "、".join(_near(args[0]))
            raise Misuse(f"没有“{args[0]}”这个命令" + (f"，是不是 {near}？" if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the overview without importing a single command."""
        with formatter.section("命令"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


def _near(wanted: str) -> list[str]:
    """Return the commands that ``wanted`` may stand for: spelt alike, or with that Chinese word in their line."""
    from difflib import get_close_matches

    # One letter wrong means one command; only where none is that near, any that might be.
    spelt = get_close_matches(wanted.lower(), COMMANDS, cutoff=0.8) or get_close_matches(wanted, COMMANDS, cutoff=0.5)
    named = [] if wanted.isascii() else [name for name, (_, words) in COMMANDS.items() if wanted in words]
    return list(dict.fromkeys([*named, *spelt]))


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="政企联络协作工具包：收表建账、会议交办、跟踪评价、季度分析。",
    epilog="各命令的用法：toolkit 命令 -h。不用命令行时，双击 batch 文件夹里的脚本即可。",
)
@click.option("-w", "--workspace", type=FolderType(), metavar="文件夹", help="工作目录（默认：当前文件夹或其上级）")
@click.option("--as-of", type=DayType(), metavar="日期", help="以哪一天为准推算（默认今天）")
@click.option("--dry-run", is_flag=True, help="只说明会做什么，不改动任何文件")
@click.option("-V", "--version", is_flag=True, help="显示版本")
@click.pass_context
def app(ctx: click.Context, workspace: Path | None, as_of: date | None, *, dry_run: bool, version: bool) -> None:
    """Keep what is common to all commands for the one that runs."""
    if version:
        click.echo(_version())
        ctx.exit()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    hall = Lobby(workspace, as_of or date.today(), dry_run)  # noqa: DTZ011 - the office's own day is meant
    ctx.obj = hall
    ctx.call_on_close(lambda: show(hall.made))


def _version() -> str:
    """Return the version, also where the program runs from the shared folder and was never installed."""
    import tomllib
    from importlib import metadata

    project = Path(__file__).parents[2] / "pyproject.toml"
    if project.is_file():
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version("liaison-toolkit")


def run() -> None:
    """Run the command line and leave with the job's status."""
    chinese.speak()
    logbook.hush()
    with _net():
        result = app.main(prog_name="toolkit", standalone_mode=False)
        sys.exit(result if isinstance(result, int) else 0)


@contextlib.contextmanager
def _net() -> Iterator[None]:
    """Turn whatever goes wrong into a sentence and status 2."""
    try:
        yield
    except SystemExit:
        raise
    except (click.Abort, KeyboardInterrupt):
        _leave("已停止")
    except click.ClickException as error:
        _leave(usage(error))
    except RegisterBusyError as error:
        _leave(f"{error}\n总台账关闭后再运行一次即可，已收的内容都在日志里，不会丢失")
    except ToolkitError as error:
        _leave(str(error))
    except OSError as error:
        full = "请腾出空间后再运行一次；收到的文件都还在，不会丢失\n" * (error.errno == errno.ENOSPC)
        _leave(f"读写文件时出错：{chinese.os_error(error)}\n{full}{_where(error)}")
    except BaseException as error:  # noqa: BLE001 - the last net: a clerk never sees a traceback, a reader's panic included
        _leave(f"程序出现意外错误，没有完成。\n{_where(error)}")


def _leave(words: str) -> None:
    click.echo(words, err=True)
    sys.exit(2)


def _where(error: BaseException) -> str:
    path = logbook.record(error)
    return f"详细情况已记入 {path}，请把这个文件发给维护人员" if path else "请把上面的文字拍照发给维护人员"
