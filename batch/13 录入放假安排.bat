@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
title 录入放假安排
set "CODE=2"
pushd "%~dp0.."
if not exist batch\_python.bat goto nofolder
call batch\_python.bat
if errorlevel 1 goto end
echo 先把国务院办公厅的放假通知全文粘贴到记事本，存到本工具包的文件夹里，文件名：放假通知.txt
echo 先列出来核对，再问要不要写入“节假日”表。
%PYTHON% -m toolkit holidays %*
set "CODE=%errorlevel%"
goto end

:nofolder
echo 打不开工具包所在的文件夹，请检查网络盘是否连上。按任意键关闭本窗口

:end
if exist batch\_end.bat call batch\_end.bat
popd
pause >nul
exit /b %CODE%
