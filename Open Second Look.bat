@echo off
rem Double-click to open Second Look. It does what "py -m workbook" does.
cd /d "%~dp0"
where py >nul 2>nul
if errorlevel 1 (
  echo Second Look needs Python 3.11 or newer. Get it from python.org, then double-click this again.
  pause
  exit /b 1
)
py -m workbook
if errorlevel 1 pause
