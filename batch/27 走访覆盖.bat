@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 走访覆盖
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "PERIOD=%~1"
if not defined PERIOD echo 要看哪个时段？季度写 2024Q1，半年写 2024上半年，全年写 2024。直接按回车：本季度。
if not defined PERIOD set /p "PERIOD=> "
if defined PERIOD set "PERIOD=%PERIOD:"=%"
%PYTHON% -m toolkit coverage "%PERIOD%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
