<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Said &amp; Done</source>
        <translation>О программе «Сказано — сделано»</translation>
    </message>
    <message>
        <source>Said &amp; Done</source>
        <translation>Сказано — сделано</translation>
    </message>
    <message>
        <source>Version {version} · Qt {qt}</source>
        <translation>Версия {version} · Qt {qt}</translation>
    </message>
    <message>
        <source>Say what you want done with your files; your own computer does it. Nothing leaves the computer, and everything can be undone.</source>
        <translation>Скажите, что сделать с вашими файлами, — и ваш компьютер это сделает. Ничего не покидает компьютер, и всё можно отменить.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Лицензия</translation>
    </message>
    <message>
        <source>Parts by others</source>
        <translation>Чужие компоненты</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Copy the answer</source>
        <translation>Скопировать ответ</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>Changing your files…</source>
        <translation>Меняю файлы…</translation>
    </message>
    <message>
        <source>Bringing everything back…</source>
        <translation>Возвращаю всё как было…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Останавливаюсь…</translation>
    </message>
    <message>
        <source>Your words can be read in two ways. Which result did you mean?</source>
        <translation>Ваши слова можно понять по-разному. Какой результат вам нужен?</translation>
    </message>
    <message>
        <source>The program was closed before the answer was there. Nothing was changed.</source>
        <translation>Программа закрылась раньше, чем появился ответ. Ничего не изменено.</translation>
    </message>
    <message>
        <source>This was not run: the program was closed. Nothing was changed.</source>
        <translation>До выполнения не дошло: программа закрылась. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Остановлено. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Not run. Nothing was changed.</source>
        <translation>Не выполнено. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Left out, because it cannot be taken over: {names}</source>
        <translation>Пропущено, потому что перенести нельзя: {names}</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Don&apos;t run</source>
        <translation>Не выполнять</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить изменения</translation>
    </message>
    <message>
        <source>Bring every file back as it was</source>
        <translation>Вернуть каждый файл в прежний вид</translation>
    </message>
    <message>
        <source>Run it anyway, on a copy</source>
        <translation>Всё равно выполнить, на копии</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Спросить ещё раз</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
    <message>
        <source>Try the same script on the files as they are now</source>
        <translation>Попробовать тот же скрипт на нынешних файлах</translation>
    </message>
    <message>
        <source>Change the words</source>
        <translation>Изменить запрос</translation>
    </message>
    <message>
        <source>Make exactly these changes (Ctrl+Enter)</source>
        <translation>Внести именно эти изменения (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Files would be deleted: tick the red box first</source>
        <translation>Будут удалены файлы: сначала поставьте галочку в красной рамке</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>You asked</source>
        <translation>Ваш запрос</translation>
    </message>
</context>
<context>
    <name>ChangeList</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>new</source>
        <translation>новый</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>изменён</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>переименован</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>удалён</translation>
    </message>
</context>
<context>
    <name>ChangesModel</name>
    <message>
        <source>the chosen folder</source>
        <translation>выбранная папка</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>перемещён</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новый</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>изменён</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>удалён</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>переименован</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n новый</numerusform>
            <numerusform>%n новых</numerusform>
            <numerusform>%n новых</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n изменён</numerusform>
            <numerusform>%n изменено</numerusform>
            <numerusform>%n изменено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n renamed or moved</source>
        <translation>
            <numerusform>%n переименован или перемещён</numerusform>
            <numerusform>%n переименовано или перемещено</numerusform>
            <numerusform>%n переименовано или перемещено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deleted</source>
        <translation>
            <numerusform>%n удалён</numerusform>
            <numerusform>%n удалено</numerusform>
            <numerusform>%n удалено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n папка</numerusform>
            <numerusform>%n папки</numerusform>
            <numerusform>%n папок</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показать в папке</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove {name}</source>
        <translation>Убрать «{name}»</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>This one</source>
        <translation>Вот этот</translation>
    </message>
</context>
<context>
    <name>CloseBox</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>CodePane</name>
    <message>
        <source>Script</source>
        <translation>Скрипт</translation>
    </message>
    <message>
        <source>The script will appear here as it is written.</source>
        <translation>Здесь появится скрипт — по мере того как он пишется.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>Copy the script</source>
        <translation>Скопировать скрипт</translation>
    </message>
    <message>
        <source>Save the script as a file…</source>
        <translation>Сохранить скрипт в файл…</translation>
    </message>
    <message>
        <source>Change the script</source>
        <translation>Изменить скрипт</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Отбросить правки</translation>
    </message>
    <message>
        <source>Go back to the script as it was written</source>
        <translation>Вернуть скрипт в первоначальном виде</translation>
    </message>
    <message>
        <source>Run edited</source>
        <translation>Проверить правки</translation>
    </message>
    <message>
        <source>Try the changed script on a copy first, and show what would happen</source>
        <translation>Сначала опробовать исправленный скрипт на копии и показать, что получится</translation>
    </message>
    <message>
        <source>Python scripts (*.py)</source>
        <translation>Скрипты Python (*.py)</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>Сохранить скрипт</translation>
    </message>
    <message>
        <source>script.py</source>
        <translation>скрипт.py</translation>
    </message>
    <message>
        <source>“{name}” could not be saved there. Choose another folder.</source>
        <translation>Не удалось сохранить там «{name}». Выберите другую папку.</translation>
    </message>
    <message>
        <source>You changed this script. It has not run yet.</source>
        <translation>Вы изменили скрипт. Он ещё не выполнялся.</translation>
    </message>
    <message>
        <source>You can change the script now.</source>
        <translation>Теперь скрипт можно править.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>New conversation</source>
        <translation>Новый разговор</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Разговоры</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Выбрать папку…</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Выбрать файлы…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Undo the last changes</source>
        <translation>Отменить последние изменения</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Модели…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Настройки…</translation>
    </message>
    <message>
        <source>Help and keys</source>
        <translation>Справка и клавиши</translation>
    </message>
    <message>
        <source>About Said &amp;&amp; Done</source>
        <translation>О программе</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
</context>
<context>
    <name>ConversationsPopover</name>
    <message>
        <source>Conversations</source>
        <translation>Разговоры</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>Разговоров пока нет</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>Переименовать (F2)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>Удалить (Del)</translation>
    </message>
</context>
<context>
    <name>DeletesBox</name>
    <message numerus="yes">
        <source>%n file(s) would be deleted</source>
        <translation>
            <numerusform>Будет удалён %n файл</numerusform>
            <numerusform>Будут удалены %n файла</numerusform>
            <numerusform>Будет удалено %n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also delete these %n file(s)</source>
        <translation>
            <numerusform>Удалить также %n файл</numerusform>
            <numerusform>Удалить также %n файла</numerusform>
            <numerusform>Удалить также %n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) would be deleted</source>
        <translation>
            <numerusform>Будет удалена %n папка</numerusform>
            <numerusform>Будут удалены %n папки</numerusform>
            <numerusform>Будет удалено %n папок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also delete these %n folder(s)</source>
        <translation>
            <numerusform>Удалить также %n папку</numerusform>
            <numerusform>Удалить также %n папки</numerusform>
            <numerusform>Удалить также %n папок</numerusform>
        </translation>
    </message>
    <message>
        <source>They can be brought back with Undo.</source>
        <translation>Их можно вернуть кнопкой «Отменить изменения».</translation>
    </message>
</context>
<context>
    <name>EarlierButton</name>
    <message>
        <source>Earlier requests</source>
        <translation>Прежние запросы</translation>
    </message>
</context>
<context>
    <name>FiguresPage</name>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} из {total}</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Предыдущая картинка</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Следующая картинка</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>Показать картинку целиком</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Скопировать картинку</translation>
    </message>
    <message>
        <source>Save the picture as a file…</source>
        <translation>Сохранить картинку в файл…</translation>
    </message>
    <message>
        <source>Picture {number} of {total}</source>
        <translation>Картинка {number} из {total}</translation>
    </message>
    <message>
        <source>This picture is no longer there. Run the script again to see it.</source>
        <translation>Этой картинки больше нет. Чтобы её увидеть, выполните скрипт ещё раз.</translation>
    </message>
    <message>
        <source>This picture is too big to be shown here.</source>
        <translation>Картинка слишком велика, чтобы показать её здесь.</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>Эту картинку не удаётся прочитать.</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Картинки (*.png)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Сохранить картинку</translation>
    </message>
    <message>
        <source>picture.png</source>
        <translation>картинка.png</translation>
    </message>
    <message>
        <source>“{name}” could not be saved there. Choose another folder.</source>
        <translation>Не удалось сохранить там «{name}». Выберите другую папку.</translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>Открыть «{name}»</translation>
    </message>
    <message>
        <source>Show {name} in its folder</source>
        <translation>Показать «{name}» в папке</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>Choose a folder</source>
        <translation>Выберите папку</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Выберите файлы</translation>
    </message>
    <message>
        <source>Choose the model file</source>
        <translation>Выберите файл модели</translation>
    </message>
    <message>
        <source>Model files (*.gguf)</source>
        <translation>Файлы моделей (*.gguf)</translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message>
        <source>What the script reported</source>
        <translation>Что сообщил скрипт</translation>
    </message>
    <message>
        <source>For people who know about scripts</source>
        <translation>Для тех, кто разбирается в скриптах</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Скопировать сообщение</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>New conversation</source>
        <translation>Новый разговор</translation>
    </message>
    <message>
        <source>Conversations (Ctrl+L)</source>
        <translation>Разговоры (Ctrl+L)</translation>
    </message>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>Новый разговор (Ctrl+N)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
</context>
<context>
    <name>InputBox</name>
    <message>
        <source>What should be done?</source>
        <translation>Что нужно сделать?</translation>
    </message>
    <message>
        <source>Your request</source>
        <translation>Ваш запрос</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Папка…</translation>
    </message>
    <message>
        <source>Choose the folder to work in (Ctrl+O)</source>
        <translation>Выбрать папку, с которой работать (Ctrl+O)</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Файлы…</translation>
    </message>
    <message>
        <source>Choose single files (Ctrl+Shift+O)</source>
        <translation>Выбрать отдельные файлы (Ctrl+Shift+O)</translation>
    </message>
    <message>
        <source>Goes on from: {words}</source>
        <translation>В продолжение: {words}</translation>
    </message>
    <message>
        <source>Start afresh instead</source>
        <translation>Начать с чистого листа</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Остановить (Esc)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Отправить (Enter)</translation>
    </message>
    <message>
        <source>Enter: do it next</source>
        <translation>Enter — следом</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Choose a folder or files, say what should be done, and press Enter. A script is written and tried on a copy, and you see what would happen. Only Run changes your files, and Undo brings them back.</source>
        <translation>Выберите папку или файлы, скажите, что нужно сделать, и нажмите Enter. Скрипт будет написан и опробован на копии, и вы увидите, что произойдёт. Файлы меняет только кнопка «Выполнить», а «Отменить изменения» возвращает их обратно.</translation>
    </message>
    <message>
        <source>Send the request</source>
        <translation>Отправить запрос</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Новая строка</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Shift+Enter</translation>
    </message>
    <message>
        <source>Earlier requests</source>
        <translation>Прежние запросы</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Delete this conversation?</source>
        <translation>Удалить этот разговор?</translation>
    </message>
    <message>
        <source>Your files stay as they are.</source>
        <translation>Ваши файлы останутся как есть.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>This conversation is being worked on. Stop it first.</source>
        <translation>В этом разговоре идёт работа. Сначала остановите её.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Said &amp; Done</source>
        <translation>Сказано — сделано</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Скрипт</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Mend the file</source>
        <translation>Починить файл</translation>
    </message>
    <message>
        <source>Go on with the download</source>
        <translation>Продолжить загрузку</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Скачать</translation>
    </message>
    <message>
        <source>I already have the file…</source>
        <translation>У меня уже есть файл…</translation>
    </message>
    <message>
        <source>Other models…</source>
        <translation>Другие модели…</translation>
    </message>
    <message>
        <source>The model is being downloaded</source>
        <translation>Модель скачивается</translation>
    </message>
    <message>
        <source>The model file is being checked</source>
        <translation>Файл модели проверяется</translation>
    </message>
    <message>
        <source>One thing is missing: the model that writes the scripts</source>
        <translation>Не хватает одного: модели, которая пишет скрипты</translation>
    </message>
    <message>
        <source>“{name}” was chosen for this computer. {why}</source>
        <translation>Для этого компьютера выбрана «{name}». {why}</translation>
    </message>
    <message>
        <source>You can type already: your request starts as soon as the model is here.</source>
        <translation>Писать можно уже сейчас: запрос начнёт выполняться, как только модель будет на месте.</translation>
    </message>
    <message>
        <source>{have} of {size} are here already.</source>
        <translation>Уже скачано {have} из {size}.</translation>
    </message>
    <message>
        <source>{size} once, then no internet is needed · Licence: {licence}</source>
        <translation>{size} один раз, дальше интернет не нужен · Лицензия: {licence}</translation>
    </message>
    <message>
        <source>{size} once, then no internet is needed · Licence: {licence}, not for commercial use</source>
        <translation>{size} один раз, дальше интернет не нужен · Лицензия: {licence}, не для коммерческого использования</translation>
    </message>
    <message>
        <source>It suits its memory ({memory}) and processor.</source>
        <translation>Она подходит по памяти ({memory}) и процессору.</translation>
    </message>
    <message>
        <source>It works here, but slowly.</source>
        <translation>Работать будет, но медленно.</translation>
    </message>
    <message>
        <source>It needs more memory than there is ({memory}).</source>
        <translation>Ей нужно больше памяти, чем есть ({memory}).</translation>
    </message>
    <message>
        <source>There is too little free space on the disk ({free}).</source>
        <translation>На диске мало свободного места ({free}).</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Use</source>
        <translation>Использовать</translation>
    </message>
    <message>
        <source>Go on with the download</source>
        <translation>Продолжить загрузку</translation>
    </message>
    <message>
        <source>Mend the file</source>
        <translation>Починить файл</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Скачать</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>Проверить файл</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>the file is sound</source>
        <translation>файл исправен</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>повреждена</translation>
    </message>
    <message>
        <source>answers now</source>
        <translation>отвечает сейчас</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>на этом компьютере</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>рекомендуется</translation>
    </message>
    <message>
        <source>suits this computer</source>
        <translation>подходит этому компьютеру</translation>
    </message>
    <message>
        <source>slow on this computer</source>
        <translation>на этом компьютере медленная</translation>
    </message>
    <message>
        <source>needs {memory} of memory</source>
        <translation>нужно {memory} памяти</translation>
    </message>
    <message>
        <source>too little space on the disk</source>
        <translation>мало места на диске</translation>
    </message>
    <message>
        <source>{have} are here</source>
        <translation>скачано {have}</translation>
    </message>
    <message>
        <source>licence: {licence}</source>
        <translation>лицензия: {licence}</translation>
    </message>
    <message>
        <source>not for commercial use</source>
        <translation>не для коммерческого использования</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>A model writes the scripts, on this computer only. A bigger one understands more and is slower.</source>
        <translation>Скрипты пишет модель, и только на этом компьютере. Чем она больше, тем лучше понимает и тем медленнее работает.</translation>
    </message>
    <message>
        <source>Use a file that I have…</source>
        <translation>Взять файл, который у меня есть…</translation>
    </message>
    <message>
        <source>Remove this model from the computer?</source>
        <translation>Удалить эту модель с компьютера?</translation>
    </message>
    <message>
        <source>It can be downloaded again at any time.</source>
        <translation>Её всегда можно скачать снова.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
</context>
<context>
    <name>ProblemBox</name>
    <message>
        <source>Hide details</source>
        <translation>Скрыть подробности</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Скопировать подробности</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Starting…</source>
        <translation>Начинаю…</translation>
    </message>
    <message>
        <source>Loading the model: {percent} %</source>
        <translation>Загружаю модель: {percent} %</translation>
    </message>
    <message>
        <source>Looking at your files: {done} of {total}</source>
        <translation>Смотрю файлы: {done} из {total}</translation>
    </message>
    <message>
        <source>Looking at your files…</source>
        <translation>Смотрю файлы…</translation>
    </message>
    <message>
        <source>Thinking: {percent} %</source>
        <translation>Думаю: {percent} %</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Думаю…</translation>
    </message>
    <message>
        <source>Writing script {attempt}…</source>
        <translation>Пишу скрипт, вариант {attempt}…</translation>
    </message>
    <message>
        <source>Writing the script…</source>
        <translation>Пишу скрипт…</translation>
    </message>
    <message>
        <source>Trying script {attempt} on a copy…</source>
        <translation>Пробую вариант {attempt} на копии…</translation>
    </message>
    <message>
        <source>Trying it on a copy…</source>
        <translation>Пробую на копии…</translation>
    </message>
    <message>
        <source>Mending the script, try {attempt}…</source>
        <translation>Исправляю скрипт, попытка {attempt}…</translation>
    </message>
    <message>
        <source>That did not work. Mending the script…</source>
        <translation>Не получилось. Исправляю скрипт…</translation>
    </message>
    <message>
        <source>Changing your files: {done} of {total}</source>
        <translation>Меняю файлы: {done} из {total}</translation>
    </message>
    <message>
        <source>Changing your files…</source>
        <translation>Меняю файлы…</translation>
    </message>
    <message>
        <source>Checking the file: {percent} %</source>
        <translation>Проверяю файл: {percent} %</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} из {total}</translation>
    </message>
    <message>
        <source>{rate}/s</source>
        <translation>{rate}/с</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>осталось {time}</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>What has arrived so far is kept.</source>
        <translation>То, что уже скачано, сохранится.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Stop at once. Your files stay as they are.</source>
        <translation>Остановить сразу. Файлы останутся как есть.</translation>
    </message>
</context>
<context>
    <name>QueuedRow</name>
    <message>
        <source>Waits:</source>
        <translation>Ждёт:</translation>
    </message>
    <message>
        <source>Don&apos;t do this one</source>
        <translation>Не делать этого</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Preview: nothing has been changed yet</source>
        <translation>Предпросмотр: пока ничего не изменено</translation>
    </message>
    <message>
        <source>What you ask for will be shown here.</source>
        <translation>Здесь появится то, о чём вы попросите.</translation>
    </message>
    <message>
        <source>Kinds of results</source>
        <translation>Виды результатов</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Таблица</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n картинка</numerusform>
            <numerusform>%n картинки</numerusform>
            <numerusform>%n картинок</numerusform>
        </translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n изменение</numerusform>
            <numerusform>%n изменения</numerusform>
            <numerusform>%n изменений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Язык</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Оформление</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>Мои данные</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Conversations, models and what Undo needs are kept here</source>
        <translation>Здесь хранятся разговоры, модели и всё, что нужно для отмены изменений</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлое</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмное</translation>
    </message>
</context>
<context>
    <name>Skipped</name>
    <message numerus="yes">
        <source>%n item(s) of the result cannot be taken over:</source>
        <translation>
            <numerusform>Нельзя перенести %n объект результата:</numerusform>
            <numerusform>Нельзя перенести %n объекта результата:</numerusform>
            <numerusform>Нельзя перенести %n объектов результата:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableModel</name>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>TablePage</name>
    <message>
        <source>{shown} of {total} rows</source>
        <translation>показано строк: {shown} из {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Таблица</translation>
    </message>
    <message>
        <source>Copy the table, for a spreadsheet</source>
        <translation>Скопировать таблицу для вставки в Excel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Скопировать</translation>
    </message>
    <message>
        <source>Copy with headings</source>
        <translation>Скопировать с заголовками</translation>
    </message>
</context>
<context>
    <name>TextPage</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
    <message>
        <source>not all is shown here, but all is copied</source>
        <translation>показано не всё, но копируется всё</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Скопировать текст</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Say what should be done with your files</source>
        <translation>Скажите, что сделать с вашими файлами</translation>
    </message>
    <message>
        <source>Your computer writes a small program for it, tries it on a copy, and shows what would happen. You decide.</source>
        <translation>Компьютер напишет для этого маленькую программу, опробует её на копии и покажет, что получится. Решать вам.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. No account, no internet needed.</source>
        <translation>Ничего не покидает этот компьютер. Не нужны ни регистрация, ни интернет.</translation>
    </message>
    <message>
        <source>Everything can be undone, also tomorrow.</source>
        <translation>Всё можно отменить — даже завтра.</translation>
    </message>
    <message>
        <source>Try one of these:</source>
        <translation>Попробуйте, например:</translation>
    </message>
    <message>
        <source>Find the average of the numbers in this list: 4, 8, 15, 16, 23, 42</source>
        <translation>Найди среднее чисел из списка: 4, 8, 15, 16, 23, 42</translation>
    </message>
    <message>
        <source>How many days are there from 14 March 2026 to 31 December 2026?</source>
        <translation>Сколько дней с 14 марта 2026 до 31 декабря 2026?</translation>
    </message>
    <message>
        <source>Make an Excel file with a multiplication table from 1 to 10</source>
        <translation>Создай файл Excel с таблицей умножения от 1 до 10</translation>
    </message>
    <message>
        <source>Merge all CSV files here into one Excel workbook, one sheet per file</source>
        <translation>Собери все CSV-файлы из папки в одну книгу Excel, каждый на своём листе</translation>
    </message>
    <message>
        <source>List the ten biggest files in this folder with their sizes</source>
        <translation>Покажи десять самых больших файлов в папке с их размерами</translation>
    </message>
    <message>
        <source>Find the files that have exactly the same content</source>
        <translation>Найди файлы с совершенно одинаковым содержимым</translation>
    </message>
</context>
</TS>
