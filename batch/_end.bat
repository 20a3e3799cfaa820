@echo off
rem Says in one line how it went, by CODE, and what a key will do. Each script calls this last, from the workspace folder.
echo.
if "%CODE%"=="0" echo 【完成】没有问题。
if "%CODE%"=="1" echo 【完成】有内容要人工处理，见上面的说明。
if not "%CODE%"=="0" if not "%CODE%"=="1" echo 【没有完成】原因见上面。
if defined LIAISON_MENU echo 按任意键回到菜单
if not defined LIAISON_MENU echo 按任意键关闭本窗口
exit /b %CODE%
