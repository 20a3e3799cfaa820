@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 企业档案
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "FIRM=%~1"
if not defined FIRM echo 要哪家企业的档案？输入企业名称或其中一部分。直接按回车：本季度走访过的每家一份。
if not defined FIRM set /p "FIRM=> "
if defined FIRM set "FIRM=%FIRM:"=%"
%PYTHON% -m toolkit dossier "%FIRM%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
