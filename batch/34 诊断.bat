@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 诊断
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
%PYTHON% -m toolkit diagnose %*
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
