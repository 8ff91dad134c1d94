; The installer for Windows 10 and 11 (x64): for one user, without administrator's rights. Made by installer.py.
;
; Run so far: made by makensis 3.08 on Debian; installed, upgraded, moved to another folder, refused while the program
; runs and uninstalled, silently, under Wine 8; its pages were seen there, with boxes for Chinese letters. SmartScreen,
; antivirus programs and the Start menu of a real Windows have not been seen. It is not signed here.
;
; Given by /D: PROGRAM CONSOLE TITLE VERSION VERSION_NUMBERS SOURCE (the frozen folder) ICON SIDE (a picture) OUTPUT
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
AllowSkipFiles off ; a program with a file left out would not start
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PROGRAM}"
!define MENU_ENTRY "$SMPROGRAMS\${TITLE}.lnk"
!define DESKTOP_ENTRY "$DESKTOP\${TITLE}.lnk"
; Where the program keeps what the user enters; src/jifen_desktop/library/place.py.
!define LIBRARY "$LOCALAPPDATA\${PROGRAM}"

Name "${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${PROGRAM}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "AGPL-3.0-or-later"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开${TITLE}"
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_TEXT "在桌面上放快捷方式"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION PutOnDesktop
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Windows lets nobody write into a program that runs, and its worker processes are the same program.
!macro UNTIL_CLOSED UN
Function ${UN}UntilClosed
    ${Do}
        ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}.exe"
            ${Break}
        ${EndIf}
        Push $0
        ClearErrors
        FileOpen $0 "$INSTDIR\${PROGRAM}.exe" a
        ${IfNot} ${Errors}
            FileClose $0
            ClearErrors
            FileOpen $0 "$INSTDIR\${CONSOLE}.exe" a
            ${IfNot} ${Errors}
                FileClose $0
                Pop $0
                ${Break}
            ${EndIf}
        ${EndIf}
        Pop $0
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION \
            "${TITLE}正在运行，文件不能替换。$\n$\n请先关闭它的窗口，再点“重试”。填写的内容都已保存。" \
            /SD IDCANCEL IDRETRY again
        SetErrorLevel 2
        Quit
        again:
    ${Loop}
FunctionEnd
!macroend
!insertmacro UNTIL_CLOSED ""
!insertmacro UNTIL_CLOSED "un."

; Only what an installer of ours put there: the folder may be one that the user chose and has other files in.
!macro REMOVE_PROGRAM
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\${PROGRAM}.exe"
    Delete "$INSTDIR\${CONSOLE}.exe"
    Delete "$INSTDIR\LICENSE.txt"
    Delete "$INSTDIR\THIRD-PARTY-NOTICES.txt"
!macroend

; With its folder, if nothing else lies there.
!macro REMOVE_ALL
    !insertmacro REMOVE_PROGRAM
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
!macroend

; An older one in another folder than the user chose now would lie there with no way to uninstall it.
Function RemoveFromElsewhere
    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $0 == ""
    ${OrIf} $0 == $INSTDIR
    ${OrIfNot} ${FileExists} "$0\${PROGRAM}.exe"
        Return
    ${EndIf}
    Push $INSTDIR
    StrCpy $INSTDIR $0
    Call UntilClosed
    !insertmacro REMOVE_ALL
    Pop $INSTDIR
FunctionEnd

Function .onInit
    ${IfNot} ${RunningX64}
    ${OrIfNot} ${AtLeastWin10}
        MessageBox MB_OK|MB_ICONSTOP "${TITLE}需要 64 位的 Windows 10 或更新的 Windows，这台电脑上不能安装。" /SD IDOK
        SetErrorLevel 3
        Quit
    ${EndIf}
FunctionEnd

Section
    Call UntilClosed
    Call RemoveFromElsewhere
    ${If} ${FileExists} "$INSTDIR\${PROGRAM}.exe"
        !insertmacro REMOVE_PROGRAM
    ${EndIf}
    SetOutPath "$INSTDIR"
    File /r "${SOURCE}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "${MENU_ENTRY}" "$INSTDIR\${PROGRAM}.exe"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}.exe"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    IntFmt $0 "0x%08X" $0
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" "$0"
SectionEnd

Function PutOnDesktop
    SetOutPath "$INSTDIR"
    CreateShortcut "${DESKTOP_ENTRY}" "$INSTDIR\${PROGRAM}.exe"
FunctionEnd

Section "Uninstall"
    Call un.UntilClosed
    !insertmacro REMOVE_ALL
    Delete "${MENU_ENTRY}"
    Delete "${DESKTOP_ENTRY}"
    DeleteRegKey HKCU "${UNINSTALL_KEY}"
    ${If} ${FileExists} "${LIBRARY}\*.*"
        MessageBox MB_OK|MB_ICONINFORMATION \
            "程序已卸载。填写的内容和添加的证件没有删除，仍在：$\n$\n${LIBRARY}$\n$\n不再需要时，可以自己删除这个文件夹。" /SD IDOK
    ${EndIf}
SectionEnd
