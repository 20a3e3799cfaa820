@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 任务分解
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "PLAN=%~1"
if not defined PLAN echo 把方案文件或核对好的任务台账拖到这个窗口里，再按回车。
if not defined PLAN set /p "PLAN=> "
if defined PLAN set "PLAN=%PLAN:"=%"
if not defined PLAN echo 没有给出文件，什么也没有做。
if not defined PLAN goto end
set "ANSWER="
set "YES="
echo 直接按回车：把方案拆成任务台账。这是核对好的任务台账、要纳入跟踪的，输入 Y 再按回车。
set /p "ANSWER=> "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if /i "%ANSWER%"=="Y" set "YES=--accept"
%PYTHON% -m toolkit breakdown "%PLAN%" %YES%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
