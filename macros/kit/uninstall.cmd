@echo off
rem Takes xlpy away from the person at this machine; papers, settings and records stay.
setlocal
set "TARGET=%LOCALAPPDATA%\Programs\xlpy"
if not exist "%TARGET%\python\python.exe" goto absent
chcp 65001 >nul
"%TARGET%\python\python.exe" -I -m xlpy addin uninstall
if errorlevel 1 goto failed
rmdir /S /Q "%TARGET%"
pause
exit /b 0

:absent
echo xlpy is not set up for this person.
pause
exit /b 0

:failed
echo xlpy was not taken away. Close Excel and run this file again.
pause
exit /b 1
