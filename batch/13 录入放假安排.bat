@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 录入放假安排
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
set "ANSWER="
set "ACCEPT="
echo 先把国务院办公厅的放假通知全文粘贴到记事本，存到本工具包的文件夹里，文件名：放假通知.txt
echo 输入 Y 再按回车：核对过了，写入“节假日”表。直接按回车：只列出来核对。
set /p "ANSWER=> "
if /i "%ANSWER%"=="Y" set "ACCEPT=--accept"
%PYTHON% -m toolkit holidays %ACCEPT%
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
