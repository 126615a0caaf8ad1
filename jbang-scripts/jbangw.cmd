@echo off
rem Runs the lessons and tools of this project, on a machine that may have neither a JDK nor JBang.
rem
rem   jbangw               lists what there is
rem   jbangw ALIAS ARGS    runs an alias of jbang-catalog.json, from whichever folder it is called
rem   jbangw ANYTHING      goes to JBang as it is
rem
rem A JDK is looked for in JAVA_HOME, on the PATH and in the usual places; failing that, JBang fetches
rem one. JBang is the one on the PATH if it is recent enough, else the pinned one: from the local
rem Maven repository, by way of mvn, or from JBang's own release page, and only if its SHA-256 is the
rem pinned one. It is kept under JBANG_DIR (default %USERPROFILE%\.jbang). Its sibling for Linux and
rem macOS is jbangw; the versions and digests of the two are the same.

setlocal EnableExtensions DisableDelayedExpansion

set "java_min=25"
set "jbang_version=0.132.1"
set "jbang_min=0.127.18"
set "jbang_coordinates=dev.jbang:jbang-cli:%jbang_version%:jar:all"
set "jbang_jar_sha256=f977075849cff866f45b27997f5671ab8a336a5dd3cf9e702b3479128338f3a7"
set "jbang_releases=https://github.com/jbangdev/jbang/releases/download"
set "jbang_zip_url=%jbang_releases%/v%jbang_version%/jbang-%jbang_version%.zip"
set "jbang_zip_sha256=93baab61cd5805f4fc9496527b2842af9ae45a5281e67b50d185ca76ec4fe85c"
set "mvn_copy=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"

set "catalog=%~dp0jbang-catalog.json"
for %%H in ("%~dp0..") do set "CONCURRENCY_HOME=%%~fH"
set "JBANG_NO_VERSION_CHECK=true"

if "%~1"=="" goto usage

if not defined JBANG_DIR (set "jbang_home=%USERPROFILE%\.jbang") else (set "jbang_home=%JBANG_DIR%")
if not defined JBANG_CACHE_DIR (set "cache=%jbang_home%\cache") else (set "cache=%JBANG_CACHE_DIR%")
set "store=%cache%\jbangw"
set "kept=%store%\%jbang_version%"
set "jar=%kept%\jbang.jar"

rem An alias goes with its catalog: by its name alone JBang would take a file or folder of that name for
rem it, such as notebooks\ in the root. What follows the alias stays as it was typed, commas included,
rem which is why the first word is cut off the line instead of being shifted out.
set words=%*
set "prefix="
for /f "usebackq tokens=1,2 delims=:{} " %%A in ("%catalog%") do (
    if "%%~A %%~B"=="%~1 script-ref" set prefix=run "%~1@%catalog%"
)
if defined prefix call set words=%%words:*%1=%%

call :find_jdk
if not defined jdk (
    set "JAVA_HOME="
    set "JBANG_DEFAULT_JAVA_VERSION=%java_min%"
    if defined prefix >&2 echo jbangw: found no JDK %java_min% or later in JAVA_HOME, on the PATH or in the usual places, so JBang fetches one; without a network, install one from https://adoptium.net.
) else (
    set "JAVA_HOME=%jdk%"
)

call :find_path_jbang
rem Without call, JBang's own launcher takes over for good, exit code included.
if defined path_jbang "%path_jbang%" %prefix% %words%

if not defined java if not exist "%kept%\jbang.cmd" call :fetch release
if not defined java if not exist "%kept%\jbang.cmd" exit /b 1
if not exist "%jar%" call :fetch any
if not exist "%jar%" exit /b 1
if not defined java "%kept%\jbang.cmd" %prefix% %words%

rem JBang prints the command to run and ends with 255, or does all itself. UTF-8 all the way: the
rem command may name folders with any letters, and the lessons print more than ASCII.
set "codepage="
for /f "tokens=2 delims=:." %%P in ('chcp') do set /a "codepage=%%P" 2>nul
chcp 65001 >nul 2>nul
set "answer=%TEMP%\jbangw-%RANDOM%-%RANDOM%.txt"
set "JBANG_RUNTIME_SHELL=cmd"
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dstdout.encoding=UTF-8 %JBANG_JAVA_OPTIONS% -jar "%jar%" %prefix% %words% >"%answer%"
set "status=%ERRORLEVEL%"
if "%status%"=="255" goto become
type "%answer%"
del /q "%answer%" >nul 2>nul
goto done

:become
set "command="
for /f "usebackq delims=" %%C in ("%answer%") do if not defined command set "command=%%C"
del /q "%answer%" >nul 2>nul
%command%
set "status=%ERRORLEVEL%"

:done
if defined codepage chcp %codepage% >nul 2>nul
exit /b %status%

rem --- The catalog --------------------------------------------------------------------------------

:usage
echo Usage: jbangw COMMAND [OPTION...]
echo.
for /f "usebackq tokens=1,2,* delims=:{} " %%A in ("%catalog%") do (
    set "alias=%%~A"
    set "rest=%%C"
    if "%%~B"=="script-ref" call :print_alias
)
echo.
echo Every command takes --help. Anything else goes to JBang as it is.
exit /b 0

rem Prints the alias and its description, which is in the rest of its line of the catalog.
:print_alias
set "name=%alias%                "
set "text=%rest:"=%"
set "text=%text:*description: =%"
set "text=%text: },=%"
set "text=%text: }=%"
echo   %name:~0,16% %text%
exit /b 0

rem --- The JDK ------------------------------------------------------------------------------------

rem Sets jdk to a JDK that is recent enough, or to nothing; and java to a java that can start JBang.
:find_jdk
set "jdk="
set "jdk_feature=0"
set "old_java="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "old_java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if defined jdk goto found_jdk
for %%J in (java.exe) do set "path_java=%%~$PATH:J"
if defined path_java for %%H in ("%path_java%\..\..") do call :consider "%%~fH"
if defined path_java set "old_java=%path_java%"
if defined jdk goto found_jdk
for %%J in (javac.exe) do set "path_javac=%%~$PATH:J"
if defined path_javac for %%H in ("%path_javac%\..\..") do call :consider "%%~fH"
if defined jdk goto found_jdk
for /d %%D in (
    "%cache%\jdks\*" "%jbang_home%\currentjd?" "%USERPROFILE%\.jdks\*"
    "%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*"
    "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*"
    "%ProgramFiles%\OpenJDK\*" "%ProgramFiles%\Semeru\*" "%ProgramFiles%\RedHat\*"
    "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%LOCALAPPDATA%\Programs\Microsoft\jdk*"
    "%USERPROFILE%\.sdkman\candidates\java\*"
) do call :consider "%%~D"
for /d %%D in ("%USERPROFILE%\scoop\apps\*jdk*" "%ProgramData%\scoop\apps\*jdk*") do (
    call :consider "%%~D\current"
)
if defined CONDA_PREFIX call :consider "%CONDA_PREFIX%\Library\lib\jvm"
if defined CONDA_PREFIX call :consider "%CONDA_PREFIX%\Library"
:found_jdk
if defined jdk (set "java=%jdk%\bin\java.exe") else (set "java=%old_java%")
exit /b 0

rem Takes the JDK in folder %1 if it is recent enough, and newer than the one taken before.
:consider
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "feature=0"
for /f "usebackq tokens=1,2 delims==" %%K in ("%~1\release") do (
    if "%%K"=="JAVA_VERSION" call :feature_of "%%~L"
)
if %feature% geq %java_min% if %feature% gtr %jdk_feature% (
    set "jdk=%~1"
    set "jdk_feature=%feature%"
)
if not defined old_java set "old_java=%~1\bin\java.exe"
exit /b 0

rem Sets feature to the feature release of a version such as 25.0.1 or 1.8.0_402.
:feature_of
for /f "tokens=1,2 delims=.-+_" %%M in ("%~1") do (
    if "%%M"=="1" (set "feature=%%N") else (set "feature=%%M")
)
exit /b 0

rem --- JBang --------------------------------------------------------------------------------------

rem Sets path_jbang to the JBang on the PATH if it is recent enough. Its version is asked for once,
rem and again only when its files have changed.
:find_path_jbang
set "path_jbang="
for %%J in (jbang.cmd) do set "found=%%~$PATH:J"
if not defined found exit /b 0
for %%J in ("%found%\..\jbang.jar") do set "stamp=%%~fJ %%~zJ %%~tJ"
if not exist "%found%\..\jbang.jar" exit /b 0
set "known="
set "known_stamp="
if exist "%store%\path-jbang.txt" (
    for /f "usebackq tokens=1,* delims=|" %%K in ("%store%\path-jbang.txt") do (
        set "known=%%K"
        set "known_stamp=%%L"
    )
)
if defined known_stamp if %known_stamp%=="%stamp%" goto known_jbang
set "known="
for /f "usebackq delims=" %%V in (`cmd /d /c ""%found%" version"`) do set "known=%%V"
if not exist "%store%" mkdir "%store%" 2>nul
if defined known >"%store%\path-jbang.txt" echo %known%^|"%stamp%"
:known_jbang
call :number_of mine "%known%"
call :number_of least "%jbang_min%"
if %mine% geq %least% set "path_jbang=%found%"
exit /b 0

rem Sets variable %1 to a number by which versions such as %2 compare.
:number_of
set "%~1=0"
for /f "tokens=1-3 delims=." %%A in ("%~2") do set /a "%~1=%%A*1000000+%%B*1000+%%C" 2>nul
exit /b 0

rem Fetches the pinned JBang: %1 is any, or release where JBang's own launcher is needed too. The jar
rem comes into its place by a rename, last of all.
:fetch
set "work=%store%\fetching-%RANDOM%-%RANDOM%"
mkdir "%kept%" 2>nul
mkdir "%work%" 2>nul
if not exist "%work%\" (
    >&2 echo jbangw: cannot write to "%store%": set JBANG_DIR to a folder that you may write to.
    exit /b 1
)
set "verified="
call :fetch_into_work %1
if not defined verified goto fetch_end
for %%F in (jbang.cmd jbang.ps1) do (
    if exist "%work%\%%F" move /y "%work%\%%F" "%kept%\%%F" >nul
)
move /y "%work%\jbang.jar" "%jar%" >nul
:fetch_end
rmdir /s /q "%work%" 2>nul
exit /b 0

rem Leaves what was fetched in the folder work, and sets verified if its digest is the pinned one.
:fetch_into_work
if "%~1"=="release" goto fetch_release
set "repository=%JBANG_REPO%"
if not defined repository set "repository=%USERPROFILE%\.m2\repository"
set "file=%repository%\dev\jbang\jbang-cli\%jbang_version%\jbang-cli-%jbang_version%-all.jar"
if not exist "%file%" goto fetch_maven
copy /y "%file%" "%work%\jbang.jar" >nul
if not exist "%work%\jbang.jar" goto fetch_maven
call :verify "%work%\jbang.jar" %jbang_jar_sha256% "%file%"
exit /b 0

:fetch_maven
set "mvn="
for %%M in (mvn.cmd) do set "mvn=%%~$PATH:M"
if not defined mvn goto fetch_release
>&2 echo jbangw: fetching JBang %jbang_version% by way of mvn
set "local_repository="
if defined JBANG_REPO set local_repository="-Dmaven.repo.local=%JBANG_REPO%"
mkdir "%work%\maven"
pushd "%work%\maven"
call "%mvn%" -q -B %mvn_copy% "-Dartifact=%jbang_coordinates%" "-DoutputDirectory=%work%\maven" -Dmdep.stripVersion=true %local_repository% >"%work%\mvn.log" 2>&1 <nul
popd
for %%F in ("%work%\maven\*.jar") do move /y "%%~F" "%work%\jbang.jar" >nul
if exist "%work%\jbang.jar" call :verify "%work%\jbang.jar" %jbang_jar_sha256% "%mvn%"
if exist "%work%\jbang.jar" exit /b 0
set "reason="
for /f "usebackq delims=" %%R in (`findstr /c:ERROR "%work%\mvn.log"`) do (
    if not defined reason set "reason=%%R"
)
setlocal EnableDelayedExpansion
>&2 echo jbangw: mvn could not: !reason!
endlocal

:fetch_release
>&2 echo jbangw: fetching JBang %jbang_version% from %jbang_zip_url%
powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12; Invoke-WebRequest -UseBasicParsing -Uri $env:jbang_zip_url -OutFile (Join-Path $env:work 'jbang.zip')" >nul 2>nul
if not exist "%work%\jbang.zip" (
    >&2 echo jbangw: could not fetch JBang: check the network, or put jbang %jbang_min% or later on the PATH.
    exit /b 1
)
call :verify "%work%\jbang.zip" %jbang_zip_sha256% "%jbang_zip_url%"
if not defined verified exit /b 1
powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; Expand-Archive -LiteralPath (Join-Path $env:work 'jbang.zip') -DestinationPath (Join-Path $env:work 'zip')" >nul 2>nul
for %%F in (jbang.jar jbang.cmd jbang.ps1) do (
    move /y "%work%\zip\jbang-%jbang_version%\bin\%%F" "%work%\%%F" >nul 2>nul
)
if exist "%work%\jbang.jar" exit /b 0
set "verified="
>&2 echo jbangw: could not unpack JBang into "%work%": free some space and run this again.
exit /b 1

rem Sets verified if file %1 has the SHA-256 %2, and else refuses it; %3 says where it came from.
:verify
set "sum="
for /f "usebackq skip=1 delims=" %%S in (`certutil -hashfile "%~1" SHA256`) do (
    if not defined sum set "sum=%%S"
)
if defined sum set "sum=%sum: =%"
if /i "%sum%"=="%~2" set "verified=yes"
if defined verified exit /b 0
>&2 echo jbangw: refused JBang from %~3, and ran nothing: its SHA-256 is %sum%, not %~2. Delete it there.
exit /b 1
