<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ChangeList</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n renamed or moved</source>
        <translation>
            <numerusform>%n renamed or moved</numerusform>
            <numerusform>%n renamed or moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deleted</source>
        <translation>
            <numerusform>%n deleted</numerusform>
            <numerusform>%n deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n folder</numerusform>
            <numerusform>%n folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeletesBox</name>
    <message numerus="yes">
        <source>%n file(s) would be deleted</source>
        <translation>
            <numerusform>%n file would be deleted</numerusform>
            <numerusform>%n files would be deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also delete these %n file(s)</source>
        <translation>
            <numerusform>Also delete this file</numerusform>
            <numerusform>Also delete these %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) would be deleted</source>
        <translation>
            <numerusform>%n folder would be deleted</numerusform>
            <numerusform>%n folders would be deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also delete these %n folder(s)</source>
        <translation>
            <numerusform>Also delete this folder</numerusform>
            <numerusform>Also delete these %n folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Skipped</name>
    <message numerus="yes">
        <source>%n item(s) of the result cannot be taken over:</source>
        <translation>
            <numerusform>%n item of the result cannot be taken over:</numerusform>
            <numerusform>%n items of the result cannot be taken over:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TablePage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextPage</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
</TS>
