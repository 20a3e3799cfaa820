@echo off
chcp 65001 >nul
setlocal
title 季度分析
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "QUARTER=%~1"
if not defined QUARTER echo 要分析哪个季度？例如 2024Q1。直接按回车：最近一个完整的季度。
if not defined QUARTER set /p "QUARTER=> "
%PYTHON% -m toolkit quarterly "%QUARTER%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘。

:end
popd
echo.
echo 按任意键关闭本窗口
pause >nul
exit /b %CODE%
