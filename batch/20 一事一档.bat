@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 一事一档
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "CASE=%~1"
if not defined CASE echo 要哪个事项的档案？输入编号，例如 2024-001；输入企业全名：这家企业的全部事项。
if not defined CASE set /p "CASE=> "
if defined CASE set "CASE=%CASE:"=%"
if not defined CASE echo 没有给出编号或企业，什么也没有做。
if not defined CASE goto end
%PYTHON% -m toolkit case "%CASE%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
