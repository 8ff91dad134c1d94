@echo off
rem Everything for working on this checkout on Windows: dev run, dev test; see dev help.
setlocal
set "top=%~dp0"
set "venv=%top%.venv"
set "py=%venv%\Scripts\python.exe"
set "lock=%top%requirements\dev.lock"
set "command=%~1"
set "PYTHONUTF8=1"

rem Everything after the command goes along as it was typed.
set "rest="
:collect
shift /1
if "%~1"=="" goto collected
set rest=%rest% %1
goto collect
:collected

if "%command%"=="" goto usage
if "%command%"=="help" goto usage
for %%c in (run test lint format pictures manual golden rules fuzz bench soak build) do if "%command%"=="%%c" goto known
echo dev: unknown: %command% 1>&2
call :usage
exit /b 1
:known
if "%command%"=="build" goto build
call :environment
if errorlevel 1 exit /b 1
goto %command%

:run
"%py%" -m jifen_desktop%rest%
exit /b %errorlevel%

:test
cd /d "%top%"
if defined rest goto pytest
call :checks
call :check -m pytest -n 2 --dist worksteal -q -rs
goto verdict

:lint
cd /d "%top%"
call :checks
goto verdict

:format
cd /d "%top%"
"%py%" -m ruff check --fix-only .
"%py%" -m ruff format .
exit /b %errorlevel%

:pictures
cd /d "%top%"
"%py%" -m tests.pictures%rest%
exit /b %errorlevel%

:manual
cd /d "%top%"
"%py%" -m tests.manual%rest%
exit /b %errorlevel%

:golden
cd /d "%top%"
"%py%" -m tests.golden%rest%
exit /b %errorlevel%

:rules
cd /d "%top%"
"%py%" -m tests.rules_pages%rest%
exit /b %errorlevel%

:soak
cd /d "%top%"
"%py%" -m tests.soak%rest%
exit /b %errorlevel%

:fuzz
cd /d "%top%"
"%py%" -m tests.fuzz%rest%
exit /b %errorlevel%

:bench
cd /d "%top%"
"%py%" -m benchmarks%rest%
exit /b %errorlevel%

:build
rem The environment that is frozen: what is shipped, what freezes it, and nothing else.
set "venv=%top%build\freeze\venv"
set "py=%venv%\Scripts\python.exe"
set "lock=%top%requirements\build.lock"
call :environment
if errorlevel 1 exit /b 1
cd /d "%top%"
"%py%" packaging\freeze.py%rest%
exit /b %errorlevel%

:verdict
if defined failed (
    echo dev: not passed:%failed% 1>&2
    exit /b 1
)
echo All checks passed.
exit /b 0

:pytest
"%py%" -m pytest%rest%
exit /b %errorlevel%

:checks
set "failed="
call :check -m ruff check .
call :check -m ruff format --check .
call :check -m mypy
call :check -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
call :check -m jifen_desktop.rulebook
exit /b 0

:check
echo == %*
"%py%" %*
if errorlevel 1 set failed=%failed% [%*]
exit /b 0

:environment
if not exist "%venv%" mkdir "%venv%"
rem The lock and pyproject.toml themselves are the stamp.
type "%lock%" "%top%pyproject.toml" >"%venv%\wanted" 2>nul
if not exist "%venv%\stamp" goto install
fc /b "%venv%\wanted" "%venv%\stamp" >nul 2>&1
if not errorlevel 1 exit /b 0
:install
if exist "%py%" goto installer
call :find_python
if not defined base (
    echo dev: Python 3.11 or newer is needed: https://www.python.org 1>&2
    exit /b 1
)
echo dev: making %venv% 1>&2
%base% -m venv "%venv%"
if errorlevel 1 exit /b 1
:installer
echo dev: installing the locked dependencies 1>&2
set pip="%py%" -m pip install --quiet --disable-pip-version-check
%pip% --require-hashes -r "%lock%"
if errorlevel 1 exit /b 1
rem What is frozen is the wheel, which freeze.py installs.
if "%command%"=="build" goto stamp
%pip% --no-deps --no-build-isolation --editable "%top%."
if errorlevel 1 exit /b 1
:stamp
copy /b /y "%venv%\wanted" "%venv%\stamp" >nul
exit /b 0

:find_python
set "base="
for %%p in ("python3" "python" "py -3") do call :try_python %%~p
exit /b 0

:try_python
%* -c "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if not errorlevel 1 set "base=%*"
exit /b 0

:usage
echo dev run [arguments]     start the program
echo dev test [arguments]    every check and all tests; with arguments: pytest alone, with them
echo dev lint                the checks alone: style, types, imports, rulebook
echo dev format              put the style right
echo dev pictures [DIR]      write the program's pages as PNG
echo dev fuzz [--files N]    take many broken files in and see that none does harm
echo dev bench [NAME]        measure against other programs; writes benchmarks/RESULTS.md
echo dev build               make what is given to users, in dist
echo dev soak [PART]         kill, fail and damage the library everywhere; takes an hour
echo dev manual [--text]     write the manual's pictures and its one document; --text: the document alone
echo dev golden              write the table of expected plans again
echo dev rules               write docs/rules/ again: the rulebook as pages for people
exit /b 0
