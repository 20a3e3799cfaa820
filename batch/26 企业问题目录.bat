@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 企业问题目录
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "ANSWER="
echo 直接按回车：为下一次会议列目录。为别的会议列，输入它的月份或季度，例如 2024-05、2024Q2。读回填好的目录表，输入 Y 再按回车。
set /p "ANSWER=> "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if /i "%ANSWER%"=="Y" set "ANSWER=--read"
%PYTHON% -m toolkit catalogue "%ANSWER%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
