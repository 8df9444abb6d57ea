<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>words</name>
    <message>
        <source>Your files are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has arrived so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say it in other words, name the file and the columns you mean, or do it in smaller steps. A bigger model (Models) often helps too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is not on this computer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download it once; after that no internet is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file is damaged, so it was not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download it again: only the damaged part is fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one from the list of models, or name a .gguf file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model needs more memory than the computer has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine that runs the model stopped unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It starts again by itself. Please ask once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer ran out of memory while the model was working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and ask once more, or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was built for a newer processor than this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Said &amp; Done again on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, verify the model (Models).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request is too long for this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten it, or put long data into a file and choose that file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The internet could not be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection and start the download again: it goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is set to offline mode, so nothing was downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn offline mode off, or choose a model file that you have already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused to give the model away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the access token, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not have this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model, or a model file that you have already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is too busy just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a few minutes and start again: it goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection broke off several times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again: it goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was downloaded is not the model we know, so it is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again: only the wrong part is fetched. If it goes on, use another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough room on the disk: {needed} are needed, {free} are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not there (any more).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said &amp; Done may not work in “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of your own, deeper than your home folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may open it, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is too much in this folder to try things safely on a copy ({size}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller folder, or only the files you mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These files lie in places that have nothing in common.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put them into one folder and choose that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has changed since the preview.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed by us.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again to see what would happen now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is open in another program or locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it there and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another task is working in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it has ended and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what you want done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No script came of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script did not work, and mending it did not help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script took longer than {seconds} seconds and was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script wanted more memory, disk or output than allowed and was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script needs something that is not installed here ({name}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script would delete files, and you have not allowed that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list. If it is right, allow the deletion and run it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request can be understood in more than one way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the result that you meant, or say it more exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time for this request is up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer cannot lock the script in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would run with all your rights, on a copy of the folder. Read the script first, or install bubblewrap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes could not be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything was put back as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was changed after the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your newer version was kept, and nothing was undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move your newer version elsewhere and undo again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the history for the right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said &amp; Done is not completely installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the set-up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history of conversations could not be read. It was kept as “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your files and the undo store are not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new history was started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Said &amp; Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please try again. Copy the details if you want to report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script changes no files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script would {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renamed “{source}” to “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: %n file(s) are as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{votes} of {tried} scripts agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not locked in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script only sees this folder, has no internet, and works on a throw-away copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer cannot lock the script in. It would run with all your rights, on a copy of the folder. Read it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here is the answer. No file was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The script ran, but printed nothing and changed no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{several} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
