@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 汇总各区
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "FOLDER=%~1"
if not defined FOLDER echo 把放着各区数据包的文件夹拖到这个窗口里，再按回车。数据包是各区做季度分析时生成的。
if not defined FOLDER set /p "FOLDER=> "
if defined FOLDER set "FOLDER=%FOLDER:"=%"
if defined FOLDER if "%FOLDER:~-1%"=="\" set "FOLDER=%FOLDER%."
if not defined FOLDER echo 没有给出文件夹，什么也没有做。
if not defined FOLDER goto end
set "PERIOD="
echo 要汇总哪个时段？季度写 2024Q1，月写 2024-03，半年写 2024上半年，全年写 2024。直接按回车：按多数数据包的时段。
set /p "PERIOD=> "
if defined PERIOD set "PERIOD=%PERIOD:"=%"
%PYTHON% -m toolkit rollup "%FOLDER%" "--period=%PERIOD%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
