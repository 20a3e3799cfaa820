@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 接管旧台账
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "YES="
set "ANSWER="
set "LEDGER=%~1"
if not defined LEDGER echo 把旧台账文件拖到这个窗口里，再按回车。
if not defined LEDGER set /p "LEDGER=> "
if not defined LEDGER echo 没有给出文件，什么也没有做。
if not defined LEDGER goto end
set "LEDGER=%LEDGER:"=%"
echo 直接按回车：只核对，不登记。已经看过核对表、要登记的，输入 Y 再按回车。
set /p "ANSWER=> "
if /i "%ANSWER%"=="Y" set "YES=--yes"
%PYTHON% -m toolkit adopt "%LEDGER%" %YES%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
