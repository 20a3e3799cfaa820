"""What an office package can do wrong, told to the person who has to open it."""

from __future__ import annotations

from toolkit.errors import ToolkitError


class BrokenPackageError(ToolkitError):
    """The bytes are no sound office package: nothing may be read from them, and nothing written over them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"文件已损坏或不是 Office 文件：{reason}", "请用 Excel 或 WPS 打开并另存一份，再试一次")


class MissingSheetError(ToolkitError):
    """The workbook has no sheet of the name asked for."""

    def __init__(self, sheet: str, present: list[str]) -> None:
        super().__init__(f"找不到工作表“{sheet}”", f"现有的工作表：{'、'.join(present)}；如改过名字，请改回来")


class UneditableError(ToolkitError):
    """The sheet is laid out so that the change asked for cannot be made without harm; nothing was changed."""

    def __init__(self, reason: str, remedy: str = "请在 Excel 或 WPS 中调整后另存，再试一次") -> None:
        super().__init__(f"不能在原表上修改：{reason}", remedy)
