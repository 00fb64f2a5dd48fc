Attribute VB_Name = "XlpyRibbon"
Option Explicit

Private shown As IRibbonUI
Private events As XlpyEvents
Private kept As Object

Public Sub XlpyLoad(ribbon As IRibbonUI)
    Set shown = ribbon
    XlpyListen
End Sub

Public Sub XlpyListen()
    On Error Resume Next
    If Not events Is Nothing Then Exit Sub
    Set events = New XlpyEvents
    Set events.Host = Application
End Sub

Public Sub XlpyPress(control As IRibbonControl)
    On Error GoTo Lost
    XlpyListen
    Application.StatusBar = Server.Press(control.ID, Application)
    XlpyRefresh
    Exit Sub
Lost:
    Set kept = Nothing
    MsgBox ThisWorkbook.Worksheets(1).Range("A1").Value, vbExclamation, "xlpy"
End Sub

Public Sub XlpyFits(control As IRibbonControl, ByRef enabled)
    On Error GoTo Lost
    enabled = Server.Fits(control.ID, Application)
    Exit Sub
Lost:
    Set kept = Nothing
    enabled = True
End Sub

Public Sub XlpyState(control As IRibbonControl, ByRef label)
    On Error GoTo Lost
    label = Server.State(Application)
    Exit Sub
Lost:
    Set kept = Nothing
    label = "xlpy"
End Sub

Public Sub XlpyChanged(ByVal place As Range)
    Dim block As Range
    On Error GoTo Lost
    If kept Is Nothing Then Exit Sub
    For Each block In place.Areas
        kept.Changed Application, place.Worksheet.Name, block.Address
    Next block
    If Not shown Is Nothing Then shown.InvalidateControl "xlpyState"
    Exit Sub
Lost:
    Set kept = Nothing
End Sub

Public Sub XlpyRefresh()
    On Error Resume Next
    If Not shown Is Nothing Then shown.Invalidate
End Sub

Private Function Server() As Object
    If kept Is Nothing Then Set kept = CreateObject("Xlpy.Server")
    Set Server = kept
End Function
