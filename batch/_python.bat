@echo off
rem Finds a Python for the toolkit and puts how to start it into PYTHON. Each script calls this from the workspace folder.
rem With the argument "bare": any Python 3.11 or newer will do, with or without the libraries.
rem The status is asked for 0 by name: a missing program and the stub of the Microsoft Store both leave 9009.
set "PYTHONUTF8=1"
rem Whoever double-clicks is shown the folder with the papers.
set "LIAISON_CLICKED=1"
set "FOUND="
if "%~1"=="bare" goto system

set PYTHON=".venv\Scripts\python.exe"
if not exist %PYTHON% goto own
%PYTHON% batch\_check.py >nul 2>nul
if "%errorlevel%"=="0" goto found

:own
set PYTHON="%LOCALAPPDATA%\liaison-toolkit\venv\Scripts\python.exe"
if not exist %PYTHON% goto system
%PYTHON% batch\_check.py >nul 2>nul
if "%errorlevel%"=="0" goto found

:system
set "PYTHON=py -3"
%PYTHON% batch\_check.py %1 >nul 2>nul
if "%errorlevel%"=="0" goto found
if "%errorlevel%"=="4" set "FOUND=bare"
set "PYTHON=python"
%PYTHON% batch\_check.py %1 >nul 2>nul
if "%errorlevel%"=="0" goto found
if "%errorlevel%"=="4" set "FOUND=bare"

if defined FOUND goto bare
if not "%~1"=="bare" goto none

rem What the office has put beside the libraries; for this person only, which needs no administrator.
set "SETUP="
for %%f in (wheels\python-3*.exe) do set "SETUP=%%f"
if not defined SETUP goto none
echo 正在安装 Python，需要一两分钟……
start "" /wait "%SETUP%" /passive InstallAllUsers=0 InstallLauncherAllUsers=0 PrependPath=1 Include_test=0
set "OWN=%LOCALAPPDATA%\Programs\Python\Python3"
for %%v in (11 12 13) do if exist "%OWN%%%v\python.exe" set PYTHON="%OWN%%%v\python.exe"
%PYTHON% batch\_check.py bare >nul 2>nul
if "%errorlevel%"=="0" goto found

:none
echo 这台电脑上没有找到 Python 3.11 或更新的版本，64 位。
echo.
echo 请这样做：
echo   1. 向维护人员要 Python 安装程序，或到 python.org 下载 Windows 64 位安装程序；
echo   2. 双击安装，第一页勾选 Add python.exe to PATH；
echo   3. 双击 batch 文件夹里的“00 安装”。
exit /b 2

:bare
echo 这台电脑上还没有安装本工具包，或程序库不全。
echo.
echo 请双击 batch 文件夹里的“00 安装”，装好后再运行一次。
exit /b 2

:found
exit /b 0
