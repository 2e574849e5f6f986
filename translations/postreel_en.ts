<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>Hanging</name>
    <message numerus="yes">
        <source>Still waiting for %1 and %n more file(s): reading them takes unusually long. If the card, disk or share they are on does not respond, check its connection; everything else continues.</source>
        <extracomment>%1 is the name of a file, the number is of those that wait beside it</extracomment>
        <translation>
            <numerusform>Still waiting for %1 and %n more file: reading them takes unusually long. If the card, disk or share they are on does not respond, check its connection; everything else continues.</numerusform>
            <numerusform>Still waiting for %1 and %n more files: reading them takes unusually long. If the card, disk or share they are on does not respond, check its connection; everything else continues.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Media</name>
    <message numerus="yes">
        <source>%n stray frame(s)</source>
        <translation>
            <numerusform>%n stray frame</numerusform>
            <numerusform>%n stray frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>start over %n time(s)</source>
        <translation>
            <numerusform>start over once</numerusform>
            <numerusform>start over %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s) in total</source>
        <translation>
            <numerusform>%n gap in total</numerusform>
            <numerusform>%n gaps in total</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MediaMix</name>
    <message numerus="yes">
        <source>X takes up to four pictures in a Post, and here are %n.</source>
        <translation>
            <numerusform>X takes up to four pictures in a Post, and here is %n.</numerusform>
            <numerusform>X takes up to four pictures in a Post, and here are %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>X takes one video or GIF in a Post, and here are %n.</source>
        <translation>
            <numerusform>X takes one video or GIF in a Post, and here is %n.</numerusform>
            <numerusform>X takes one video or GIF in a Post, and here are %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueRow</name>
    <message numerus="yes">
        <source>%n more file(s)</source>
        <extracomment>besides the file that was named before</extracomment>
        <translation>
            <numerusform>%n more file</numerusform>
            <numerusform>%n more files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StageText</name>
    <message numerus="yes">
        <source>Waiting for %n file(s) to be added</source>
        <translation>
            <numerusform>Waiting for %n file to be added</numerusform>
            <numerusform>Waiting for %n files to be added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Adding %n file(s)</source>
        <translation>
            <numerusform>Adding %n file</numerusform>
            <numerusform>Adding %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Subtitles</name>
    <message numerus="yes">
        <source>line %1 and %n more: %2</source>
        <extracomment>%1 is the number of a line, %2 what is wrong there; it is wrong in more places, too</extracomment>
        <translation>
            <numerusform>line %1 and %n more: %2</numerusform>
            <numerusform>line %1 and %n more: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::DraftChecks</name>
    <message numerus="yes">
        <source>%n media have no alt text.</source>
        <translation>
            <numerusform>%n media has no alt text.</numerusform>
            <numerusform>%n media have no alt text.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::DraftCreator</name>
    <message numerus="yes">
        <source>%n draft(s) made, one per file.</source>
        <translation>
            <numerusform>%n draft made.</numerusform>
            <numerusform>%n drafts made, one per file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::DraftDrops</name>
    <message numerus="yes">
        <source>Waiting for %n file(s) to be added.</source>
        <translation>
            <numerusform>Waiting for %n file to be added.</numerusform>
            <numerusform>Waiting for %n files to be added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::MediaCard</name>
    <message numerus="yes">
        <source>%n subtitle track(s)</source>
        <translation>
            <numerusform>%n subtitle track</numerusform>
            <numerusform>%n subtitle tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::MessageArea</name>
    <message numerus="yes">
        <source>…and %n more file(s).</source>
        <translation>
            <numerusform>…and %n more file.</numerusform>
            <numerusform>…and %n more files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::RemovalController</name>
    <message numerus="yes">
        <source>%n draft(s) discarded</source>
        <translation>
            <numerusform>%n draft discarded</numerusform>
            <numerusform>%n drafts discarded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Post(s) removed</source>
        <extracomment>from the list of Posts</extracomment>
        <translation>
            <numerusform>%n Post removed</numerusform>
            <numerusform>%n Posts removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::StatusLine</name>
    <message numerus="yes">
        <source>Safe to quit: %n Post(s) wait until Postreel runs again</source>
        <translation>
            <numerusform>Safe to quit: %n Post waits until Postreel runs again</numerusform>
            <numerusform>Safe to quit: %n Posts wait until Postreel runs again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::StatusMessages</name>
    <message numerus="yes">
        <source>This connection may charge for data: %n upload(s) are waiting for your decision.</source>
        <translation>
            <numerusform>This connection may charge for data: %n upload is waiting for your decision.</numerusform>
            <numerusform>This connection may charge for data: %n uploads are waiting for your decision.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::UndoCountdown</name>
    <message numerus="yes">
        <source>%1 Posts go out in %n second(s).</source>
        <extracomment>%1 is a number of Posts, two or more</extracomment>
        <translation>
            <numerusform>%1 Posts go out in %n second.</numerusform>
            <numerusform>%1 Posts go out in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Goes out in %n second(s).</source>
        <translation>
            <numerusform>Goes out in %n second.</numerusform>
            <numerusform>Goes out in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::UndoPostReport</name>
    <message numerus="yes">
        <source>Not posted: %n Post(s), which are drafts again.</source>
        <translation>
            <numerusform>Not posted: %n Post, which is a draft again.</numerusform>
            <numerusform>Not posted: %n Posts, which are drafts again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was too late to take back %n Post(s).</source>
        <translation>
            <numerusform>It was too late to take back %n Post.</numerusform>
            <numerusform>It was too late to take back %n Posts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>postreel::WindowController</name>
    <message numerus="yes">
        <source>Post %n draft(s)?</source>
        <translation>
            <numerusform>Post %n draft?</numerusform>
            <numerusform>Post %n drafts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s) need something first and stay drafts.</source>
        <translation>
            <numerusform>%n other needs something first and stays a draft.</numerusform>
            <numerusform>%n others need something first and stay drafts.</numerusform>
        </translation>
    </message>
</context>
</TS>
