<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>words</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone: %n change(s) taken back.</source>
        <translation>
            <numerusform>Undone: %n change taken back.</numerusform>
            <numerusform>Undone: %n changes taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>create %n file(s)</source>
        <translation>
            <numerusform>create %n file</numerusform>
            <numerusform>create %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n file(s)</source>
        <translation>
            <numerusform>change %n file</numerusform>
            <numerusform>change %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rename %n file(s)</source>
        <translation>
            <numerusform>rename %n file</numerusform>
            <numerusform>rename %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delete %n file(s)</source>
        <translation>
            <numerusform>delete %n file</numerusform>
            <numerusform>delete %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n folder(s)</source>
        <translation>
            <numerusform>change %n folder</numerusform>
            <numerusform>change %n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Created %n file(s).</source>
        <translation>
            <numerusform>Created %n file.</numerusform>
            <numerusform>Created %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed %n file(s).</source>
        <translation>
            <numerusform>Changed %n file.</numerusform>
            <numerusform>Changed %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Renamed %n file(s).</source>
        <translation>
            <numerusform>Renamed %n file.</numerusform>
            <numerusform>Renamed %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n file(s).</source>
        <translation>
            <numerusform>Deleted %n file.</numerusform>
            <numerusform>Deleted %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed %n folder(s).</source>
        <translation>
            <numerusform>Changed %n folder.</numerusform>
            <numerusform>Changed %n folders.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
</context>
</TS>
