@echo off
chcp 65001 >nul
setlocal
title 会议准备
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
%PYTHON% -m toolkit meeting %*
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘。

:end
popd
echo.
echo 按任意键关闭本窗口
pause >nul
exit /b %CODE%
