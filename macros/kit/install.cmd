@echo off
rem Sets xlpy up for the person at this machine: no internet, no rights of an administrator.
setlocal
set "TARGET=%LOCALAPPDATA%\Programs\xlpy"
if not exist "%~dp0program\python\python.exe" goto packed
xcopy "%~dp0program" "%TARGET%" /E /I /Q /Y >nul
if errorlevel 1 goto failed
chcp 65001 >nul
"%TARGET%\python\python.exe" -I -m xlpy addin install
if errorlevel 1 goto failed
"%TARGET%\python\python.exe" -I -m xlpy doctor
pause
exit /b 0

:packed
echo Please extract the whole zip file first, then run this file again.
pause
exit /b 1

:failed
echo xlpy was not set up. Close Excel and run this file again.
pause
exit /b 1
