@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 发信
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "DRAFT=%~1"
set "NAMED="
if not defined DRAFT echo 直接按回车：发还没有发过的草稿。要再发某一封的，把那封草稿拖到这个窗口里，再按回车；几天以前的草稿，拖它的文件夹。
if not defined DRAFT set /p "DRAFT=> "
if defined DRAFT set "DRAFT=%DRAFT:"=%"
if defined DRAFT if "%DRAFT:~-1%"=="\" set "DRAFT=%DRAFT%."
if defined DRAFT set NAMED="%DRAFT%" --again
if defined DRAFT if exist "%DRAFT%\" set NAMED="%DRAFT%"
%PYTHON% -m toolkit mail send %NAMED%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
