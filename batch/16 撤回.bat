@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 撤回
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "ANSWER="
set "REDO="
echo 直接按回车：先列出会撤回什么，再问要不要撤回。刚才撤错了、要恢复的，输入 2 再按回车。
set /p "ANSWER=> "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if "%ANSWER%"=="2" set "REDO=--redo"
%PYTHON% -m toolkit undo %REDO%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
