@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 恢复总台账
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "ANSWER="
set "BACKUP=%~1"
if not defined BACKUP echo 输入 Y 再按回车：恢复最近一份备份。直接按回车：只列出全部备份。
if not defined BACKUP echo 要恢复别的一份，输入它的文件名；由日志重新做出总台账，输入 重建；按总台账补建日志，输入 日志。
if not defined BACKUP set /p "ANSWER=> "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
if not defined BACKUP set "BACKUP=%ANSWER%"
if /i "%ANSWER%"=="Y" set "BACKUP=最新"
%PYTHON% -m toolkit restore "%BACKUP%"
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
