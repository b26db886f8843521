@echo off
rem The door to First Byte on Windows: finds or installs what the build needs, builds the
rem program kit (tests\grader\) if it is out of date, and starts it. Everything else is in
rem that program. On Linux, macOS and the BSDs the door is ./kit.
rem Written without a Windows machine at hand: not run there yet.
setlocal EnableExtensions DisableDelayedExpansion
set "KIT_CMD=%~f0"
set "here=%~dp0"
rem The folder is where this file is, not where a link to it is.
if not exist "%here%lessons\" for /f "usebackq delims=" %%p in (`powershell -NoProfile -Command "$f=Get-Item -LiteralPath $env:KIT_CMD; while ($f.LinkType -eq 'SymbolicLink') { $t=@($f.Target)[0]; if (-not [IO.Path]::IsPathRooted($t)) { $t=Join-Path $f.DirectoryName $t }; $f=Get-Item -LiteralPath $t }; $f.DirectoryName"`) do set "here=%%p"
cd /d "%here%"
set "FIRST_BYTE_ROOT=%CD%"
set "built=build\student\bin\kit.exe"
set "stamp=build\student\kit.stamp"
set "log=build\student\kit.log"

rem --yes as the first word, for any command: install without asking.
if /i not "%~1"=="--yes" goto without_yes
set "FIRST_BYTE_YES=1"
set "words=%*"
call "%~f0" %words:*--yes=%
exit /b %errorlevel%
:without_yes
set "may_install=1"
for %%a in (%*) do (
  if /i "%%~a"=="--yes" set "FIRST_BYTE_YES=1"
  if /i "%%~a"=="--no-install" set "may_install="
)

if not exist "lessons\" goto not_the_kit
if not exist "platform\" goto not_the_kit
if not exist "CMakePresets.json" goto not_the_kit

call :find_compiler
call :is_up_to_date
if not errorlevel 1 goto start
rem What CMake takes for something else in a path. Windows itself has no " \ | < > * ? in one.
powershell -NoProfile -Command "if ($env:FIRST_BYTE_ROOT -match '[\[\]#;$]') { exit 1 } elseif ($env:FIRST_BYTE_ROOT.Length -gt 120) { exit 2 } else { exit 0 }"
if %errorlevel%==1 goto odd_folder
if %errorlevel%==2 goto long_folder

set "lacking="
if not defined compiler set "lacking=a C++ compiler"
where cmake >nul 2>&1 || set "lacking=%lacking% CMake"
where ninja >nul 2>&1 || set "lacking=%lacking% Ninja"
if defined lacking call :install || exit /b 1

call :build || exit /b 3

:start
"%built%" %*
exit /b %errorlevel%

:not_the_kit
echo This folder is not First Byte any more: lessons, platform or CMakePresets.json is 1>&2
echo missing. Clone it again. 1>&2
exit /b 2

rem Written without %CD%: a parenthesis or an ampersand in it would end the command.
:odd_folder
cd 1>&2
echo The build tools cannot work in a path with one of  # ; $ [ ]  in it. Move First Byte 1>&2
echo to a folder without them. 1>&2
exit /b 1

:long_folder
cd 1>&2
echo This path is too long: with what is built in it, it is over the 260 characters that 1>&2
echo Windows lets compilers use. Move First Byte to a shorter one, such as C:\first-byte. 1>&2
exit /b 1

rem --- Is kit.exe newer than every file that it is built of?
:is_up_to_date
if not exist "%built%" exit /b 1
if not exist "%stamp%" exit /b 1
findstr /b /i /c:"CMAKE_HOME_DIRECTORY:INTERNAL=%CD:\=/%" build\student\CMakeCache.txt >nul 2>&1
if errorlevel 1 exit /b 1
rem The newest file comes first. xcopy /d /l lists what is newer than its copy and copies
rem nothing, but it compares names; so PowerShell, which every Windows since 7 has, looks.
powershell -NoProfile -Command ^
  "$t=(Get-Item '%stamp%').LastWriteTimeUtc; $n=@(Get-Item 'CMakeLists.txt')+@(Get-ChildItem -Recurse -File 'tests\grader','platform') | Where-Object { $_.LastWriteTimeUtc -gt $t -and $_.FullName -notlike '*\tests\grader\tests\*' } | Select-Object -First 1; if ($n) { exit 1 } else { exit 0 }"
exit /b %errorlevel%

rem --- A compiler: one that is in PATH, or Visual Studio's, wherever that is.
:find_compiler
set "compiler="
for %%c in (cl.exe c++.exe g++.exe clang++.exe) do if not defined compiler where %%c >nul 2>&1 && set "compiler=%%c"
if defined compiler exit /b 0
set "vswhere=%ProgramFiles(x86)%\Microsoft Visual Studio\Installer\vswhere.exe"
if not exist "%vswhere%" exit /b 0
set "vs="
for /f "usebackq delims=" %%p in (`"%vswhere%" -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath`) do set "vs=%%p"
if not defined vs exit /b 0
call "%vs%\VC\Auxiliary\Build\vcvars64.bat" >nul 2>&1 && set "compiler=cl.exe"
exit /b 0

rem --- What is missing, from winget.
:install
echo First Byte needs: %lacking%. Your lessons and their tests are built with it. 1>&2
where winget >nul 2>&1 || goto no_winget
if not defined may_install goto no_winget
if defined FIRST_BYTE_YES goto agreed
rem Without a terminal there is no answer, and no answer is a yes.
set "answer="
set /p "answer=Install it now, with winget? [Y/n] "
if /i "%answer:~0,1%"=="n" goto no_winget
:agreed
if not defined compiler (
  echo Installing: winget install BrechtSanders.WinLibs.POSIX.UCRT 1>&2
  winget install --silent --accept-package-agreements --accept-source-agreements BrechtSanders.WinLibs.POSIX.UCRT || goto failed
)
where cmake >nul 2>&1 || (
  echo Installing: winget install Kitware.CMake 1>&2
  winget install --silent --accept-package-agreements --accept-source-agreements Kitware.CMake || goto failed
)
where ninja >nul 2>&1 || (
  echo Installing: winget install Ninja-build.Ninja 1>&2
  winget install --silent --accept-package-agreements --accept-source-agreements Ninja-build.Ninja || goto failed
)
rem What winget adds to PATH reaches only new windows.
echo Installed. Open a new window, so that PATH knows it, and call kit again. 1>&2
exit /b 1

:failed
echo The installation failed. 1>&2
:no_winget
echo Install them from these pages, then open a new window and call kit again: 1>&2
echo   a compiler   https://visualstudio.microsoft.com/downloads/ (Build Tools, C++) 1>&2
echo   CMake        https://cmake.org/download/ 1>&2
echo   Ninja        https://ninja-build.org/ 1>&2
exit /b 1

rem --- The program itself. GoogleTest comes with the build (CMake fetches it by hash).
rem tests\support\build_kit.cmake does it, for both doors: its last word is "-- built".
:build
if not exist build\student mkdir build\student 2>nul
if not exist build\student (
  echo Nothing can be written to the folder build: it is read-only, or the disk is full. 1>&2
  exit /b 3
)
set "done="
for /f "usebackq delims=" %%r in (`cmake -P tests/support/build_kit.cmake`) do if "%%r"=="-- built" set "done=1"
if defined done exit /b 0
if exist "%log%" type "%log%" 1>&2
if exist "%log%" findstr /c:"still dirty after 100 tries" "%log%" >nul && (
  echo The clock of this machine is behind: files that the build needs are newer than now. 1>&2
  echo Set the clock, and call kit again. 1>&2
)
echo kit could not be built. All of it is in %log% 1>&2
exit /b 3
