@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 任务进度
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "ANSWER="
set "MORE="
echo 直接按回车：看各项任务到哪一步。输入 1 再按回车：请各单位报送进展。输入 2 再按回车：写进展报告、简报和通报。
set /p "ANSWER=> "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if "%ANSWER%"=="1" set "MORE=--ask"
if "%ANSWER%"=="2" set "MORE=--report"
%PYTHON% -m toolkit tasks %MORE%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
