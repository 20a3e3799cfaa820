@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 开机自动值守
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "ANSWER="
set "WORD="
echo 输入 1 再按回车：以后登录这台电脑就自动值守。输入 0 再按回车：不再自动值守。直接按回车：只看现在是哪一种。
set /p "ANSWER=> "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if "%ANSWER%"=="1" set "WORD=on"
if "%ANSWER%"=="0" set "WORD=off"
%PYTHON% batch\_autostart.py %WORD%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
