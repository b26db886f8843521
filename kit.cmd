@echo off
rem The door to First Byte on Windows: finds or installs what the build needs, builds the
rem program kit (tests\grader\) if it is out of date, and starts it. Everything else is in
rem that program. On Linux, macOS and the BSDs the door is ./kit.
rem Written without a Windows machine at hand: not run there yet.
setlocal EnableExtensions
cd /d "%~dp0"
set "FIRST_BYTE_ROOT=%CD%"
set "built=build\student\bin\kit.exe"
set "stamp=build\student\kit.stamp"

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

set "lacking="
if not defined compiler set "lacking=a C++ compiler"
where cmake >nul 2>&1 || set "lacking=%lacking% CMake"
where ninja >nul 2>&1 || set "lacking=%lacking% Ninja"
if defined lacking call :install || exit /b 1

call :build || exit /b 1

:start
"%built%" %*
exit /b %errorlevel%

:not_the_kit
echo This folder is not First Byte any more: lessons, platform or CMakePresets.json is 1>&2
echo missing. Clone it again. 1>&2
exit /b 2

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
:build
if exist build\student\CMakeCache.txt (
  findstr /b /i /c:"CMAKE_HOME_DIRECTORY:INTERNAL=%CD:\=/%" build\student\CMakeCache.txt >nul 2>&1 || rmdir /s /q build\student
)
if not exist build\student mkdir build\student
set "log=build\student\kit.log"
rem Before the build: what changes during it is newer.
type nul > "%stamp%.new"
if exist "%built%" (
  echo Building kit again, since its sources have changed ... 1>&2
) else (
  echo Building kit ^(once; it takes a minute or two^) ... 1>&2
)
if not exist build\student\build.ninja (
  cmake --preset student > "%log%" 2>&1 || goto build_failed
)
cmake --build build\student --target kit > "%log%" 2>&1 || goto build_failed
move /y "%stamp%.new" "%stamp%" >nul
exit /b 0

:build_failed
type "%log%" 1>&2
echo kit could not be built. All of it is in %log% 1>&2
exit /b 1
