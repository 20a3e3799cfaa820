@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 安装
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat bare
if errorlevel 1 goto end
set "PLACE=%~1"
if defined PLACE goto install
if not exist wheels\SHA256SUMS goto install
if exist .toolkit-root goto install
echo 装到哪里？把共享盘上的文件夹拖到这个窗口里，再按回车；已经在用的，拖原来的文件夹，就地升级。
echo 直接按回车：就用安装包所在的这个文件夹。
set /p "PLACE=> "
if defined PLACE set "PLACE=%PLACE:"=%"
if defined PLACE if "%PLACE:~-1%"=="\" set "PLACE=%PLACE%."

:install
%PYTHON% batch\_install.py "%PLACE%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
