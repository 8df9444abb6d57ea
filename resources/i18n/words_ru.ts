<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>words</name>
    <message>
        <source>The scripts came to different results:</source>
        <translation>Скрипты дали разные результаты:</translation>
    </message>
    <message>
        <source>Which one did you mean? Number, or Enter for none:</source>
        <translation>Какой вы имели в виду? Номер или Enter, если никакой:</translation>
    </message>
    <message>
        <source>This deletes files. Really delete them? [y/N]</source>
        <translation>Файлы будут удалены. Точно удалить? [д/Н]</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>Do it? [y/N]</source>
        <translation>Выполнить? [д/Н]</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>To take it back: saiddone undo {run}</source>
        <translation>Чтобы отменить: saiddone undo {run}</translation>
    </message>
    <message>
        <source>not taken over: {name}</source>
        <translation>не перенесено: {name}</translation>
    </message>
    <message>
        <source>Say what you want done with your files. /folder PATH chooses a folder, /undo takes the last run back, /quit ends.</source>
        <translation>Напишите, что сделать с файлами. /folder ПУТЬ — выбрать папку, /undo — отменить последнее, /quit — выйти.</translation>
    </message>
    <message>
        <source>There is no screen here, so the conversation is in the terminal.</source>
        <translation>Экрана здесь нет, поэтому разговор идёт в терминале.</translation>
    </message>
    <message>
        <source>There is no folder “{name}”.</source>
        <translation>Папки «{name}» нет.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>готова</translation>
    </message>
    <message>
        <source>not here yet: saiddone models get</source>
        <translation>ещё не скачана: saiddone models get</translation>
    </message>
    <message>
        <source>there is one</source>
        <translation>есть</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>Защита</translation>
    </message>
    <message>
        <source>Scripts' Python</source>
        <translation>Python для скриптов</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Экран</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Диск</translation>
    </message>
    <message>
        <source>none: use the terminal (saiddone ask, saiddone chat)</source>
        <translation>нет: работайте в терминале (saiddone ask, saiddone chat)</translation>
    </message>
    <message>
        <source>Your data: {folder}</source>
        <translation>Ваши данные: {folder}</translation>
    </message>
    <message>
        <source>{free} free</source>
        <translation>свободно {free}</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>done</source>
        <translation>выполнено</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>отменено</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>возвращено</translation>
    </message>
    <message>
        <source>Nothing has been run yet.</source>
        <translation>Ещё ничего не выполнялось.</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>нет на компьютере</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>повреждена</translation>
    </message>
    <message>
        <source>Fits this computer.</source>
        <translation>Подходит этому компьютеру.</translation>
    </message>
    <message>
        <source>Will be slow on this computer.</source>
        <translation>На этом компьютере будет медленной.</translation>
    </message>
    <message>
        <source>Needs more memory than this computer has.</source>
        <translation>Нужно больше памяти, чем есть.</translation>
    </message>
    <message>
        <source>Needs more room on the disk.</source>
        <translation>Нужно больше места на диске.</translation>
    </message>
    <message>
        <source>“{name}” is ready.</source>
        <translation>«{name}» готова.</translation>
    </message>
    <message>
        <source>{have} downloaded</source>
        <translation>скачано {have}</translation>
    </message>
    <message>
        <source>“{name}” answers from now on.</source>
        <translation>Теперь отвечает «{name}».</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>«{name}» удалена.</translation>
    </message>
    <message>
        <source>“{name}” is here already.</source>
        <translation>«{name}» уже есть.</translation>
    </message>
    <message>
        <source>“{name}” is as it should be.</source>
        <translation>«{name}» в порядке.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or missing.</source>
        <translation>«{name}» повреждена или отсутствует.</translation>
    </message>
    <message>
        <source>Trying it on a copy of your files</source>
        <translation>Пробую на копии ваших файлов</translation>
    </message>
    <message>
        <source>It did not work; writing it again</source>
        <translation>Не сработало, пишу заново</translation>
    </message>
    <message>
        <source>Loading the model: {part} %</source>
        <translation>Загружается модель: {part} %</translation>
    </message>
    <message>
        <source>Reading your files: {done} of {total}</source>
        <translation>Читаю файлы: {done} из {total}</translation>
    </message>
    <message>
        <source>Thinking: {part} %</source>
        <translation>Думаю: {part} %</translation>
    </message>
    <message>
        <source>Writing the script: line {n}</source>
        <translation>Пишу скрипт: строка {n}</translation>
    </message>
    <message>
        <source>Making the changes: {done} of {total}</source>
        <translation>Вношу изменения: {done} из {total}</translation>
    </message>
    <message>
        <source>Downloading: {done} of {total}, {rate}/s, {left} left</source>
        <translation>Скачано {done} из {total}, {rate}/с, осталось {left}</translation>
    </message>
    <message>
        <source>Checking the file: {part} %</source>
        <translation>Проверяю файл: {part} %</translation>
    </message>
    <message>
        <source>Your files are as they were.</source>
        <translation>Ваши файлы не изменились.</translation>
    </message>
    <message>
        <source>What you typed is still here.</source>
        <translation>Ваш текст сохранён.</translation>
    </message>
    <message>
        <source>What has arrived so far is kept.</source>
        <translation>Уже скачанное сохранено.</translation>
    </message>
    <message>
        <source>Please try again.</source>
        <translation>Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Say it in other words, name the file and the columns you mean, or do it in smaller steps. A bigger model (Models) often helps too.</source>
        <translation>Скажите иначе, назовите файл и столбцы или разбейте задачу на шаги. Часто помогает и модель побольше (меню «Модели»).</translation>
    </message>
    <message>
        <source>The model is not on this computer yet.</source>
        <translation>На этом компьютере ещё нет модели.</translation>
    </message>
    <message>
        <source>Download it once; after that no internet is needed.</source>
        <translation>Скачайте её один раз — дальше интернет не нужен.</translation>
    </message>
    <message>
        <source>The model file is damaged, so it was not used.</source>
        <translation>Файл модели повреждён, поэтому он не использован.</translation>
    </message>
    <message>
        <source>Download it again: only the damaged part is fetched.</source>
        <translation>Запустите загрузку ещё раз: скачается только повреждённая часть.</translation>
    </message>
    <message>
        <source>There is no model “{name}”.</source>
        <translation>Модели «{name}» нет.</translation>
    </message>
    <message>
        <source>Choose one from the list of models, or name a .gguf file.</source>
        <translation>Выберите модель из списка или укажите файл .gguf.</translation>
    </message>
    <message>
        <source>This model needs more memory than the computer has.</source>
        <translation>Этой модели нужно больше памяти, чем есть в компьютере.</translation>
    </message>
    <message>
        <source>Choose a smaller model.</source>
        <translation>Выберите модель поменьше.</translation>
    </message>
    <message>
        <source>The engine that runs the model stopped unexpectedly.</source>
        <translation>Программа, в которой работает модель, неожиданно завершилась.</translation>
    </message>
    <message>
        <source>It starts again by itself. Please ask once more.</source>
        <translation>Она запустится сама. Повторите запрос.</translation>
    </message>
    <message>
        <source>The computer ran out of memory while the model was working.</source>
        <translation>Компьютеру не хватило памяти для работы модели.</translation>
    </message>
    <message>
        <source>Close other programs and ask once more, or choose a smaller model.</source>
        <translation>Закройте другие программы и повторите запрос или выберите модель поменьше.</translation>
    </message>
    <message>
        <source>The engine was built for a newer processor than this one.</source>
        <translation>Модель собрана для более нового процессора, чем здесь.</translation>
    </message>
    <message>
        <source>Install Said &amp; Done again on this computer.</source>
        <translation>Установите «Сказано — сделано» на этом компьютере заново.</translation>
    </message>
    <message>
        <source>The model could not be started.</source>
        <translation>Модель не удалось запустить.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, verify the model (Models).</source>
        <translation>Попробуйте ещё раз. Если повторится, проверьте модель (меню «Модели»).</translation>
    </message>
    <message>
        <source>The request is too long for this model.</source>
        <translation>Запрос слишком длинный для этой модели.</translation>
    </message>
    <message>
        <source>Shorten it, or put long data into a file and choose that file.</source>
        <translation>Сократите его или сохраните данные в файл и выберите этот файл.</translation>
    </message>
    <message>
        <source>The internet could not be reached.</source>
        <translation>Нет связи с интернетом.</translation>
    </message>
    <message>
        <source>Check the connection and start the download again: it goes on where it stopped.</source>
        <translation>Проверьте соединение и запустите загрузку ещё раз: она продолжится с того же места.</translation>
    </message>
    <message>
        <source>This computer is set to offline mode, so nothing was downloaded.</source>
        <translation>На компьютере включён автономный режим, поэтому ничего не скачано.</translation>
    </message>
    <message>
        <source>Turn offline mode off, or choose a model file that you have already.</source>
        <translation>Выключите автономный режим или выберите файл модели, который у вас уже есть.</translation>
    </message>
    <message>
        <source>The server refused to give the model away.</source>
        <translation>Сервер отказался отдать модель.</translation>
    </message>
    <message>
        <source>Check the access token, or choose another model.</source>
        <translation>Проверьте ключ доступа или выберите другую модель.</translation>
    </message>
    <message>
        <source>The server does not have this model.</source>
        <translation>На сервере нет этой модели.</translation>
    </message>
    <message>
        <source>Choose another model, or a model file that you have already.</source>
        <translation>Выберите другую модель или файл модели, который у вас уже есть.</translation>
    </message>
    <message>
        <source>The server is too busy just now.</source>
        <translation>Сервер сейчас перегружен.</translation>
    </message>
    <message>
        <source>Wait a few minutes and start again: it goes on where it stopped.</source>
        <translation>Подождите несколько минут и запустите загрузку снова: она продолжится с того же места.</translation>
    </message>
    <message>
        <source>The connection broke off several times.</source>
        <translation>Соединение несколько раз обрывалось.</translation>
    </message>
    <message>
        <source>Start again: it goes on where it stopped.</source>
        <translation>Запустите загрузку ещё раз: она продолжится с того же места.</translation>
    </message>
    <message>
        <source>What was downloaded is not the model we know, so it is not used.</source>
        <translation>Скачанный файл не совпадает с известной моделью, поэтому он не используется.</translation>
    </message>
    <message>
        <source>Start again: only the wrong part is fetched. If it goes on, use another network.</source>
        <translation>Запустите загрузку ещё раз: скачается только неверная часть. Если не поможет, попробуйте другую сеть.</translation>
    </message>
    <message>
        <source>There is not enough room on the disk: {needed} are needed, {free} are free.</source>
        <translation>На диске мало места: нужно {needed}, свободно {free}.</translation>
    </message>
    <message>
        <source>Make room and try again.</source>
        <translation>Освободите место и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>“{name}” is not there (any more).</source>
        <translation>«{name}» не найти: возможно, файл или папку переместили.</translation>
    </message>
    <message>
        <source>Choose the folder again.</source>
        <translation>Выберите папку заново.</translation>
    </message>
    <message>
        <source>Said &amp; Done may not work in “{name}”.</source>
        <translation>Здесь работать нельзя: «{name}».</translation>
    </message>
    <message>
        <source>Choose a folder of your own, deeper than your home folder.</source>
        <translation>Выберите свою папку внутри домашней.</translation>
    </message>
    <message>
        <source>“{name}” could not be read.</source>
        <translation>Не удалось прочитать «{name}».</translation>
    </message>
    <message>
        <source>Check that you may open it, or choose another one.</source>
        <translation>Проверьте, есть ли у вас доступ, или выберите другую папку.</translation>
    </message>
    <message>
        <source>There is too much in this folder to try things safely on a copy ({size}).</source>
        <translation>В папке слишком много всего, чтобы безопасно пробовать на копии ({size}).</translation>
    </message>
    <message>
        <source>Choose a smaller folder, or only the files you mean.</source>
        <translation>Выберите папку поменьше или только нужные файлы.</translation>
    </message>
    <message>
        <source>These files lie in places that have nothing in common.</source>
        <translation>Эти файлы лежат в слишком разных местах.</translation>
    </message>
    <message>
        <source>Put them into one folder and choose that.</source>
        <translation>Соберите их в одной папке и выберите её.</translation>
    </message>
    <message>
        <source>“{name}” has changed since the preview.</source>
        <translation>«{name}» изменился после предпросмотра.</translation>
    </message>
    <message>
        <source>Nothing was changed by us.</source>
        <translation>Мы ничего не меняли.</translation>
    </message>
    <message>
        <source>Try again to see what would happen now.</source>
        <translation>Попробуйте ещё раз, чтобы увидеть, что получится теперь.</translation>
    </message>
    <message>
        <source>“{name}” is open in another program or locked.</source>
        <translation>«{name}» открыт в другой программе или заблокирован.</translation>
    </message>
    <message>
        <source>Close it there and try again.</source>
        <translation>Закройте его там и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Another task is working in this folder.</source>
        <translation>В этой папке уже выполняется другая задача.</translation>
    </message>
    <message>
        <source>Wait until it has ended and try again.</source>
        <translation>Дождитесь её окончания и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>There is no request.</source>
        <translation>Запрос пуст.</translation>
    </message>
    <message>
        <source>Say what you want done.</source>
        <translation>Напишите, что нужно сделать.</translation>
    </message>
    <message>
        <source>No script came of it.</source>
        <translation>Скрипт не получился.</translation>
    </message>
    <message>
        <source>The script did not work, and mending it did not help.</source>
        <translation>Скрипт не сработал, и исправить его не удалось.</translation>
    </message>
    <message>
        <source>The script took longer than {seconds} seconds and was stopped.</source>
        <translation>Скрипт работал дольше {seconds} секунд и был остановлен.</translation>
    </message>
    <message>
        <source>The script wanted more memory, disk or output than allowed and was stopped.</source>
        <translation>Скрипту понадобилось больше памяти, места или вывода, чем разрешено, и он был остановлен.</translation>
    </message>
    <message>
        <source>The script needs something that is not installed here ({name}).</source>
        <translation>Скрипту нужно то, чего здесь нет ({name}).</translation>
    </message>
    <message>
        <source>The script would delete files, and you have not allowed that.</source>
        <translation>Скрипт удалил бы файлы, а вы этого не разрешали.</translation>
    </message>
    <message>
        <source>Look at the list. If it is right, allow the deletion and run it again.</source>
        <translation>Посмотрите список. Если всё верно, разрешите удаление и запустите ещё раз.</translation>
    </message>
    <message>
        <source>The request can be understood in more than one way.</source>
        <translation>Запрос можно понять по-разному.</translation>
    </message>
    <message>
        <source>Choose the result that you meant, or say it more exactly.</source>
        <translation>Выберите нужный результат или уточните запрос.</translation>
    </message>
    <message>
        <source>The time for this request is up.</source>
        <translation>Время на этот запрос вышло.</translation>
    </message>
    <message>
        <source>You did not confirm it.</source>
        <translation>Вы этого не подтвердили.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Остановлено.</translation>
    </message>
    <message>
        <source>This computer cannot lock the script in.</source>
        <translation>На этом компьютере скрипт нельзя надёжно изолировать.</translation>
    </message>
    <message>
        <source>It would run with all your rights, on a copy of the folder. Read the script first, or install bubblewrap.</source>
        <translation>Он работал бы с вашими правами, на копии папки. Сначала прочитайте скрипт или установите bubblewrap.</translation>
    </message>
    <message>
        <source>The changes could not be made.</source>
        <translation>Изменения внести не удалось.</translation>
    </message>
    <message>
        <source>Everything was put back as it was.</source>
        <translation>Всё возвращено как было.</translation>
    </message>
    <message>
        <source>The changes were cut off half-way by an error of the disk.</source>
        <translation>Изменения прервались на полпути из-за ошибки диска.</translation>
    </message>
    <message>
        <source>Your originals are kept, but not all are back in place yet.</source>
        <translation>Исходные файлы сохранены, но ещё не все вернулись на место.</translation>
    </message>
    <message>
        <source>Check the disk and start Said &amp; Done again: it puts everything back where it was.</source>
        <translation>Проверьте диск и запустите «Сказано — сделано» ещё раз: всё вернётся на свои места.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Отменять нечего.</translation>
    </message>
    <message>
        <source>“{name}” was changed after the run.</source>
        <translation>«{name}» изменили после выполнения.</translation>
    </message>
    <message>
        <source>Your newer version was kept, and nothing was undone.</source>
        <translation>Новая версия сохранена, ничего не отменено.</translation>
    </message>
    <message>
        <source>Move your newer version elsewhere and undo again.</source>
        <translation>Переместите новую версию в другое место и отмените ещё раз.</translation>
    </message>
    <message>
        <source>There is no run “{name}”.</source>
        <translation>Запуска «{name}» нет.</translation>
    </message>
    <message>
        <source>Look at the history for the right one.</source>
        <translation>Найдите нужный в истории.</translation>
    </message>
    <message>
        <source>Said &amp; Done is not completely installed.</source>
        <translation>«Сказано — сделано» установлено не полностью.</translation>
    </message>
    <message>
        <source>Run the set-up again.</source>
        <translation>Запустите установку ещё раз.</translation>
    </message>
    <message>
        <source>The history of conversations could not be read. It was kept as “{name}”.</source>
        <translation>Историю разговоров не удалось прочитать. Она сохранена в файле «{name}».</translation>
    </message>
    <message>
        <source>Your files and the undo store are not affected.</source>
        <translation>Ваши файлы и данные для отмены не пострадали.</translation>
    </message>
    <message>
        <source>A new history was started.</source>
        <translation>Начата новая история.</translation>
    </message>
    <message>
        <source>Something went wrong inside Said &amp; Done.</source>
        <translation>Внутри программы произошла ошибка.</translation>
    </message>
    <message>
        <source>Please try again. Copy the details if you want to report it.</source>
        <translation>Попробуйте ещё раз. Если хотите сообщить об ошибке, скопируйте подробности.</translation>
    </message>
    <message numerus="yes">
        <source>Undone: %n change(s) taken back.</source>
        <translation>
            <numerusform>Отменено: %n изменение.</numerusform>
            <numerusform>Отменено: %n изменения.</numerusform>
            <numerusform>Отменено: %n изменений.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not locked in</source>
        <translation>Без изоляции</translation>
    </message>
    <message>
        <source>This computer cannot lock the script in. It would run with all your rights, on a copy of the folder. Read it first.</source>
        <translation>На этом компьютере скрипт нельзя надёжно изолировать. Он работал бы с вашими правами, на копии папки. Сначала прочитайте его.</translation>
    </message>
    <message>
        <source>The script ran, but printed nothing and changed no file.</source>
        <translation>Скрипт выполнен, но ничего не вывел и не изменил ни одного файла.</translation>
    </message>
    <message>
        <source>The script changes no files.</source>
        <translation>Скрипт не меняет файлы.</translation>
    </message>
    <message>
        <source>Locked in</source>
        <translation>Изолирован</translation>
    </message>
    <message>
        <source>The script only sees this folder, has no internet, and works on a throw-away copy.</source>
        <translation>Скрипт видит только эту папку, не имеет доступа в интернет и работает на временной копии.</translation>
    </message>
    <message>
        <source>Here is the answer. No file was changed.</source>
        <translation>Вот ответ. Файлы не изменены.</translation>
    </message>
    <message numerus="yes">
        <source>create %n file(s)</source>
        <translation>
            <numerusform>создаст %n файл</numerusform>
            <numerusform>создаст %n файла</numerusform>
            <numerusform>создаст %n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n file(s)</source>
        <translation>
            <numerusform>изменит %n файл</numerusform>
            <numerusform>изменит %n файла</numerusform>
            <numerusform>изменит %n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rename %n file(s)</source>
        <translation>
            <numerusform>переименует или переместит %n файл</numerusform>
            <numerusform>переименует или переместит %n файла</numerusform>
            <numerusform>переименует или переместит %n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delete %n file(s)</source>
        <translation>
            <numerusform>удалит %n файл</numerusform>
            <numerusform>удалит %n файла</numerusform>
            <numerusform>удалит %n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n folder(s)</source>
        <translation>
            <numerusform>изменит %n папку</numerusform>
            <numerusform>изменит %n папки</numerusform>
            <numerusform>изменит %n папок</numerusform>
        </translation>
    </message>
    <message>
        <source>The script would {what}.</source>
        <translation>Скрипт {what}.</translation>
    </message>
    <message numerus="yes">
        <source>Created %n file(s).</source>
        <translation>
            <numerusform>Создан %n файл.</numerusform>
            <numerusform>Создано %n файла.</numerusform>
            <numerusform>Создано %n файлов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed %n file(s).</source>
        <translation>
            <numerusform>Изменён %n файл.</numerusform>
            <numerusform>Изменено %n файла.</numerusform>
            <numerusform>Изменено %n файлов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Renamed %n file(s).</source>
        <translation>
            <numerusform>Переименован или перемещён %n файл.</numerusform>
            <numerusform>Переименовано или перемещено %n файла.</numerusform>
            <numerusform>Переименовано или перемещено %n файлов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n file(s).</source>
        <translation>
            <numerusform>Удалён %n файл.</numerusform>
            <numerusform>Удалено %n файла.</numerusform>
            <numerusform>Удалено %n файлов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed %n folder(s).</source>
        <translation>
            <numerusform>Изменена %n папка.</numerusform>
            <numerusform>Изменено %n папки.</numerusform>
            <numerusform>Изменено %n папок.</numerusform>
        </translation>
    </message>
    <message>
        <source>{votes} of {tried} scripts agree.</source>
        <translation>Совпали результаты у {votes} из {tried} скриптов.</translation>
    </message>
    <message>
        <source>{several} and {last}</source>
        <translation>{several} и {last}</translation>
    </message>
    <message>
        <source>Created “{name}”.</source>
        <translation>Создан файл «{name}».</translation>
    </message>
    <message>
        <source>Changed “{name}”.</source>
        <translation>Изменён файл «{name}».</translation>
    </message>
    <message>
        <source>Deleted “{name}”.</source>
        <translation>Удалён файл «{name}».</translation>
    </message>
    <message>
        <source>Renamed “{source}” to “{name}”.</source>
        <translation>Файл «{source}» теперь называется «{name}».</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
        </translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Б</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>КБ</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>ТБ</translation>
    </message>
    <message>
        <source>.</source>
        <translation>,</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
</context>
</TS>
