# English: every sentence that a person reads on the screen.
#
# Each entry stands alone and does not refer to another one. `$value` is the value that a finding is about, in
# quotation marks; `.remedy` says what to do. Sections by room, in alphabetical order.

raw = { $text }

## demo

demo-begins = This demo runs on a sample exercise from 2022, in a new folder; --now goes back to that time.
demo-cannot-go-on = the demo cannot go on
demo-letters = The letters are in { $outbox }. Any mail program can open them.
demo-no-free-folder = there are too many demo folders here
    .remedy = Delete some of them, or name a folder: ovelse demo DIR
demo-try = Go to { $folder } and try the commands yourself. Delete the folder when you are done.

## file

file-failed = { $reason }
file-is-a-folder = this is a folder
    .remedy = Name the files in it, as with FOLDER/*.csv
file-link-outside = this is a link that leads out of the exercise folder
    .remedy = Copy the file into the exercise folder
file-not-found = there is no such file
    .remedy = Look for a typing mistake in its name
file-permission-denied = permission denied
    .remedy = If the file is open in another program, such as Excel, close it there and run this command again

## folder

folder-file = { $file }: { $problem }
folder-locked = another ovelse command is changing { $folder }{ $holder ->
        [none] {""}
       *[other] : { $holder }
    }
    .remedy = Wait until it is done, then run this command again
folder-missing-municipalities = the file is missing
    .remedy = Make it, with the columns number, name, language and email
folder-no-exercise = there is no exercise.toml in { $folder }
    .remedy = Go to the folder of an exercise, name it with -C DIR, or make a new one: ovelse init DIR (how it works: ovelse demo)
folder-no-exercise-above = there is no exercise.toml in { $folder } or a folder above it
    .remedy = Go to the folder of an exercise, name it with -C DIR, or make a new one: ovelse init DIR (how it works: ovelse demo)
folder-not-a-municipality-number = { $value } is not the number of a municipality
    .remedy = Restore what ovelse wrote there, or remove the row and read the mail again
folder-not-a-number = { $value } is not a number
    .remedy = Restore what ovelse wrote there
folder-not-a-period = { $value } is not two times with a slash between them
    .remedy = Restore what ovelse wrote there
folder-not-a-pin = { $value } is not a pin
    .remedy = Write "yes" where a date is set by hand, or leave the cell empty
folder-not-a-source = { $value } is not a file with a line, such as "list.csv:3"
    .remedy = Restore what ovelse wrote there
folder-not-a-time = { $value } is not a time
    .remedy = Restore what ovelse wrote there
folder-not-a-zoned-time = { $value } is not a time such as 2022-08-22T09:00:00+02:00
    .remedy = Restore what ovelse wrote there
folder-not-an-address = { $value } is not an e-mail address
    .remedy = Restore what ovelse wrote there
folder-not-an-answer = { $value } is not an answer
    .remedy = Write a date, "any" or "declined"
folder-not-utf8 = the file is not UTF-8
    .remedy = Save it as UTF-8; Notepad offers that under "Save as", Encoding
folder-not-yes-or-no = { $value } is neither yes nor no
    .remedy = Write one of the two, or remove the row
folder-second-row = { $value } already has a row
    .remedy = Remove one of the two rows
folder-unknown-word = { $value } is not one of the words that ovelse writes there
    .remedy = Restore what ovelse wrote there

## init

init-ask = Press Enter to leave a question for later.
init-ask-another-date = Another date
init-ask-contact-email = E-mail address of the lead, which letters come from
init-ask-contact-name = Name of the lead, whom municipalities ask
init-ask-contact-phone = Phone number of the lead
init-ask-counties = Counties to invite, divided by commas, or "all"
init-ask-date = A date, such as 24.11.2027 09:30-11:30
init-ask-deadline = Last day to register, such as 24.09.2027
init-ask-organiser = Organiser, such as Statsforvalteren i Østfold, Buskerud, Oslo og Akershus
init-ask-theme = Theme
init-ask-title = Title of the exercise
init-control-characters = write it without control characters
init-created = Created { $folder } with exercise.toml, data/incoming and data/municipalities.csv ({ $municipalities ->
        [one] { $municipalities } municipality
       *[other] { $municipalities } municipalities
    }).
init-file =
    This file describes an exercise. Lines that begin with # are not read: where such a line shows a missing value,
    write yours and remove the #. To see what is missing, run: ovelse check
init-file-capacity = how many municipalities there is room for
init-file-contact = whom municipalities ask; letters come from this address
init-file-date = repeat this block for each date
init-file-deadline = the last day to register
init-file-id = never change it: calendars know the exercise by it
init-file-language = nb, nn or en: for municipalities without a language of their own
init-file-mail =
    How letters are sent. Without this, they are written to data/outbox and nothing leaves your machine. The other
    fields are described in docs/sending.md of ovelse.
init-file-published = the day of the announcement
init-file-timezone = the time zone of every time in this folder
init-fill-in = Fill in what is missing in the two files: dates, links, addresses. To see what is left, run: ovelse check
init-not-a-county = { $county } is not a county
    .remedy = { $suggestion ->
        [none] The counties are { $all }; "all" means every one
       *[other] Did you mean { $suggestion }? The counties are { $all }; "all" means every one
    }
init-sample = The sample exercise is in { $folder }. Go there and run: ovelse check
init-write-like = write it like { $example }

## man

man-cannot-write = cannot write the manual pages to { $folder }
man-written = The manual pages are in { $folder }. To read one, run: man { $folder }/ovelse.1

## show

show-cannot-write-result = cannot write the result

## templates

templates-built-in = built-in
templates-file = template
templates-how-to-export = To change a template, write it to a file first, such as: ovelse templates export invitation
templates-in-use = in use
templates-kept = { $count ->
        [one] { $count } template was there already and is unchanged.
       *[other] { $count } templates were there already and are unchanged.
    }
templates-unknown = there is no template { $name }
    .remedy = { $suggestion ->
        [none] List them: ovelse templates export
       *[other] Did you mean { $suggestion }?
    }
templates-what-next = Edit them, then run: ovelse check; ovelse preview MUNICIPALITY
templates-written = { $count ->
        [one] { $count } template written to { $folder }.
       *[other] { $count } templates written to { $folder }.
    }
templates-yours = yours

## words

words-and = and
words-empty-value = (empty)
words-or = or

## workspace

workspace-cannot-write = cannot write { $file }
workspace-no-current-folder = cannot find the current folder
workspace-no-such-folder = there is no folder { $folder }
    .remedy = Look for a typing mistake in its name, or make the folder first
workspace-cannot-create = cannot create { $folder }
workspace-folder-not-empty = { $folder } is not empty
    .remedy = Name a folder that does not exist yet
