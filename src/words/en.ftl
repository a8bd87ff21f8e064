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

## exercise

exercise-bad-id = { $value } cannot be an id
    .remedy = Write a short name of a–z, 0–9 and hyphens, such as "ikt-2022", and never change it
exercise-deadline-after-first-date = { $value } is not before the first date, { $first }
    .remedy = Write a deadline that leaves time to assign dates and send invitations
exercise-end-before-start = { $value } is not after the start, { $start }
    .remedy = Write an end that is later than the start
exercise-group-named-twice = { $value } is also the name of another group
    .remedy = Give each group its own name
exercise-group-too-large = only { $most } of the { $members } members of the group { $group } can have a date
    .remedy = Split the group, or remove its rule
exercise-minimum-above-capacity = { $value } is more than the capacity of the date, { $capacity }
    .remedy = Write how many municipalities the date needs, or remove the line if any number will do
exercise-missing-field = { $table ->
        [none] the file has no { $key }
       *[other] { $table } has no { $key }
    }
    .remedy = { $expected ->
        [texts] Add a line such as { $key } = ["3025", "Bærum"]
        [link] Add a line such as { $key } = "https://teams.microsoft.com/…"
        [email] Add a line such as { $key } = "kari@example.no"
        [yes-or-no] Add a line such as { $key } = true
        [number] Add a line such as { $key } = 12
        [day] Add a line such as { $key } = 2022-08-19
        [time] Add a line such as { $key } = 2022-11-24T09:30:00
       *[text] Add a line such as { $key } = "…"
    }
exercise-missing-table = the file has no { $name }
    .remedy = Add a line { $name }, with its fields below it
exercise-missing-tables = the file has no { $name }
    .remedy = Add a line { $name } for each, with its fields below it
exercise-no-capacity = { $value } is not a capacity
    .remedy = Write how many municipalities the date has room for, or remove the date
exercise-no-minimum = { $value } is not a minimum
    .remedy = Write how many municipalities the date needs, or remove the line if any number will do
exercise-no-rate = { $value } is not a rate
    .remedy = Write how many letters a minute the server accepts, or remove the line
exercise-no-such-time = { $value } does not exist in { $zone }: clocks go forward then
    .remedy = Choose another hour
exercise-no-text-in-language = { $key } has no text in { $language }, a language of some municipalities
    .remedy = Add { $language } = "…"; until then their letters have the text in the exercise's language
exercise-no-text-in-own-language = { $key } has no text in { $language }, the exercise's language
    .remedy = Add { $language } = "…"
exercise-not-a-duration = { $value } is not a length of time
    .remedy = Write it as "60s" or "15m"; at most a day
exercise-not-a-host = { $value } is not the name of a server
    .remedy = Write its name, such as "smtp.example.no"
exercise-not-a-language = { $value } is not a language of letters
    .remedy = Write "nb", "nn" or "en"
exercise-not-a-line = { $value } is not a line of text
    .remedy = Write one line of text in quotes
exercise-not-a-link = { $value } is not an https link
    .remedy = Copy the link of the meeting from Teams; it begins with https://
exercise-not-a-mechanism = { $value } is not a way to log in
    .remedy = Write "plain", "login" or "xoauth2"
exercise-not-a-port = { $value } is not a port
    .remedy = Write 587, 465 or 25, or the port of your server
exercise-not-a-rule = { $value } is not a rule
    .remedy = Write "same-date" if the members share a date, or "different-dates" if no two of them may
exercise-not-a-size = { $value } is not a size
    .remedy = Write it as "20 MB" or "500 kB"
exercise-not-a-table = { $value } stands in the place of the table { $name }
    .remedy = Write { $name } on its own line, with its fields below it
exercise-not-a-text = { $value } is not a text
    .remedy = Write paragraphs in quotes, or remove the line
exercise-not-a-time-zone = { $value } is not a time zone
    .remedy = { $suggestion ->
        [none] Use a name from the IANA time zone database, such as "Europe/Oslo"
       *[other] Did you mean "{ $suggestion }"?
    }
exercise-not-a-transport = { $value } is not a transport
    .remedy = Use "outbox", "smtp" or "sendmail"
exercise-not-an-alarm = { $value } is not a time before the start
    .remedy = Write days, hours or minutes, such as "1d", "12h" or "30m"; at most 60 days
exercise-not-connections = { $value } is not a number of connections
    .remedy = Write 1 to 20; most servers accept only a few
exercise-not-encrypted = letters to { $host } would not be encrypted
    .remedy = Remove the line tls, or add allow_plaintext = true if nobody can listen in on the way
exercise-not-in-the-folder = { $value } is not a file in the exercise folder
    .remedy = Put the file in the exercise folder and write its name from there, such as "program.pdf"
exercise-not-tls = { $value } is not a kind of encryption
    .remedy = Write "starttls" or "implicit"; "none" is for a server on this machine
exercise-not-toml = this is not TOML: { $message }
    .remedy = Write texts in quotes, days and numbers without: title = "…", deadline = 2022-08-19
exercise-password = a password must not be in this file
    .remedy = Put it in the environment variable { $variable }, or write password_command = ["pass", "show", "smtp"]. Change the password: it has been in a file
exercise-published-after-deadline = { $value } is after the deadline, { $deadline }
    .remedy = Write the day on which the exercise was announced
exercise-same-start = { $value } is also the start of another date
    .remedy = Give each date its own start, or give one date a larger capacity
exercise-server-without-transport = { $value } is a mail server, but letters only go to data/outbox
    .remedy = Add transport = "smtp", or remove the server
exercise-time-occurs-twice = { $value } occurs twice in { $zone }: clocks go back then
    .remedy = Choose another hour
exercise-too-few-members = a group needs at least two members
    .remedy = Write numbers or names from municipalities.csv: members = ["3025", "Bærum"]
exercise-too-few-places = the dates have room for { $places }, but { $invited } municipalities are invited
    .remedy = Raise the capacity of some dates, or add a date
exercise-too-many-dates = there are more than { $most } dates
    .remedy = Split the exercise into several folders
exercise-unknown-field = { $table ->
        [none] { $value } is not a field of exercise.toml
       *[other] { $value } is not a field of { $table }
    }
    .remedy = { $suggestion ->
        [none] The fields here are { $known }
       *[other] Did you mean "{ $suggestion }"?
    }
exercise-wrong-type = { $value } does not fit { $key }
    .remedy = { $expected ->
        [texts] Write texts in quotes between brackets, such as ["3025", "Bærum"]
        [link] Write a link in quotes, such as "https://teams.microsoft.com/…"
        [email] Write an address in quotes, such as "kari@example.no"
        [yes-or-no] Write true or false, without quotes
        [number] Write a whole number without quotes, such as 12
        [day] Write a day without quotes, such as 2022-08-19
        [time] Write a local time without quotes or offset, such as 2022-11-24T09:30:00
       *[text] Write text in quotes, such as "Teams"
    }

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

## template

template-malformed = the template cannot be read: { $message }
    .remedy = Correct it, or delete the file to use the built-in template
template-no-place-for-words = the page has no place for the words of a letter
    .remedy = Write {"{"}% block body %{"}"}{"{"}% endblock %{"}"} where they should stand
template-no-subject = the template has no subject
    .remedy = Write it on the first line, such as "Subject: A change of plans"
template-not-used = no letter uses this file, unless another template includes it
    .remedy = { $suggestion ->
        [none] List the templates: ovelse templates export
       *[other] Did you mean { $suggestion }?
    }
template-outdated = plain text and HTML are now made from one template, templates/{ $instead }
    .remedy = Write it with: ovelse templates export { $instead }. Move your words there and delete this file
template-unknown-name = { $value } is not a name that templates can use
    .remedy = { $suggestion ->
        [none] Correct it, or delete the file to use the built-in template
       *[other] Did you mean { $suggestion }?
    }

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
