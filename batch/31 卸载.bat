@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 卸载
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat bare
if errorlevel 1 goto end
set "ANSWER="
set "YES="
echo 从这台电脑卸载：删除程序库、桌面图标和开机值守。工作目录里的台账和文件都不动。
echo 输入 Y 再按回车：卸载。直接按回车：不卸载。
set /p "ANSWER=> "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if /i "%ANSWER%"=="Y" set "YES=yes"
%PYTHON% batch\_uninstall.py %YES%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
