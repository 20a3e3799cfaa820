@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 接管旧台账
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "LEDGER=%~1"
if not defined LEDGER echo 把旧台账文件拖到这个窗口里，再按回车。
if not defined LEDGER set /p "LEDGER=> "
if defined LEDGER set "LEDGER=%LEDGER:"=%"
if not defined LEDGER echo 没有给出文件，什么也没有做。
if not defined LEDGER goto end
%PYTHON% -m toolkit adopt "%LEDGER%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
