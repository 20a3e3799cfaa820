@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 拆分
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "CASE=%~1"
if not defined CASE echo 要拆分哪个事项？输入编号，例如 2024-001。
if not defined CASE set /p "CASE=> "
if defined CASE set "CASE=%CASE:"=%"
if not defined CASE echo 没有给出编号，什么也没有做。
if not defined CASE goto end
set "WORDS="
set "AT="
echo 从哪里分开？抄上第二件事开头的几个字。直接按回车：按原文的编号（一、二、或 1. 2.）或空行分开。
set /p "WORDS=> "
if defined WORDS set "WORDS=%WORDS:"=%"
if defined WORDS set AT="--at=%WORDS%"
%PYTHON% -m toolkit split "%CASE%" %AT%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
