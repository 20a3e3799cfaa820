@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 季度分析
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "PERIOD=%~1"
if not defined PERIOD echo 要分析哪个时段？季度写 2024Q1，月写 2024-03，半年写 2024上半年，全年写 2024。直接按回车：最近一个完整的季度。
if not defined PERIOD set /p "PERIOD=> "
if defined PERIOD set "PERIOD=%PERIOD:"=%"
%PYTHON% -m toolkit quarterly "%PERIOD%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
