@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 读回纪要
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "MINUTES=%~1"
if not defined MINUTES echo 把改过的会议纪要拖到这个窗口里，再按回车。直接按回车：最近一次会议改过的那一份。
if not defined MINUTES set /p "MINUTES=> "
if defined MINUTES set "MINUTES=%MINUTES:"=%"
%PYTHON% -m toolkit minutes "--read=%MINUTES%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
