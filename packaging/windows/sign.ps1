# Signs programs with the owner's certificate, each with a time stamp: sign.ps1 FILE…
# CERTIFICATE is the .pfx in base64, PASSWORD its password, TIMESTAMP_SERVER the address of a server of time stamps.
# Never run: there is neither a Windows nor a certificate here.
$ErrorActionPreference = 'Stop'
if (-not $args) { throw 'usage: sign.ps1 FILE…' }
$tool = Get-ChildItem 'C:\Program Files (x86)\Windows Kits\10\bin\*\x64\signtool.exe' | Select-Object -Last 1
if (-not $tool) { throw 'signtool.exe is not installed: Windows SDK' }
$file = Join-Path $env:RUNNER_TEMP 'certificate.pfx'
[IO.File]::WriteAllBytes($file, [Convert]::FromBase64String($env:CERTIFICATE))
try {
    & $tool sign /f $file /p $env:PASSWORD /fd SHA256 /tr $env:TIMESTAMP_SERVER /td SHA256 @args
    if ($LASTEXITCODE) { throw "signtool ended with $LASTEXITCODE" }
} finally {
    Remove-Item $file
}
