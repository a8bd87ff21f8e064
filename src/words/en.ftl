# English: every sentence that a person reads on the screen.
#
# Each entry stands alone and does not refer to another one. `$value` is the value that a finding is about, in
# quotation marks; `.remedy` says what to do. A command that can be pasted begins with `{ $ovelse }`, which every
# sentence has: the program with the `-C` that was typed. Sections by room, in alphabetical order.

## addresses

addresses-before = Address before
addresses-compressed = the file is compressed
    .remedy = Unpack it first (.gz), for example with 7-Zip
addresses-contradicts = { $value } is the address of { $first } by one column and of { $second } by another
    .remedy = Correct the row, or leave it out
addresses-cut-off = the list breaks off here: it was not downloaded whole
    .remedy = Download it again
addresses-cut-off-row = the list breaks off here: its last row has { $cells } of { $headings } cells, and no end
    .remedy = Download it again. If it is whole, end its last line by Enter
addresses-different = { $count ->
        [one] { $count } address differs from the list and was left. To take the list's: --replace
       *[other] { $count } addresses differ from the list and were left. To take the list's: --replace
    }
addresses-listed = Address in the list
addresses-no-columns = no row near the top has a heading for e-mail addresses beside one for organisation numbers, numbers or names
    .remedy = Write headings such as Kommune and E-post above the columns
addresses-not-a-list = this is not a list of units as data.brreg.no gives it
    .remedy = Download it again, or save it as a spreadsheet
addresses-not-an-address = { $value } is not an e-mail address for { $name }
    .remedy = Correct the row, or write the address in data/municipalities.csv yourself
addresses-not-json = it begins as JSON, and is none from here on
    .remedy = Download it again, or save it as a spreadsheet
addresses-nothing-written = Nothing was written.
addresses-one-page = this is one page of the answer, with { $units } of { $all } units
    .remedy = If somebody is missing, download all at once: add &size=1000 to the address
addresses-several = { $value } is a second address for { $municipality }, after { $first }
    .remedy = Leave one of them out, or write the address in data/municipalities.csv yourself
addresses-summary = Filled in: { $filled }. Different: { $different }. The same: { $same }. Of others: { $others }.
addresses-too-large = the JSON has more than { $most } MiB
    .remedy = Download the municipalities alone: data.brreg.no/enhetsregisteret/api/enheter?organisasjonsform=KOMM&size=1000
addresses-without = Still without an address
addresses-written = Wrote { $file }.

## announce

announce-form-exists = { $file } already exists
    .remedy = Delete it, or write the form to another file
announce-form-written = Wrote the form to { $file }. When it comes back, read it with: { $ovelse } import FILE
announce-no-form = cannot make the form: { $reason }
announce-not-a-form = { $file } is neither .xlsx nor .csv
    .remedy = Give the form a name such as registration.xlsx

## answer

answer-any-date = any date
answer-date = { $date }
answer-date-then = { $date }, then { $rest }
answer-declines = not to take part

## archive

archive-exists = { $file } already exists
    .remedy = Name a file that does not exist yet
archive-letter-missing = { $file } is missing, although the log says that it was sent
    .remedy = Restore it from a copy of the folder
archive-within-folder = The archive is in the exercise folder, where ovelse purge would delete it. Move it elsewhere.
archive-without-copy = { $count ->
        [one] { $count } letter was settled by hand, and there is no copy of that one.
       *[other] { $count } letters were settled by hand, and there are no copies of those.
    }
archive-written = Wrote { $files ->
        [one] { $files } file
       *[other] { $files } files
    } to { $file }, including { $letters ->
        [one] { $letters } letter
       *[other] { $letters } letters
    }.

## assign

assign-at-odds = Not as the group says: { $group }.
assign-because-answer-withdrawn = its answer was withdrawn
assign-because-better-choice = its { $choice } has room now
assign-because-capacity-lowered = { $date } now has room for only { $capacity }
assign-because-declined = it declined
assign-because-different-dates = the members of { $group } must be on different dates
assign-because-displaced = it makes room for { $municipalities }
assign-because-displaced-by-many = it makes room for { $municipalities } and { $others ->
        [one] { $others } other
       *[other] { $others } others
    }
assign-because-has-room-now = a date that it asked for has room now
assign-because-needed-elsewhere = { $date } needs { $minimum ->
        [one] { $minimum } municipality
       *[other] { $minimum } municipalities
    }
assign-because-no-longer-asked-for = it no longer asks for { $date }
assign-because-not-held = { $date } is not held: it needs { $minimum ->
        [one] { $minimum } municipality
       *[other] { $minimum } municipalities
    }
assign-because-others-would-be-worse-off = others would be worse off if it kept its date
assign-because-same-date = the members of { $group } must be on the same date
assign-changed = { $municipality }: { $to ->
        [none] no date
       *[other] { $to }
    }, before: { $from ->
        [none] no date
       *[other] { $from }
    }; { $why }
assign-changes = Changed since the last assignment:
assign-date = Date
assign-defect = the assignment breaks a rule, which is a bug in ovelse; data/assignments.csv is unchanged
assign-crowded = { $count ->
        [one] { $count } municipality keeps
       *[other] { $count } municipalities keep
    } { $date }, which has { $capacity ->
        [one] { $capacity } seat
       *[other] { $capacity } seats
    }. Nobody else gets a place there.
assign-date-begun = { $date } has begun, and is given to nobody else
assign-date-called-off = { $date } is called off
assign-free-seats = { $date } ({ $seats })
assign-group-broken = { $rule ->
        [same-date] the members of { $group } must be on the same date
       *[different-dates] the members of { $group } must be on different dates
    }, but { $first } keeps { $first_date } and { $second } keeps { $second_date }
    .remedy = Correct the group in exercise.toml, or free one of the two: { $ovelse } unpin, or { $ovelse } assign --reassign MUNICIPALITY
assign-held = A seat on { $date } is kept for { $municipality }, to whom it was offered{ $until ->
        [none] { "" }
       *[other] { " " }until { $until }
    }.
assign-invited = { $count ->
        [one] { $count } municipality was sent an invitation and keeps its date.
       *[other] { $count } municipalities were sent an invitation and keep their dates.
    }
assign-legend = █ first choice, ▒ other choices, · free.{ $scale ->
        [1] {""}
       *[other] {" "}Each mark is { $scale } municipalities.
    }
assign-legend-of-two = █ first choice, ▒ second choice, · free.{ $scale ->
        [1] {""}
       *[other] {" "}Each mark is { $scale } municipalities.
    }
assign-minimum = Minimum
assign-no-room = No date has free seats.
assign-nobody-registered = no municipality has registered yet
    .remedy = Import the spreadsheets first: { $ovelse } import data/incoming/*.csv
assign-not-held = Not held: { $date }, which needs { $minimum ->
        [one] { $minimum } municipality
       *[other] { $minimum } municipalities
    }.
assign-not-proven = Not proven optimal: the search was stopped. As many as possible have a date, and as many as possible their first choice; what matters less could be better. To search longer: --limit SECONDS
assign-not-proven-first-choices = Not proven optimal: the search was stopped. As many as possible have a date; { $count ->
        [one] at most { $count } more could have its first choice
       *[other] at most { $count } more could have their first choice
    }. To search longer: --limit SECONDS
assign-not-proven-placed = Not proven optimal: the search was stopped. At most { $count } more could have a date. To search longer: --limit SECONDS
assign-not-written = Nothing was written: this was a dry run.
assign-pinned-name = { $municipality } (pinned)
assign-room = Free seats: { $dates }. Ask those without a date, and import their answers.
assign-seats = Seats
assign-summary = { $count ->
        [one] { $count } municipality registered
       *[other] { $count } municipalities registered
    }: { $parts }.
assign-taken = Taken
assign-too-few = Too few on { $date }, which is held all the same: { $count } of { $minimum }.
assign-too-few-for-minimum = { $date } needs { $minimum ->
        [one] { $minimum } municipality
       *[other] { $minimum } municipalities
    } and cannot get that many
assign-too-many-keep-date = { $count ->
        [0] the seats on { $date } are kept for others, to whom they were offered
        [one] { $date } has { $capacity ->
            [one] 1 seat
           *[other] { $capacity } seats
        }, and { $municipalities } keeps it
       *[other] { $date } has { $capacity ->
            [one] 1 seat
           *[other] { $capacity } seats
        }, and { $count } municipalities keep it: { $municipalities }
    }
assign-with-choice = { $count ->
        [one] { $number } got its { $choice }
       *[other] { $number } got their { $choice }
    }
assign-with-date-not-asked-for = { $count ->
        [one] { $count } keeps a date that it does not ask for
       *[other] { $count } keep a date that they do not ask for
    }
assign-without-date = { $number } got no date
assign-without = Without a date ({ $reason ->
        [called-off] every choice is called off
        [full-or-called-off] every choice is full or called off
        [past] every choice is over
        [past-full-or-called-off] every choice is over, full or called off
        [group] a group is in the way
        [minimum] too few come for the date to be held
        [group-or-minimum] a group, or too few, are in the way
        [can-be-assigned] there is room: assign again
       *[full] every choice is full
    })
assign-written = Wrote { $file }.

## assignment

assignment-capacity = { $date } has more municipalities than it has room for
assignment-forgotten = { $municipality } is missing
assignment-group = { $first } and { $second } break the rule of the group { $group }
assignment-minimum = { $date } has fewer municipalities than its minimum
assignment-not-asked-for = { $municipality } is on a date that it did not ask for

## attachment

attachment-cannot-read = { $value } cannot be attached to invitations: { $reason }
    .remedy = Put the file in the exercise folder, or remove it from attach in [invitation]
attachment-empty = { $value } is empty
    .remedy = Check that it is the right file
attachment-too-large = { $value } makes messages of { $size } bytes, and max_message_size is { $most }
    .remedy = Attach less, or raise max_message_size in [mail] if every recipient accepts that much

## attendance

attendance-blank = Nothing is recorded from { $count ->
        [one] { $count } row that says neither yes nor no.
       *[other] { $count } rows that say neither yes nor no.
    }
attendance-cannot-be-absent = { $municipality } is not expected on { $date }, so it cannot be absent
    .remedy = See who is expected: { $ovelse } attendance { $key }
attendance-changed = { $municipality } was recorded as { $former }; it is now { $now }.
attendance-list-says-who = { $file } itself says who took part and who did not
    .remedy = Leave out --absent and --all-except, or name the municipalities instead of the file
attendance-no = no
attendance-called-off = { $date } is called off, so nobody took part
    .remedy = If it was held all the same, take away the line called_off in exercise.toml
attendance-not-been-yet = { $date } has not been yet: today is { $today }
    .remedy = Record who took part on the day itself or later, or check the date
attendance-not-expected = not expected
attendance-not-expected-either = { $municipality } was not expected on { $date } and did not take part: nothing is recorded for it.
attendance-not-recorded = not recorded
attendance-on-other-date = { $municipality } ({ $date })
attendance-question = A municipality takes part on one date. Replace what is recorded for { $others } by { $date }?
attendance-replaced = { $municipality } was recorded for { $date }; this replaces it.
attendance-summary = { $expected ->
        [one] { $expected } municipality was expected
       *[other] { $expected } municipalities were expected
    }: { $took_part } took part{ $not_recorded ->
        [0] {""}
       *[other] , { $not_recorded } not recorded
    }{ $unexpected ->
        [0] {""}
       *[other] , { $unexpected } took part without being expected
    }{ $people ->
        [0] {""}
        [one] ; { $people } person was counted
       *[other] ; { $people } people were counted
    }.
attendance-typed-and-listed = { $municipality } was typed as having taken part, but { $place } says something else
    .remedy = Leave out the name, or correct the list
attendance-unexpected = { $municipality } was not expected on { $date }.
attendance-would-replace = { $others } would be replaced by { $date }: a municipality takes part on one date
    .remedy = If it is right, run: { $typed }
attendance-yes = yes
attendance-yes-with-people = { $people ->
        [one] yes, { $people } person
       *[other] yes, { $people } people
    }

## attended

attended-contradicts = { $value } has another answer at { $other }
    .remedy = Correct one of the two rows, or delete it
attended-municipalities-disagree = { $value } is { $by_number }, but the row also says { $by_name }
    .remedy = Correct the number or the name
attended-negated-column = column { $heading } says who did not take part; yes and no cannot be told from that
    .remedy = Name the column "Took part" ("Deltok"), and write yes or no for each municipality
attended-no-headings = { $value } stands beside a municipality, but there are no headings that say what it means
    .remedy = Write headings in the first row, such as Kommune, Deltok, Antall; or leave only the names of those who took part
attended-no-municipality = the row names no municipality
    .remedy = Write its name or number, or delete the row
attended-no-rows = there is no row with a municipality
    .remedy = Check that it is the right file and the right sheet
attended-too-many-mistakes = more than { $most } rows are wrong: nothing is read from here on
    .remedy = Look at the first of them: it may be another kind of list
attended-nobody-of-present = the head count is 0, but { $heading } says that the municipality took part
    .remedy = Correct one of the two cells
attended-not-a-head-count = { $value } is not a number of people
    .remedy = Write a whole number such as 4, or leave the cell empty if nobody counted
attended-not-filled-in = column { $heading } is empty in every row
    .remedy = Fill in yes or no for each municipality, save the file and try again
attended-not-yes-or-no = { $value } is neither yes nor no
    .remedy = Write yes or no (ja or nei), or leave the cell empty to record nothing
attended-number-for-yes = { $value } is neither yes nor no
    .remedy = If it is how many people came, name the column "Head count" ("Antall"); else write yes or no
attended-other-date = the row is about { $date }
    .remedy = Delete the row here, and record it with: { $ovelse } attendance { $key }
attended-people-of-absent = { $value } people came, but { $heading } says that the municipality did not take part
    .remedy = Correct one of the two cells
attended-registrations = column { $heading } says what municipalities chose, not who took part
    .remedy = Add a column "Took part" ("Deltok") with yes or no, or remove this column
attended-row-above-headings = { $value } stands above the headings on line { $headings }
    .remedy = Move the row below the headings, or delete it
attended-second-column = { $value } is a second column of the kind of { $first }
    .remedy = Delete one of the two columns, or its heading and cells
attended-unclear-column = { $value } stands in column { $heading }, which may or may not say who took part
    .remedy = Name the column "Took part" ("Deltok") if it does; else delete it
attended-unclear-number = { $value } in column { $heading } may be how many were expected or how many came
    .remedy = Name the column "Head count" ("Antall") if these people came; name it "Expected" ("Forventet") or delete it if not
attended-unread-columns = { $count ->
        [one] column { $headings } is not read
       *[other] { $count } columns are not read: { $headings }
    }
    .remedy = A column that says who took part needs the heading "Took part" ("Deltok") or "Head count" ("Antall")

## authority

authority-cannot-read = { $value } cannot be used to connect to the mail server: { $reason }
    .remedy = Put the file in the exercise folder, or remove ca_file from [mail]

## calendar

calendar-written = Wrote { $dates ->
        [one] { $dates } date
       *[other] { $dates } dates
    } to { $file }. Open the file in your calendar.

## call-off

call-off-assign = To give them and others the dates that are left: { $ovelse } assign
call-off-before = { $day } is called off already.
call-off-done = Called off: { $day }{ $note ->
        [none] {""}
       *[other] {" "}({ $note })
    }
call-off-was-held = { $count ->
        [one] { $date } has been held: { $count } municipality took part
       *[other] { $date } has been held: { $count } municipalities took part
    }
    .remedy = Remove that first: { $ovelse } attendance { $typed } MUNICIPALITY --forget
call-off-without-date = { $count ->
        [one] Had a place on it, and has none now: { $municipalities }
       *[other] Had places on it, and have none now: { $municipalities }
    }

## check

check-connected = Connected to { $server }.
check-connection-failed = { $reason }
    .remedy = Look at [mail] in exercise.toml
check-errors = { $errors ->
        [one] { $errors } error. Correct it, then run: { $ovelse } check
       *[other] { $errors } errors. Correct them, then run: { $ovelse } check
    }
check-errors-and-warnings = { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    } and { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }. Correct the errors, then run: { $ovelse } check
check-in-order = exercise.toml and data/municipalities.csv are in order: { $dates ->
        [one] { $dates } date
       *[other] { $dates } dates
    } with room for { $seats }, { $municipalities ->
        [one] { $municipalities } municipality
       *[other] { $municipalities } municipalities
    } invited.
check-limit = The server accepts messages of up to { $bytes } bytes.
check-logged-in = Logged in as { $user }.
check-no-server = Letters are written to data/outbox: there is no mail server to connect to.
check-not-run = Letters are handed to { $program }, which runs only when one is sent.
check-private = The connection is encrypted, and { $host } has a valid certificate.

## choice

choice-heading = { $rank ->
        [1] First choice
        [2] Second choice
        [3] Third choice
       *[other] Choice { $rank }
    }
choice-name = { $rank ->
        [1] first choice
        [2] second choice
        [3] third choice
       *[other] choice { $rank }
    }

## column

column-municipality = Municipality
column-note = Note
column-took-part = Took part
column-answer = Answer
column-contact = Contact
column-email = E-mail
column-expected-people = Expected people
column-groups = Groups
column-head-count = Head count
column-phone = Phone
column-remarks = Remarks
column-choice = Choice
column-file = File
column-letter = Letter
column-result = Result
column-to = To
column-when = When
column-why = Why

## confirmation

confirmation-did-not-take-part = did not take part, but was sent a confirmation that it did: this withdraws it
confirmation-recorded-anew = was sent a confirmation that is no longer right
confirmation-took-part = took part

## contact-test

contact-test-has-place = has a date
contact-test-other-address = has a new address since the last test

## crowded

crowded-date = { $value } has { $capacity ->
        [one] { $capacity } seat
       *[other] { $capacity } seats
    }, and { $count ->
        [one] { $count } municipality is
       *[other] { $count } municipalities are
    } placed there
    .remedy = Raise its capacity, or free seats: { $ovelse } unpin, or { $ovelse } assign --reassign MUNICIPALITY

crowded-sparse = { $value } needs { $minimum ->
        [one] { $minimum } municipality
       *[other] { $minimum } municipalities
    }, and { $count ->
        [one] { $count } is
       *[other] { $count } are
    } placed there
    .remedy = Lower its minimum; or pin more there: { $ovelse } pin MUNICIPALITY DATE

## date

date-before-or-after-move = { $value } is { $now } now, but it was { $moved } before dates were moved
    .remedy = Ask which of them is meant, and register it by hand: { $ovelse } register MUNICIPALITY --first DATE
date-no-such-day = { $value } is a day that does not exist
    .remedy = Write one of the exercise's dates: { $offered }
date-not-a-date = { $value } is not a date
    .remedy = Write one of the exercise's dates: { $offered }
date-not-offered = { $value } is not one of the exercise's dates
    .remedy = Write one of the exercise's dates: { $offered }
date-several = { $value } matches more than one date: { $dates }
    .remedy = Write one of the exercise's dates: { $offered }
date-weekday-disagrees = { $value } has the wrong weekday: that day is a { $weekday }
    .remedy = Write one of the exercise's dates: { $offered }

## dates

dates-assigned = Assigned
dates-called-off = { $date } (called off)
dates-capacity = Capacity
dates-choice = { $rank ->
        [1] First
        [2] Second
        [3] Third
       *[other] Choice { $rank }
    }
dates-date = Date
dates-first-choices = First choices
dates-legend = █ within capacity, ▓ beyond it, · free. { $scale ->
        [1] Each mark is one municipality.
       *[other] Each mark is { $scale } municipalities.
    }
dates-minimum = Minimum
dates-others = { $any } can take any date, and { $declined } declined.

## delivery

delivery-cannot-encrypt = the connection to { $host } could not be encrypted: { $why }
delivery-certificate-expired = the certificate of { $host } has expired. Tell whoever runs the server; if this computer's clock is wrong, set it
delivery-certificate-not-yet-valid = the certificate of { $host } is not valid yet. If this computer's clock is wrong, set it; otherwise tell whoever runs the server
delivery-ended = { $program } ended with { $status }
delivery-hung-up = the server ended the connection
delivery-interrupted = you pressed Ctrl-C
delivery-never-intended = { $file }:{ $line }: no earlier line names the letter { $message_id }
    .remedy = Put back the line as it was, from a copy of the folder. Until then nothing is sent
delivery-no-such-login = { $offered ->
        [none] the server lets nobody log in over this connection. Remove user from [mail], or set tls
       *[other] the server does not offer { $mechanism }, only { $offered }. Set auth under [mail] to one of these
    }
delivery-no-address = there is no address to send it to
delivery-no-start-tls = { $server } does not offer STARTTLS
delivery-not-a-certificate = there is no certificate in the file that ca_file names. It must be in PEM: -----BEGIN CERTIFICATE-----
delivery-not-arrived = it did not arrive
delivery-not-encrypted = { $host } does not answer with TLS on this port. If it offers STARTTLS there, set tls = "starttls" under [mail]
delivery-not-run = cannot run { $program }: { $error }
delivery-not-sent = not sent
delivery-not-tried = not tried
delivery-not-a-file-name = { $file }:{ $line }: { $name } is not the name of a file in data/outbox
    .remedy = Put back the line as it was, from a copy of the folder. Until then nothing is sent
delivery-outbox-ahead = { $letters ->
        [one] { $letters } letter in data/outbox, { $first }, is missing in data/deliveries.jsonl, which is lost or too old
       *[other] { $letters } letters in data/outbox, such as { $first }, are missing in data/deliveries.jsonl, which is lost or too old
    }
    .remedy = Put back the latest data/deliveries.jsonl that there is. Nothing is sent before that
delivery-other-name = the certificate is not for { $host }{ $names ->
        [none] {""}
       *[other] , but for { $names }
    }. Correct host under [mail]
delivery-queued = in the mail queue of this machine
delivery-refused = refused
delivery-said-before-private = somebody spoke in the name of { $host } before the connection was encrypted, so nothing was sent. Try on another network, and tell whoever runs the server
delivery-sent = sent
delivery-silent = { $server } does not answer
delivery-test = test
delivery-timeout = there was no answer for { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }
delivery-token-refused = { $said } (the server did not accept the token; it may have expired: get a new one)
delivery-too-large = the message has { $size } bytes, and the server accepts only { $most }
delivery-uncertain = uncertain
delivery-undeliverable = undeliverable
delivery-written = written
delivery-draft-missing = its draft { $file } is not in data/outbox any more
delivery-unreadable-answer = the answer of the server was cut off or cannot be understood
delivery-unknown-issuer = nobody whom this computer trusts vouches for the certificate of { $host }. If it is the right server, save its certificate in the exercise folder and add ca_file = "FILE" under [mail]
delivery-untrusted-certificate = the certificate of { $host } cannot be trusted: { $why }. If it is the right server, save its certificate in the exercise folder and add ca_file = "FILE" under [mail]
delivery-unreachable = { $server } cannot be reached: { $error }
delivery-cannot-compose = { $reason }
delivery-cannot-use = { $file }: { $reason }
delivery-damaged = { $file }:{ $line }:{ $column }: this is not a record of the delivery log
    .remedy = Put back the line as it was, from a copy of the folder. Until then nothing is sent

## demo

demo-begins = This demo runs on a sample exercise from 2022, in a new folder; --now goes back to that time.
demo-cannot-go-on = the demo cannot go on
demo-letters = The letters are in { $outbox }. Any mail program can open them.
demo-no-free-folder = there are too many demo folders here
    .remedy = Delete some of them, or name a folder: { $ovelse } demo DIR
demo-try = Go to { $folder } and try the commands yourself. Delete the folder when you are done.

## directive

directive-has-earlier-version = has an earlier version
directive-has-place = has a date
directive-meeting-changed = the directive that it was sent names another time

## due

due-not-sent-before = { $why }; the last attempt failed: { $refusal }

## email

email-malformed = { $value } is not an e-mail address
    .remedy = Write it as name@example.no
email-not-ascii = { $value } contains letters other than a–z, which not every mail system accepts
    .remedy = Write the address with a–z only (a domain in its xn-- form)
email-several = { $value } contains more than one address
    .remedy = Write one address; it can be a shared mailbox

## evaluation

evaluation-not-answered = was asked and has not answered
evaluation-took-part = took part

## exercise

exercise-bad-id = { $value } cannot be an id
    .remedy = Write a short name of a–z, 0–9 and hyphens, such as "ikt-2022", and never change it
exercise-all-past = all dates are past, and nobody has registered yet
    .remedy = If they are not meant, write other days
exercise-after-text = { $value } goes on after its closing quotation mark
    .remedy = Remove what follows it. Within a text, write a quotation mark as \"
exercise-backslash = { $value } has a backslash that TOML does not know
    .remedy = Write each backslash twice, or the text in single quotes: 'C:\Program'
exercise-control-characters = { $value } contains control characters
    .remedy = Type the text again
exercise-deadline-after-first-date = { $value } is not before the first date, { $first }
    .remedy = Write a deadline that leaves time to assign dates and send invitations
exercise-end-before-start = { $value } is not after the start, { $start }
    .remedy = Write an end that is later than the start
exercise-free-day = { $value } is { $day ->
        [new-years-day] New Year's Day
        [maundy-thursday] Maundy Thursday
        [good-friday] Good Friday
        [easter-sunday] Easter Sunday
        [easter-monday] Easter Monday
        [labour-day] 1 May, a public holiday
        [constitution-day] Constitution Day
        [ascension-day] Ascension Day
        [whit-sunday] Whit Sunday
        [whit-monday] Whit Monday
        [christmas-day] Christmas Day
        [boxing-day] Boxing Day
        [saturday] a Saturday
       *[other] a Sunday
    }
    .remedy = If it is not meant, write another day
exercise-group-named-twice = { $value } is also the name of another group
    .remedy = Give each group its own name
exercise-group-too-large = only { $most } of the { $members } members of the group { $group } can have a date
    .remedy = Split the group, or remove its rule
exercise-in-another-table = { $table ->
        [none] { $value } does not belong at the top of exercise.toml
       *[other] { $value } does not belong in { $table }
    }
    .remedy = { $home ->
        [top] Write it at the top of the file, above the first line in brackets
       *[other] Write it under { $home }
    }
exercise-minimum-above-capacity = { $value } is more than the capacity of the date, { $capacity }
    .remedy = Write how many municipalities the date needs, or remove the line if any number will do
exercise-missing-comma = { $value } has no comma between two of its values
    .remedy = Write a comma between them, such as ["3025", "Bærum"]
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
    .remedy = Write how many municipalities the date has room for. If it is not held: { $ovelse } call-off DATE
exercise-too-many-seats = { $value } is more than the { $most } that a date can have room for
    .remedy = Write how many municipalities the date has room for
exercise-no-equals-sign = { $value } has no equals sign
    .remedy = Write the name of a field, = and its value, such as place = "Teams". A comment begins with #
exercise-no-minimum = { $value } is not a minimum
    .remedy = Write how many municipalities the date needs, or remove the line if any number will do
exercise-no-opening-quote = { $value } is a text without an opening quotation mark
    .remedy = Write one where the text begins: place = "Teams"
exercise-no-rate = { $value } is not a rate
    .remedy = Write how many letters a minute the server accepts, or remove the line
exercise-no-such-day = { $value } is a day that does not exist
    .remedy = Write a day of the calendar, such as 2022-08-19
exercise-no-such-time = { $value } does not exist in { $zone }: clocks go forward then
    .remedy = Choose another hour
exercise-no-text-in-language = { $key } has no text in { $language }, a language of some municipalities
    .remedy = Add { $language } = "…"; until then their letters have the text in the exercise's language
exercise-no-text-in-own-language = { $key } has no text in { $language }, the exercise's language
    .remedy = Add { $language } = "…"
exercise-no-value = { $value } has no value
    .remedy = Write one after the equals sign, or remove the line
exercise-no-way = { $value } has neither a link nor a place of its own
    .remedy = Before you invite, add a line such as link = "https://teams.microsoft.com/…" or place = "Rådhuset" under its [[date]]
exercise-not-a-comment = { $value } does not begin a comment
    .remedy = Begin a comment with #
exercise-not-a-duration = { $value } is not a length of time
    .remedy = Write it as "60s" or "15m"; at most a day
exercise-not-a-host = { $value } is not the name of a server
    .remedy = Write its name, such as "smtp.example.no"
exercise-not-a-language = { $value } is not a language of letters
    .remedy = Write "nb", "nn" or "en"
exercise-not-a-line = { $value } is not a single line of text
    .remedy = Write one line of text in quotes
exercise-not-a-link = { $value } is not an https link
    .remedy = Copy the link of the meeting from Teams; it begins with https://
exercise-not-a-mechanism = { $value } is not a way to log in
    .remedy = Write "plain", "login" or "xoauth2"
exercise-not-a-name = { $value } is not the name of a field
    .remedy = Names are of a–z, - and _, such as target_group = "…"
exercise-not-a-port = { $value } is not a port
    .remedy = Write 587, 465 or 25, or the port of your server
exercise-not-a-rule = { $value } is not a rule
    .remedy = Write "same-date" if the members share a date, or "different-dates" if no two of them may
exercise-not-a-size = { $value } is not a size
    .remedy = Write it as "20 MB" or "500 kB"
exercise-not-a-table = { $value } stands where the table { $name } should be
    .remedy = Write { $name } on its own line, with its fields below it
exercise-not-a-text = { $value } is not a text
    .remedy = Write paragraphs in quotes, or remove the line
exercise-not-a-time = { $value } is not a day with a time
    .remedy = Write it as 2022-11-24T09:30:00
exercise-not-a-time-zone = { $value } is not a time zone
    .remedy = { $suggestion ->
        [none] Use a name from the IANA time zone database, such as "Europe/Oslo"
       *[other] Did you mean "{ $suggestion }"?
    }
exercise-not-a-transport = { $value } is not a transport
    .remedy = Use "outbox", "smtp" or "sendmail"
exercise-not-a-value = { $value } is neither a number, a day nor a text in quotes
    .remedy = Write 12 for a number, 2022-08-19 for a day, 2022-11-24T09:30:00 for a time, and "…" for a text
exercise-not-an-alarm = { $value } is not a time before the start
    .remedy = Write days, hours or minutes, such as "1d", "12h" or "30m"; at most 60 days
exercise-not-connections = connections is no longer used
    .remedy = Remove the line: letters go through one connection
exercise-not-encrypted = letters to { $host } would not be encrypted
    .remedy = Remove the line tls, or add allow_plaintext = true if nobody can listen in on the way
exercise-not-in-the-folder = { $value } is not a file in the exercise folder
    .remedy = Put the file in the exercise folder and write its name from there, such as "program.pdf"
exercise-not-quoted = { $value } is not in quotes
    .remedy = Write texts in quotes: place = "Teams". Days, numbers, true and false have none
exercise-not-tls = { $value } is not a kind of encryption
    .remedy = Write "starttls" or "implicit"; "none" is for a server on this machine
exercise-not-toml = { $value } is not TOML
    .remedy = Write one field a line, texts in quotes, days and numbers without: title = "…", deadline = 2022-08-19
exercise-not-yes-or-no = { $value } is neither true nor false
    .remedy = Write true or false in small letters, without quotes
exercise-only-for = { $value } is only for transport = "{ $transport }"
    .remedy = Write transport = "{ $transport }" in [mail] if letters should go that way, or remove the line
exercise-open-bracket = { $value } has no closing { $bracket }
    .remedy = Write it where the list or table ends
exercise-open-text = { $value } is a text without a closing quotation mark
    .remedy = Write one where the text ends; a text of several lines begins and ends with three of them
exercise-password = a password must not be in this file
    .remedy = Put it in the environment variable { $variable }, or write password_command = ["pass", "show", "smtp"]. Change the password: it has been in a file
exercise-past = { $value } is past, and nobody has registered yet
    .remedy = If it is not meant, write another day
exercise-published-after-deadline = { $value } is after the deadline, { $deadline }
    .remedy = Write the day on which the exercise was announced
exercise-same-day = { $value } is on the same day as the date at { $other }
    .remedy = If it is not meant, write another day
exercise-same-start = { $value } is also the start of another date
    .remedy = Give each date its own start, or give one date a larger capacity
exercise-server-without-transport = { $value } is a mail server, but letters only go to data/outbox
    .remedy = Add transport = "smtp", or remove the server
exercise-set-twice = { $value } is set twice
    .remedy = Keep one of the two
exercise-single-brackets = { $value } has one bracket at each end
    .remedy = Write { $name }
exercise-time-occurs-twice = { $value } occurs twice in { $zone }: clocks go back then
    .remedy = Choose another hour
exercise-too-few-members = a group needs at least two members
    .remedy = Write numbers or names from municipalities.csv: members = ["3025", "Bærum"]
exercise-too-few-places = { $dates ->
        [one] the date has room for { $places }, but { $invited } municipalities are invited
       *[other] the dates have room for { $places }, but { $invited } municipalities are invited
    }
    .remedy = { $dates ->
        [one] Raise the capacity of the date, or add a date
       *[other] Raise the capacity of some dates, or add a date
    }
exercise-line-too-long = { $value } is longer than { $most } characters
    .remedy = Shorten it: it stands in subjects and headings
exercise-too-many-tables = there are more than { $most } tables { $name }
    .remedy = Split the exercise into several folders
exercise-typographic-quotes = { $value } is in typographic quotation marks
    .remedy = Write straight ones: place = "Teams"
exercise-unknown-field = { $table ->
        [none] { $value } is not a field of exercise.toml
       *[other] { $value } is not a field of { $table }
    }
    .remedy = { $suggestion ->
        [none] Known fields: { $known }
       *[other] Did you mean "{ $suggestion }"?
    }
exercise-wrong-type = { $value } does not fit { $key }
    .remedy = { $expected ->
        [texts] Write texts in quotes between brackets, such as ["3025", "Bærum"]
        [files] Write names of files in quotes between brackets, such as ["program.pdf"]
        [command] Write each word in quotes between brackets, such as ["pass", "show", "smtp"]
        [link] Write a link in quotes, such as "https://teams.microsoft.com/…"
        [email] Write an address in quotes, such as "kari@example.no"
        [yes-or-no] Write true or false, without quotes
        [number] Write a whole number without quotes, such as 12
        [port] Write a whole number without quotes, such as 587
        [day] Write a day without quotes, such as 2022-08-19
        [time] Write a local time without quotes or offset, such as 2022-11-24T09:30:00
       *[text] Write text in quotes, such as "Teams"
    }

## explain

explain-any = { $municipality } can take any date and { $date ->
        [none] has none
       *[other] has { $date }
    }.
explain-begun = the date has begun
explain-best = This is the best date it can get.
explain-called-off = { $date } is called off.
explain-declined = { $municipality } declined and { $date ->
        [none] has no date
       *[other] has { $date }
    }.
explain-fixed = It has this date whatever others ask for: { $reason }.
explain-group = It is in the group { $group }, whose members must be on { $rule ->
        [same-date] the same date
       *[different-dates] different dates
    }.
explain-has-date = { $municipality } asked for { $choices }, and has { $date }, { $choice ->
        [none] which it did not ask for
       *[other] its { $choice }
    }.
explain-if = If { $municipality } had a seat there:
explain-impossible = It cannot have this date: { $reason }.
explain-invited = it was sent an invitation for it
explain-no-date = { $municipality } asked for { $choices }, and has no date.
explain-without-date = { $reason ->
        [called-off] Every date that it asked for is called off.
        [full-or-called-off] Every date that it asked for is full or called off.
        [past] Every date that it asked for is over.
        [past-full-or-called-off] Every date that it asked for is over, full or called off.
        [group] A group is in the way of the dates with room.
        [minimum] Too few come for the dates with room to be held.
        [group-or-minimum] A group, or too few, are in the way of the dates with room.
        [can-be-assigned] There is room on a date that it asked for. To assign again: { $ovelse } assign
       *[full] Every date that it asked for is full.
    }
explain-nobody-worse-off = nobody would have a worse choice, but somebody would have to move to another date
explain-not-answered = { $municipality } has not answered
    .remedy = Register its answer: { $ovelse } register { $typed } --first DATE
explain-not-held = It is not held: it needs { $minimum ->
        [one] { $minimum } municipality
       *[other] { $minimum } municipalities
    }.
explain-not-proven = Not all of this is proven: a search took too long and was stopped.
explain-nothing-assigned = no municipality has been assigned a date yet
    .remedy = Assign dates first: { $ovelse } assign
explain-out-of-date = registrations, pins or exercise.toml have changed since dates were assigned
    .remedy = Assign dates again first: { $ovelse } assign
explain-offered = it was offered to it
explain-over = { $date } is over.
explain-pinned = { $note ->
        [none] it is pinned
       *[other] it is pinned ({ $note })
    }
explain-taken = { $date } has { $taken } of { $capacity ->
        [one] { $capacity } seat
       *[other] { $capacity } seats
    } taken.
explain-taken-by = { $date } has { $taken } of { $capacity ->
        [one] { $capacity } seat
       *[other] { $capacity } seats
    } taken: { $parts }.
explain-taken-by-ahead = { $count ->
        [one] { $count } by another that is ahead of { $municipality } in the queue
       *[other] { $count } by others that are ahead of { $municipality } in the queue
    }
explain-taken-by-kept = { $count ->
        [one] { $count } by a municipality that was sent an invitation or is pinned
       *[other] { $count } by municipalities that were sent an invitation or are pinned
    }
explain-taken-by-only-possible = { $count ->
        [one] { $count } by a municipality that asked for no other date
       *[other] { $count } by municipalities that asked for no other date
    }
explain-without-group = Without the group it would have { $date }.
explain-worse-off = { $municipality } would have { $instead ->
        [none] no date
       *[other] its { $instead }
    } instead of its { $choice }{ $ahead ->
        [yes] ; it is ahead in the queue
       *[no] {""}
    }

## export

export-cannot-read = cannot read data/outbox/{ $file }

## export-letters

export-letters-done = Wrote { $count ->
        [one] { $count } letter
       *[other] { $count } letters
    } to { $folder }: { $sent } as sent, { $due } as due.
export-letters-forms = Each is there as .eml and as .txt; contacts.csv lists whom to call.
export-letters-unmade = the letter to { $municipality } is left out: { $reason }
    .remedy = Correct it with: { $ovelse } register { $municipality }, then export the letters again
export-letters-uncertain = { $count ->
        [one] { $count } uncertain letter was left out. Settle it first: { $ovelse } settle
       *[other] { $count } uncertain letters were left out. Settle them first: { $ovelse } settle
    }

## field

field-control-characters = { $value } contains control characters
    .remedy = Type the text again
field-lost-letters = { $value } has letters missing or replaced
    .remedy = Ask for the file again, saved as UTF-8 or as a workbook, or correct the text
field-not-a-line = { $value } is not a single line of text
    .remedy = Write it on one line
field-not-a-number = { $value } is not a whole number
    .remedy = Write a whole number, such as 7, or leave it out
field-not-a-time = { $value } is not a date and a time, day first
    .remedy = Write it as 24.06.2022 10:15, or leave the cell empty
field-spreadsheet-error = { $value } is an error of the spreadsheet program
    .remedy = Correct the formula, or empty the cell

## file

file-disk-full = there is no room left on the disk
    .remedy = Make room, then run this command again; what was there before is as it was
file-failed = { $reason }
file-is-a-folder = this is a folder
    .remedy = Name a file, or move the folder away if a file should be there
file-link-outside = this is a link that leads out of the exercise folder
    .remedy = Put what it leads to into the exercise folder, in place of the link
file-not-a-folder = this is a file, and it must be a folder
    .remedy = Move it out of the exercise folder, or give it another name
file-not-a-file = this is a pipe or a device
    .remedy = Save what comes out of it as a file, and name that
file-not-found = there is no such file
    .remedy = Look for a typing mistake in its name
file-read-only = this disk can only be read
    .remedy = Copy the exercise folder to another disk, or write to another place
file-permission-denied = permission denied
    .remedy = If the file is open in another program, such as Excel, close it there and run this command again

## findings

findings-more = { $count ->
        [one] { $count } more is not listed
       *[other] { $count } more are not listed
    }
    .remedy = Correct what is listed, then run this command again

## folder

folder-empty-table = the file is empty
    .remedy = Restore it from a copy of the folder, or delete it and do again what filled it
folder-file = { $file }: { $problem }
folder-locked = another ovelse command is changing { $folder }{ $holder ->
        [none] {""}
       *[other] : { $holder }
    }
    .remedy = Wait until it is done, then run this command again
folder-missing-municipalities = the file is missing
    .remedy = Create it, with the columns number, name, language and email
folder-no-exercise = there is no exercise.toml in { $folder }
    .remedy = Go to an exercise folder, name one with -C DIR, or create one with: ovelse init DIR. To see how it works, run: ovelse demo
folder-no-exercise-above = there is no exercise.toml in { $folder } or a folder above it
    .remedy = Go to an exercise folder, name one with -C DIR, or create one with: ovelse init DIR. To see how it works, run: ovelse demo
folder-not-a-field-of-a-statement = the field { $field } of a statement cannot be read
    .remedy = Put back the line as it was, from a copy of the folder. Until then nothing is registered
folder-not-a-municipality-number = { $value } is not the number of a municipality
    .remedy = Restore what ovelse wrote there, or remove the row and read the e-mail again
folder-head-count-contradicts = { $value } people cannot be right: a municipality took part if people of it came, and only then
    .remedy = Correct the cell in the column "took part", or empty this one
folder-not-a-number = { $value } is not a number
    .remedy = Restore what ovelse wrote there
folder-not-a-period = { $value } is not two times with a slash between them
    .remedy = Restore what ovelse wrote there
folder-not-a-pin = { $value } is not a pin
    .remedy = Write "yes" where a date is set by hand, or leave the cell empty
folder-not-a-secret = { $file } does not hold the secret of this folder
    .remedy = Restore it from a copy of the folder. Without one, delete the file: letters that were sent keep their identities
folder-not-a-source = { $value } is not a file with a line, such as "list.csv:3"
    .remedy = Restore what ovelse wrote there
folder-not-a-statement = this line is not a record of what was said
    .remedy = Put back the line as it was, from a copy of the folder. Until then nothing is registered
folder-not-a-time = { $value } is not a time
    .remedy = Restore what ovelse wrote there
folder-not-a-zoned-time = { $value } is not a time such as 2022-08-22T09:00:00+02:00
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

## gone

gone-municipalities = { $count ->
        [one] { $numbers } has answered or has a place, but is not on the list any more
       *[other] { $numbers } have answered or have places, but are not on the list any more
    }
    .remedy = What is known of whoever is not on the list does not count. To let it count again, put the row back

## group

group-member-twice = { $value } is listed twice in the group { $group }
    .remedy = Remove one of the two

## history

history-empty = Nobody has said anything yet.
history-field = { $content ->
        [none] no { $field }
       *[other] { $field } { $content }
    }
history-from = From
history-said = What was said
history-stands = Stands
history-moved = { $from } is { $to } now
history-undone = undone
history-when = Said
history-withdrawn = withdrawn

## import

import-by-hand = by hand
import-too-many-refused = there are too many files of refused rows beside { $file }
    .remedy = Move away those that you have imported
import-cannot-read = cannot read { $file }
import-cannot-read-standard-input = cannot read standard input
import-changed = Changed
import-changed-choices = { $municipality }: { $choices } (before: { $before }), { $source }
import-column = {"    "}"{ $heading }" is { $field }
import-dry-run = Nothing was written: this was a dry run.
import-file = { $file }: { $kind }, headings on line { $line }
import-files = Files
import-is-a-folder = { $folder } is a folder
    .remedy = Name the files in it, as with { $typed }/*.csv
import-lines = { $file }: { $lines }
import-lines-empty = { $count ->
        [one] { $count } empty line
       *[other] { $count } empty lines
    }
import-lines-headings = { $count ->
        [one] { $count } row of headings
       *[other] { $count } rows of headings
    }
import-lines-rows = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
import-lines-titles = { $count ->
        [one] { $count } title
       *[other] { $count } titles
    }
import-keeps-date = {"    "}It was invited for { $date } and keeps that date when dates are assigned again, unless you add --reassign { $number }
import-had-date = {"    "}It was invited for { $date }, which has begun, and keeps that date. To give it another one: { $ovelse } pin
import-late = Late
import-loses-date = {"    "}It was invited for { $date } and loses that date when dates are assigned again
import-new = New
import-not-written = Nothing was written.
import-older = Older
import-other-change = { $municipality }: { $changed } changed, { $source }
import-outdated = { $municipality }: { $choices } is older than the registered answer ({ $registered }) and is ignored, { $source }
import-outdated-withdrawn = { $municipality }: { $choices } is older than its withdrawal and is ignored, { $source }
import-partly-written = Wrote the rows that can be read to { $file }.
import-refused = Nothing was written. Correct what was refused and import again, or add --partial to import the rest.
import-refused-file = The refused rows are in { $file }: correct them there, and import that file.
import-refused-rows = Refused
import-rows = Rows
import-same = Unchanged
import-unchanged = Nothing has changed.
import-written = Wrote { $file }.

## inbox

inbox-attachments = The answer may be in what is attached, which is not read here: { $files }
    .remedy = Save a spreadsheet, and read it with: { $ovelse } import FILE
inbox-file = { $file }
inbox-foreign = Nothing of this exercise: { $subject }
inbox-nobody = Asks for { $choices }, and does not say for whom
    .remedy = Find out, then register it by hand: { $ovelse } register MUNICIPALITY --first DATE
inbox-not-registered = { $count ->
        [one] { $count } registration is certain and was not taken in.
       *[other] { $count } registrations are certain and were not taken in.
    }
    .remedy = To take in what is certain, run the command again with --yes
inbox-own = A letter of this exercise
inbox-own-invitation = It is an invitation of this exercise, not an answer to one
    .remedy = Ask whoever sent it whether they come
inbox-question = Asks something{ $municipality ->
        [none] { "" }
       *[other] { " " }for { $municipality }
    }, and chooses no date
inbox-read-from = Read from: { $sentence }
inbox-register = Take in what is certain?
inbox-registered = Taken in: { $count ->
        [one] { $count } registration
       *[other] { $count } registrations
    }.
inbox-registration = { $municipality }: { $choices }
inbox-reply = { $municipality }: { $kind }
inbox-several = Names several municipalities: { $municipalities }
    .remedy = Find out for whom it is, then register it by hand: { $ovelse } register MUNICIPALITY --first DATE
inbox-unclear = { $municipality ->
        [none] Unclear
       *[other] { $municipality }: unclear
    }, as { $why ->
        [condition] it depends on something
        [no-single-date] it names no single date
        [not-offered] it names a date that is not offered
        [no-order] it names several dates in no order
        [contradiction] it contradicts itself
       *[not-chosen] it does not say whether these dates are wanted
    }: { $sentence }
    .remedy = Ask, then register what they answer: { $ovelse } register MUNICIPALITY --first DATE
inbox-untrusted = { $municipality }: { $choices }. It comes from { $from }, which may be anybody's
    .remedy = If you know the sender, run the command again with --trust ADDRESS
inbox-unknown-letter = It is not about a letter of this exercise
    .remedy = Read it yourself: it may still be an answer
inbox-unknown-meeting = It answers a meeting outside this exercise
    .remedy = Read it in the folder of the exercise that it belongs to
inbox-unnamed-letter = It does not say which letter could not be delivered
    .remedy = Read it yourself: it may quote the letter

## init

init-after-a-file = { $file } is a file
    .remedy = Name the folder of the former exercise, such as ../ikt-2027. Nothing is taken over from a zip file
init-after-no-exercise = { $kind ->
        [archive] { $folder } is an archive of an exercise
       *[other] there is no exercise.toml in { $folder }
    }
    .remedy = { $kind ->
        [archive] Name the folder of the exercise itself. If that is gone, make one: tables/exercise.toml goes into a new folder, and the other files of tables into data in it
       *[other] Name the folder of the former exercise, such as ../ikt-2027: the one that exercise.toml is in
    }
init-after-nothing = there is no folder { $folder }
    .remedy = Look for a typing mistake: --after takes the folder of the former exercise, such as ../ikt-2027
init-all-took-part = all who were invited took part, so that nobody is left to invite
    .remedy = Leave out --only-missing to invite everyone again
init-ask = Press Enter to leave a question for later.
init-ask-another-date = Another date
init-ask-capacity = How many municipalities each date has room for
init-ask-contact-email = E-mail address of the lead, which letters come from
init-ask-contact-name = Name of the lead, whom municipalities ask
init-ask-contact-phone = Phone number of the lead
init-ask-counties = Counties to invite, separated by commas, or "all"
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
init-ends-too-early = it does not end after it begins
init-file =
    This file describes an exercise. Lines that begin with # are not read: where such a line shows a missing value,
    write yours and remove the #. To see what is missing, run: ovelse check
init-file-capacity = how many municipalities there is room for
init-file-contact = whom municipalities ask; letters come from this address
init-file-date = repeat this block for each date
init-file-deadline = the last day to register
init-file-id = never change it: calendars know the exercise by it
init-file-language = nb, nn or en: for municipalities without a language of their own
init-file-letters = what is special to this exercise; part of invitations and of the announcement
init-file-mail =
    How letters are sent. Without this, they are written to data/outbox and nothing leaves your machine. The other
    fields are described in docs/sending.md of ovelse.
init-file-published = the day of the announcement
init-file-timezone = the time zone of every time in this folder
init-fill-in = Fill in what is missing in the two files: dates, links, addresses. To see what is left, run: ovelse check
init-group-left-out = The group { $group } is not taken over: fewer than two of its members are invited.
init-group-without = The group { $group } is without { $municipalities }.
init-inside-former = { $folder } would lie inside the former exercise
    .remedy = Name a folder beside it, such as ../{ $name }
init-left-out = { $count ->
        [one] { $count } municipality has taken part and is not invited again.
       *[other] { $count } municipalities have taken part and are not invited again.
    }
init-missing = { $why ->
        [absent] Invited again, as they did not come
        [no-date] Invited again, as they had no date
        [called-off] Invited again, as their date was called off and they got no other
        [declined] Invited again, though they declined
        [not-registered] Invited again, as they have no registration
        [to-come] Invited again, though they have a place on { $date }, which is to come
       *[unrecorded] Invited again, as nobody has recorded whether they came on { $date }
    }
init-not-a-county = { $county } is not a county
    .remedy = { $suggestion ->
        [none] The counties are { $all }; "all" means every one
       *[other] Did you mean { $suggestion }? The counties are { $all }; "all" means every one
    }
init-next = { $missing ->
        [none] Next: go to { $folder }, look through the two files, and run: ovelse check
       *[other] Next: go to { $folder }, write { $missing } into exercise.toml, and run: ovelse check
    }
init-nobody-raised = { $assigned ->
        [yes] Nobody has a higher priority: nobody who asked for a date got a later choice, or none.
       *[no] Nobody has a higher priority: no dates were assigned.
    }
init-not-attached = Not taken over, as it went with the former letters
init-not-over = The former exercise is not over (to come: { $dates }). What happens there from now on is not taken over.
init-nothing-recorded = { $first ->
        [none] nobody has recorded who took part in the former exercise
       *[other] the former exercise has not been held: its first date is { $first }
    }
    .remedy = { $first ->
        [none] Record it first: ovelse -C { $folder } attendance DATE. Or leave out --only-missing
       *[other] Wait until it has been held, or leave out --only-missing
    }
init-priority-kept = Priority as before (take it away if it was for the former exercise alone)
init-raised = { $why ->
        [no-date] Priority { $raise } higher, as they had no date
        [called-off] Priority { $raise } higher, as their date was called off and they got no other
        [later-choice] Priority { $raise } higher, as they got a later choice
       *[other-date] Priority { $raise } higher, as they got a date that they had not asked for
    }
init-read-again = Written for the former exercise, so read it again
init-refilled = From the list: { $filled ->
        [one] { $filled } address filled in
       *[other] { $filled } addresses filled in
    }, { $different ->
        [0] and none that differs.
        [one] and { $different } that differs and was left. To see it: ovelse addresses FILE
       *[other] and { $different } that differ and were left. To see them: ovelse addresses FILE
    }
init-same-id = the former exercise has the id { $id } too, by which calendars know it
    .remedy = Name another folder
init-sample = Created the sample exercise in { $folder }. Go there and run: ovelse check
init-taken-fields = organiser, place and language
init-taken-groups = { $count ->
        [one] { $count } group
       *[other] { $count } groups
    }
init-taken-municipalities = { $addresses ->
        [0] municipalities
       *[other] municipalities with addresses
    }
init-taken-over = Taken over from { $folder }
init-unrecorded = If they came, record it (ovelse -C { $folder } attendance { $date }), delete the new folder and run this again.
init-without-address = { $count ->
        [one] { $count } municipality has no address. To fill in from a list: ovelse addresses FILE
       *[other] { $count } municipalities have no address. To fill in from a list: ovelse addresses FILE
    }
init-write-like = write it like { $example }

## intake

intake-ambiguous-column = column { $value } is not read: it could be { $fields }
    .remedy = { $line ->
        [none] Rename the heading to what the column holds
       *[other] Rename the heading to what the column holds, or add to exercise.toml under [import.columns]: { $line }
    }
intake-answer = { $contact ->
        [none] { $answer }
       *[other] { $answer } ({ $contact })
    }
intake-answer-at = { $answer } at { $source }
intake-answers-differ = { $more ->
        [0] { $municipality } chose { $answers }
       *[other] { $municipality } chose { $answers }, and { $more } more
    }
intake-answers-in-field = { $count ->
        [one] { $example } on line { $line } may be an answer, but it is read as { $field }
       *[other] { $count } cells may be answers, such as { $example } on line { $line }, but the column is read as { $field }
    }
    .remedy = Write an answer in the column of its choice ("Pri 1", "Pri 2", …)
intake-any-date-and-more = { $value } contradicts the other choice in the row, unless that one is preferred
    .remedy = Write the dates in order of preference, or leave the other columns empty
intake-both-of-several = { $value } says both, but the exercise does not have two dates: it can mean that any date will do, or only two of them
    .remedy = Ask the municipality; write "alle" if any date will do, otherwise its dates in order of preference
intake-cells-beside-headings = there is something to the right of the last heading, from { $value } on; it is not read
    .remedy = Write a heading above it if it is needed, or delete it
intake-contradictory = { $more ->
        [0] { $municipality } chose { $answer } here, but { $others }
       *[other] { $municipality } chose { $answer } here, but { $others }, and { $more } more
    }
    .remedy = Ask the municipality which one it means. Then correct the rows, or import with --take { $source }
intake-date-beside-headings = { $value } is a date of the exercise to the right of the last heading
    .remedy = Write a heading such as "Pri 2" above it, or delete it
intake-dates-in-field = { $value } is the heading of a column for { $field }, but there are dates of the exercise below it
    .remedy = { $line ->
        [none] If they are choices, rename the heading to "Pri 1", "Pri 2" or whichever choice it is. Otherwise rename it to what the column holds
       *[other] If they are choices, rename the heading to "Pri 1", "Pri 2" or whichever choice it is. If the column is for { $field }, add to exercise.toml under [import.columns]: { $line }
    }
intake-dates-without-heading = there are dates of the exercise in this column, but no heading above them
    .remedy = Write the heading: "Pri { $rank }" if they are choice { $rank }. Delete the column if it is no choice
intake-day-without-hour = { $value } tells no hour; such times are read as the end of that day
    .remedy = Nothing to do, unless the hour matters for the order of answers
intake-declined-and-more = { $value } contradicts the other choice in the row
    .remedy = Ask the municipality, and leave only what it means
intake-empty-form = the form is empty: nothing is filled in below the headings on line { $line }
    .remedy = Ask whoever returned it to fill it in, save it and send it again
intake-equal-ranks = two dates have the same rank
    .remedy = Ask the municipality, and write 1 for its first choice and 2 for its second
intake-field-differs = { $other ->
        [none] { $field } is { $here } here, but empty at { $source }; what was said last is used
       *[other] { $field } is { $here } here, but { $other } at { $source }; what was said last is used
    }
    .remedy = Ask the municipality if it matters, and correct one of the rows
intake-form-of-another-exercise = this is the form of another exercise, { $title }, with the dates { $dates }
    .remedy = Import it in the folder of that exercise (-C DIR). If the answer is meant for this exercise, hand out its form: { $ovelse } announce --form FILE
intake-form-with-other-dates = this form was handed out with the dates { $offered }, but the exercise now has { $dates }
    .remedy = Ask those who wrote "alle" whether all dates suit them, and hand out the new form: { $ovelse } announce --form FILE
intake-many-unknown-columns = { $count ->
        [one] { $count } column is not read: { $headings }
       *[other] { $count } columns are not read, such as { $headings }
    }
    .remedy = Rename a heading if its column is to be read
intake-many-unread-addresses = { $count ->
        [one] { $count } column with e-mail addresses or phone numbers is not read: { $headings }
       *[other] { $count } columns with e-mail addresses or phone numbers are not read, such as { $headings }
    }
    .remedy = Rename the heading of the contact's column to "E-post" or "Telefon"
intake-many-unread-answers = { $count ->
        [one] { $count } column that is not read has cells that may be answers: { $headings }
       *[other] { $count } columns that are not read have cells that may be answers, such as { $headings }
    }
    .remedy = Write an answer in the column of its choice ("Pri 1", "Pri 2", …)
intake-missing-column = there is no column for the { $fields }; the headings are { $headings }
    .remedy = Rename the right heading ("Kommune", "Pri 1"), or add it to exercise.toml under [import.columns]: { $keys }
intake-missing-rank = { $value } is read as the next choice, as there is no column for choice { $missing }
    .remedy = Nothing to do, unless a column is missing
intake-municipalities-disagree = { $value } is { $by_number }, but the row also says { $by_name }
    .remedy = Correct the number or the name
intake-no-date-marked = no date is chosen
    .remedy = Ask the municipality, and write 1 for its first choice and 2 for its second
intake-no-first-choice = there is no first choice
    .remedy = Ask the municipality, or write "alle" if any date will do, "deltar ikke" if none will
intake-no-heading = there is something in this column, but no heading above it; it is not read
    .remedy = Write a heading above it if it is needed
intake-no-municipality = the row names no municipality
    .remedy = Write its name or number, or remove the row
intake-no-rows = there are no rows below the headings on line { $line }
    .remedy = Check that this is the right file
intake-not-a-rank = { $value } is not a rank
    .remedy = Write 1 for the first choice and 2 for the second
intake-not-received = { $value } is not a date and a time, day first
    .remedy = Write it as 24.06.2022 10:15, or leave the cell empty
intake-not-to-choose = --take cannot use this row: it is not the first row of one of several answers
    .remedy = Name a row that is listed where a municipality contradicts itself
intake-orders-contradict = { $day_first } on line { $day_line } has the day first, but { $month_first } on line { $month_line } has the month first: no such time in this column can be read
    .remedy = Write all times of the column like 24.06.2022 10:15
intake-own-address = { $value } is the address that invitations come from
    .remedy = Use another address for the contact: nobody can answer their own invitation
intake-rank-of-another-column = { $value } has another rank than its column
    .remedy = Ask the municipality if you do not know what it means, and write one date in each column, without its rank
intake-ranks-and-marks = some dates are ranked and others only marked
    .remedy = Ask the municipality, and write 1 for its first choice and 2 for its second
intake-ranks-beside-choices = { $value } is a column of ranks, but other columns have the choices
    .remedy = Write each choice below its own heading ("Pri 1", "Pri 2", …), and delete this column
intake-received-later = { $value } is after now ({ $now }), so no answer was received then
    .remedy = Correct the time, or leave the cell empty. If the month is written first, write 24.06.2022 10:15 instead
intake-repeated-choice = { $value } is already an earlier choice; it counts once
    .remedy = Nothing to do, unless the municipality meant another date
intake-replaced = { $municipality } chose { $answer } here, and later { $later } at { $source }; the later answer is used
    .remedy = Nothing to do, unless the later answer is a mistake
intake-row-above-headings = { $value } looks like part of an answer, but it stands above the headings on line { $headings }
    .remedy = Write headings of its own above line { $line }, or delete that line if it is no answer
intake-same-rank-twice = { $value } gives two dates the same rank
    .remedy = Ask the municipality; write one date in each column, or "pri 1: …, pri 2: …"
intake-second-choice-column = { $value } is a second column for the { $field }; the first is { $first }
    .remedy = Rename the heading that means another choice ("Pri 1", "Pri 2", …), or delete the column that is not needed
intake-second-column = { $value } is a second column for { $field }; the first is { $first }
    .remedy = { $line ->
        [none] Rename the heading of the column that is not to be read
       *[other] Rename the heading of the column that is not to be read, or read only the first: add to exercise.toml under [import.columns]: { $line }
    }
intake-several-dates-and-more = { $value } is more than one date, and there is another choice beside it
    .remedy = Write one date in each column
intake-several-dates-marked = several dates are marked, but not which comes first
    .remedy = Ask the municipality, and write 1 for its first choice and 2 for its second
intake-title-above = { $value } and the rest of this row are not read: they stand above the headings on line { $headings }
    .remedy = Nothing to do, unless the row contains something that registrations need
intake-title-between = { $value } is taken for a title of the list whose headings are on line { $headings }
    .remedy = Nothing to do, unless it is an answer
intake-too-many-lists = there are more than { $most } lists in this file: nothing is read from here on
    .remedy = Divide the file, or look whether its headings stand above every row
intake-too-many-refused = more than { $most } rows cannot be read: nothing is read from here on
    .remedy = Look at the first of them: it may be another kind of list
intake-too-many-rows = { $municipality } has more than { $most } rows that say different things; none of its rows is read
    .remedy = Ask the municipality which of them count, and delete the others
intake-two-readings = { $value } can be { $day_first } or, with the month first, { $month_first }, and no other time in the column tells which
    .remedy = Write the times as 24.06.2022 10:15
intake-unclear-choice = there are dates of the exercise or answers in words below { $value }, but the heading does not say which choice they are
    .remedy = { $line ->
        [none] Rename the heading to "Pri 1", "Pri 2" or whichever choice it is. Delete the column if it is no choice
       *[other] Rename the heading to "Pri 1", "Pri 2" or whichever choice it is. Delete the column if it is no choice. If it is choice { $rank }, you can instead add to exercise.toml under [import.columns]: { $line }
    }
intake-unknown-column = column { $value } is not read
    .remedy = Nothing to do, unless it contains something that registrations need
intake-unread-answers = { $count ->
        [one] column { $value } is not read, but { $example } on line { $line } may be an answer
       *[other] column { $value } is not read, but { $count } cells may be answers, such as { $example } on line { $line }
    }
    .remedy = Write an answer in the column of its choice ("Pri 1", "Pri 2", …)
intake-unread-addresses = column { $value } has e-mail addresses or phone numbers and is not read
    .remedy = Rename the heading to "E-post" or "Telefon" if they are the contact's
intake-unread-beside = column { $value } is not read: the { $field } is taken from { $first }
    .remedy = Nothing to do, unless it is { $value } that should be read. Then rename the other heading
intake-unordered = { $value } names several dates, but does not say which comes first
    .remedy = Ask the municipality; write one date in each column, or "pri 1: …, pri 2: …". If the question asked for a ranking, write ranking = true in exercise.toml under [import]

## invitation-reminder

invitation-reminder-not-answered = has not answered the invitation, sent { $days ->
        [0] today
        [one] { $days } day ago
       *[other] { $days } days ago
    }
invitation-reminder-reminded-before = has not answered the invitation; reminded { $times ->
        [one] { $days ->
            [0] today
            [one] { $days } day ago
           *[other] { $days } days ago
        }
       *[other] { $times } times, last { $days ->
            [0] today
            [one] { $days } day ago
           *[other] { $days } days ago
        }
    }

## invite

invite-choice = { $choice ->
        [none] –
       *[other] { $choice }
    }
invite-choice-pinned = { $choice ->
        [none] –, pinned
       *[other] { $choice }, pinned
    }
invite-copy-due = { $kind } due (copy)
invite-date = { $date } ({ $taken } of { $capacity } taken)
invite-due = { $kind } due
invite-later = –
invite-no-dates = no municipality has been assigned a date
    .remedy = Assign dates first: { $ovelse } assign
invite-sent = sent
invite-written = written
invite-uncertain = uncertain
invite-undeliverable = undeliverable

## invite-warning

invite-warning-declined = { $count ->
        [one] { $municipalities } declined the invitation and still has a date
       *[other] { $municipalities } declined the invitation and still have dates
    }
    .remedy = Ask before you send. Who does not take part: { $ovelse } register MUNICIPALITY --declined
invite-warning-gone = { $count ->
        [one] { $municipalities } was invited and is no longer in municipalities.csv
       *[other] { $municipalities } were invited and are no longer in municipalities.csv
    }
    .remedy = To have a meeting called off, put the row back; or tell the municipality yourself
invite-warning-own-address = { $address }, which invitations come from, is also the contact address of { $municipalities }
    .remedy = Calendars do not let an organiser answer. Register another address: { $ovelse } register MUNICIPALITY --email ADDRESS
invite-warning-unassigned = { $count ->
        [one] { $count } municipality is waiting for a date
       *[other] { $count } municipalities are waiting for a date
    }
    .remedy = Run: { $ovelse } assign
invite-warning-uncertain = nobody knows whether the last letter about a date was sent to { $municipalities }; nothing more about dates is sent there
    .remedy = Look in the mailbox, or ask. Then run: { $ovelse } settle MUNICIPALITY --sent, or --resend
invite-warning-undeliverable = the last letter to { $municipalities } could not be delivered; nothing more is sent to that address
    .remedy = See why: { $ovelse } replies. Then run: { $ovelse } register MUNICIPALITY --email ADDRESS, or { $ovelse } settle MUNICIPALITY --resend

## kind

kind-cancellation = cancellation
kind-confirmation = confirmation
kind-contact-test = contact test
kind-directive = directive
kind-evaluation = evaluation
kind-invitation = invitation
kind-invitation-reminder = invitation reminder
kind-message = message
kind-receipt = receipt
kind-reminder = reminder
kind-seat-open = seat-open
kind-unplaced = unplaced
kind-update = update

## letters

letters-due = { $count ->
        [0] No letter is due.
        [one] { $count } letter is due{ $command ->
            [none] , and cannot be sent yet.
           *[other] . To send it: { $command }
        }
       *[other] { $count } letters are due{ $command ->
            [none] , and cannot be sent yet.
           *[other] . To send them: { $command }
        }
    }
letters-left-out = { $count ->
        [one] { $municipalities } has no e-mail address, and gets no letter
       *[other] { $municipalities } have no e-mail addresses, and get no letters
    }
    .remedy = Write the address in data/municipalities.csv, and run the command again
letters-no-address = { $count ->
        [one] { $municipalities } has no e-mail address
       *[other] { $municipalities } have no e-mail addresses
    }
    .remedy = Write the address in data/municipalities.csv, or leave out who has none with --only
letters-no-way = { $count ->
        [one] { $dates } has neither a link nor a place of its own
       *[other] { $dates } have neither links nor places of their own
    }
    .remedy = Add a line such as link = "https://teams.microsoft.com/…" or place = "Rådhuset" under { $count ->
        [one] its [[date]]
       *[other] the [[date]] of each
    } in exercise.toml
letters-no-date = { $municipality } has no date
    .remedy = Assign one first: { $ovelse } assign, or { $ovelse } pin
letters-none-due = No such letter is due to { $municipality }. This is how one would look now.
letters-too-large = the message to { $recipient } has { $size } bytes, more than max_message_size, { $most }
    .remedy = Attach less, or raise max_message_size in exercise.toml

## list

list-contact = Contact
list-email = E-mail
list-late = late
list-municipality = Municipality
list-number = No.
list-registered = Registered: { $registered } of { $invited ->
        [one] { $invited } municipality
       *[other] { $invited } municipalities
    }.
list-silent = Not answered: { $silent } of { $invited ->
        [one] { $invited } municipality
       *[other] { $invited } municipalities
    }.

## log

log-empty = No letter has been sent yet.
log-result-and-reply = { $result }: { $reply }

## mail

mail-cut-off = The calendar answer in it is cut off
    .remedy = Save it again, or ask for it again
mail-damaged = The calendar answer in it is damaged
    .remedy = Read it yourself, or ask for it again
mail-no-answer = It contains a meeting, but no answer to one
mail-not-a-mail = It is neither an e-mail nor a calendar file
mail-outlook-file = It is an Outlook message file (.msg), which ovelse does not read
    .remedy = Open it in the new Outlook or on the web and save it as .eml, or save the calendar answer as .ics
mail-winmail = It is in Outlook's own format (winmail.dat), which ovelse does not read
    .remedy = Read it yourself, or ask for it as plain e-mail
mail-too-deep = Its parts are nested in more than { $most } levels, which no mail program writes
    .remedy = Read it yourself, with care
mail-too-large = It is larger than { $most } bytes
    .remedy = Read it yourself, or save it without its attachments
mail-line-too-long = A line of its calendar part has more than { $most } bytes
    .remedy = Read it yourself, and record the answer: { $ovelse } register
mail-too-many-mails = The mailbox has more than { $most } mails: this one and those after it are not read
    .remedy = Save only the mails about the exercise, or divide the mailbox
mail-not-a-file = It is a pipe or a device, not a file
    .remedy = Take it out of the folder
mail-too-many-parts = It has more than { $most } parts
    .remedy = Read it yourself, or save it without its attachments
mail-not-utf-8 = { $file } is not UTF-8
    .remedy = Save it as UTF-8

## man

man-cannot-write = cannot write the manual pages to { $folder }
man-written = Wrote the manual pages to { $folder }. To read one, run: man { $page }

## message

message-accepted = has accepted the invitation
message-control-characters = { $text } contains control characters and cannot be in the header of an e-mail
message-not-composable = cannot compose the e-mail: { $reason }
message-not-encodable = cannot encode a part of the letter
message-declined = has declined
message-has-no-place = takes part and has no date
message-has-place = has a date
message-invited = is invited
message-named = was named
message-no-such-group = there is no group { $name } in exercise.toml
    .remedy = { $suggestion ->
        [none] Groups are named under [[group]] in exercise.toml
       *[other] Did you mean group:{ $suggestion }?
    }
message-nobody-of-that-name = { $name } is neither an invited municipality nor a group
    .remedy = { $suggestion ->
        [none] Write a municipality, all, placed, unplaced, unanswered, declined, accepted, silent, date:DATE, or group:NAME
       *[other] Did you mean { $suggestion }? Write a municipality, all, placed, unplaced, unanswered, declined, accepted, silent, date:DATE, or group:NAME
    }
message-not-answered = has not answered
message-on-date = is on the date
message-silent = has not answered the invitation

## move

move-as-it-was = Nothing to move: it is already on { $to }
move-called-off = { $date } is called off
    .remedy = To hold it after all, take away the line called_off in exercise.toml
move-cannot-edit = { $date } cannot be found in exercise.toml
    .remedy = Change its start and end there yourself
move-changed = Changed: { $date }
move-ends-too-early = { $written } does not end after it begins
    .remedy = Write the new date like "24.3.2027 09:00-11:00"
move-link-is-kept = It keeps its link. If the meeting has a new one, run the command again with --link; if it is on line no longer, with --no-link.
move-moved = Moved: { $from } to { $to }
move-no-details = { $date } stands in exercise.toml already
    .remedy = Leave out --link, --no-link and --place, and write what is new there
move-not-a-target = { $written } is neither a day nor hours
    .remedy = Write the new date like "24.3.2027 09:00-11:00"
move-not-in-file = { $written } is not one of the exercise's dates
    .remedy = Add it to exercise.toml first, or name one of these: { $offered }
move-nothing-named = { $written } is not one of the exercise's dates, and no table names it
    .remedy = List the dates: { $ovelse } dates
move-other-weekday = { $written } has the wrong weekday: that day is a { $weekday }
    .remedy = Write the new date like "24.3.2027 09:00-11:00"
move-placed = { $count ->
        [one] { $count } municipality keeps its place.
       *[other] { $count } municipalities keep their places.
    }
move-to-tell = { $count ->
        [one] { $count } invitation is no longer true. To send an update: { $ovelse } invite
       *[other] { $count } invitations are no longer true. To send updates: { $ovelse } invite
    }
move-several = { $written } can mean { $names }
    .remedy = Name it with its hours
move-to-a-day-with-one = { $day } has a date already, { $other }
    .remedy = To have two that day, write the hours as well. To give up { $from } for it: { $ovelse } call-off { $typed }
move-to-another = { $to } is one of the exercise's dates already
    .remedy = To give up { $from } for it: { $ovelse } call-off { $typed }
move-to-the-past = { $date } cannot be moved to { $day }: today is { $today }
    .remedy = Write a day that is to come
move-would-join = { $to } is named in the same tables, so two dates would become one
    .remedy = If days were exchanged by hand, undo that in exercise.toml, and use { $ovelse } move for one after the other. If { $from } is not held: { $ovelse } call-off { $from }

## municipalities

municipalities-already-listed = { $value } is already on line { $line }
    .remedy = Remove one of the two rows
municipalities-no-address = { $others ->
        [0] the municipality has no e-mail address
        [one] the municipality has no e-mail address, and neither does 1 other
       *[other] the municipality has no e-mail address, and neither do { $others } others
    }
    .remedy = Before you write to anybody, write the official address, such as postmottak@example.no
municipalities-nobody-invited = nobody is invited
    .remedy = Write a row for each municipality
municipalities-not-a-language = { $value } is not a language
    .remedy = Write bokmål, nynorsk, nøytral or engelsk
municipalities-not-a-name = { $value } is not a name
    .remedy = Write its name, such as Oslo
municipalities-name-too-long = a name has more than { $most } characters; it begins with { $value }
    .remedy = Write its name, such as Oslo
municipalities-not-a-number = { $value } is not a number of four to nine digits
    .remedy = Write its number as SSB lists it, such as 0301
municipalities-not-a-priority = { $value } is not a priority
    .remedy = Write a whole number, higher for those that are displaced last, or leave the cell empty
municipalities-organiser-address = { $value } is the address of { $name }, and also the one that invitations come from
    .remedy = Use another address for one of them: nobody can answer their own invitation

## municipality

municipality-divided = { $value }{ $former ->
        [none] {""}
       *[other] {" "}({ $former })
    } { $at_once ->
        [yes] was divided between { $names } in { $year }
       *[other] was divided in { $year }: it is in { $names } today
    }
    .remedy = { $invited ->
        [yes] Ask which municipality it answers for, and write the name of that one if it answers for all of it
       *[other] None of them is invited: correct it, or add the one that answers to data/municipalities.csv
    }
municipality-elsewhere = { $value } is a different place from the invited { $name }
    .remedy = Write the number if it is the invited one, or remove the row
municipality-former = { $value }{ $former ->
        [none] {""}
       *[other] {" "}({ $former })
    } { $at_once ->
        [yes] has been part of { $name } since { $year }
       *[other] has not been a municipality since { $year }: it is in { $name } today
    }
    .remedy = { $invited ->
        [yes] Ask which municipality it answers for, and write "{ $name }" if it answers for all of it
       *[other] { $name } is not invited: correct it, or add { $name } to data/municipalities.csv
    }
municipality-lost-letters = { $value } has letters missing or replaced: the file was saved by a program that does not support æ, ø and å
    .remedy = Ask for the file again, saved as UTF-8 or as a workbook, or correct the name
municipality-name-of-another-year = { $value } has been called { $name } since { $year }; it is read as { $name }
    .remedy = Nothing to do; each name is noted once
municipality-not-invited = { $value } is a municipality, in { $county }, and is not among those invited
    .remedy = Correct it, or add the municipality to data/municipalities.csv
municipality-number-and-name-disagree = { $value } has the number of { $by_number } and the name of { $by_name }
    .remedy = Correct the number or the name
municipality-number-not-invited = { $value } is the number of { $name }, in { $county }, which is not among those invited
    .remedy = Correct it, or add the municipality to data/municipalities.csv
municipality-number-of-another-year = { $value } is a number of another year; it is read as { $number } ({ $name })
    .remedy = Nothing to do; each number is noted once
municipality-renamed = { $value }{ $former ->
        [none] {""}
       *[other] {" "}({ $former })
    } has been called { $name } since { $year }, and { $name } is not among those invited
    .remedy = Correct it, or add { $name } to data/municipalities.csv
municipality-several-named = { $value } names more than one municipality: { $names }
    .remedy = Write one municipality at a time, each with its own answer
municipality-several-of-that-name = { $value } is the name of more than one municipality: { $names }
    .remedy = Write the number instead
municipality-unknown-name = { $value } is not the name of an invited municipality
    .remedy = { $suggestion ->
        [none] Write its name or number as in data/municipalities.csv
       *[other] Did you mean "{ $suggestion }"? Write its name or number as in data/municipalities.csv
    }
municipality-unknown-number = { $value } is not the number of an invited municipality
    .remedy = Correct it, or add the municipality to data/municipalities.csv

## notices

notices-due = due
notices-enough = –
notices-impossible = cannot be sent
notices-last-sent = Last sent
notices-not-for = { $municipality } does not get such a letter
    .remedy = See who does: { $command }
notices-uncertain = uncertain
notices-undeliverable = undeliverable

## outbox

outbox-by-hand = Once you have sent them from your mail program: { $ovelse } outbox --mark-sent
outbox-by-server = To send them through the mail server in exercise.toml: { $ovelse } outbox --send
outbox-perhaps-sent = No draft any more, and so perhaps sent already (the mail program has changed the file, or deliveries.jsonl is an old one)
outbox-outdated = Written before the date was moved or called off. Send what is written after it, too; what that is: { $ovelse } invite
outbox-lapsed = Not to be sent any more, as the seat is kept no longer: { $municipalities }. What has been sent all the same: { $ovelse } outbox --mark-sent MUNICIPALITY
outbox-marked-sent = { $count ->
        [0] No letter is written and not sent.
        [one] Recorded as sent: { $count } letter.
       *[other] Recorded as sent: { $count } letters.
    }
outbox-no-server = there is no mail server to send them through
    .remedy = Name one under [mail] in exercise.toml. Or send them from your mail program, then run: { $ovelse } outbox --mark-sent
outbox-written = { $count ->
        [0] Every letter that was written has been sent.
        [one] { $count } letter is written and not sent.
       *[other] { $count } letters are written and not sent.
    }

## origin

origin-by-hand = registered by hand
origin-in-table = changed in { $file }
origin-row = { $source }

## pin

pin-assign-again = To fit the others around it, assign dates again: { $ovelse } assign
pin-called-off = { $date } is called off
    .remedy = Name another date, or take away the line called_off in exercise.toml
pin-declined = { $municipality } has declined
    .remedy = Register its new answer first: { $ovelse } register { $typed } --first { $date }
pin-none = { $municipality } is not pinned
    .remedy = List the pins: { $ovelse } assign --dry-run
pin-note-not-a-line = the note is not one line of text
    .remedy = Write it on one line
pin-promised = This leaves fewer seats than were offered, and are kept until they are answered
pin-over-capacity = { $count ->
        [one] The date now has { $count } municipality more than it has room for.
       *[other] The date now has { $count } municipalities more than it has room for.
    }
pin-pinned = Pinned: { $municipality } to { $date }{ $note ->
        [none] {""}
       *[other] {" "}({ $note })
    }
pin-restored = It has { $date } again, as before.
pin-unpinned = No longer pinned: { $municipality } to { $date }{ $note ->
        [none] {""}
       *[other] {" "}({ $note })
    }

## place

place-called-off = { $date } is called off
place-changed = { $changes }
place-copy-missing = its contact has it, but its own address does not yet
place-deputy-missing = its contact has it, but the deputy does not yet
place-date-again = has a date again
place-date-lost = was told of a date, and no longer has one
place-former-missing = its contact has it, but somebody who was invited before does not yet
place-got-link = it has a link now
place-lost-link = it has no link any more
place-new-link = the link has changed
place-not-told = has not been told of its date
place-told-place = was told another place: { $place }
place-told-time = was told { $start }–{ $end }
place-told-time-and-place = was told { $start }–{ $end } at another place, { $place }
place-seat-open = waits for a date, and there is room on { $dates }
place-without-date = { $reason ->
        [called-off] every date that it asked for is called off
        [full-or-called-off] every date that it asked for is full or called off
        [past] every date that it asked for is over
        [past-full-or-called-off] every date that it asked for is over, full or called off
        [group] a group is in the way of the dates with room
        [minimum] too few come for the dates with room to be held
        [group-or-minimum] a group, or too few, are in the way of the dates with room
        [can-be-assigned] there is room on a date that it asked for: assign again
       *[full] every date that it asked for is full
    }
place-withdrawn = was told of a date, and no longer takes part

## preview

preview-cannot-open = cannot open { $file }
preview-no-calendar = this letter has no calendar part: it is not about a meeting
preview-no-temporary-file = cannot make a temporary file
preview-not-due = No such letter is due to { $name }. This is how it would look now.
preview-nothing-due = no letter is due to { $name }, which has no date
    .remedy = Add the kind of letter that you want to see: --kind KIND
preview-opened = Opened { $file }

## progress

progress = { $refused ->
        [0] { $municipality }
       *[other] { $municipality }, { $refused } not sent
    }
progress-rest = The server wants a pause: { $why }. Sending goes on at { $time }.
progress-result = { $place }/{ $total } { $municipality } { $result }
progress-result-and-why = { $place }/{ $total } { $municipality } { $result }: { $why }

## purge

purge-archive-first = Nothing has been deleted yet. Archive what you must keep first: { $ovelse } archive -o FILE.zip
purge-cannot-delete = cannot delete { $file }
purge-column-deleted = Deleted
purge-column-file = File
purge-column-left = Left to you
purge-column-will-be-deleted = Will be deleted
purge-contacts = { $number ->
        [one] { $number } contact and comment
       *[other] { $number } contacts and comments
    }
purge-in-git = the folder is kept in git, and its history still contains everything that is deleted
purge-incoming = the whole file: it came from outside
purge-kept = Municipalities, dates, choices, answers and numbers of participants are kept.
purge-in-line = in line { $line }
purge-in-part = in its part { $part }
purge-lead-names-persons = { $number ->
        [one] { $datum } { $place }: remove it yourself
       *[other] { $datum } { $place }, the first of { $number } finds: remove them yourself
    }
purge-letters = { $number ->
        [one] { $number } letter: names, addresses, HTML, calendar and attachments; the text is kept
       *[other] { $number } letters: names, addresses, HTML, calendars and attachments; the text is kept
    }
purge-link = is a link out of the folder: check it yourself
purge-log-lines = { $number ->
        [one] { $number } line with an address
       *[other] { $number } lines with addresses
    }
purge-mail = the whole file: it contains e-mail
purge-names-persons = { $number ->
        [one] the whole file: { $datum } { $place }
       *[other] the whole file: { $datum } { $place }, the first of { $number } finds
    }
purge-not-searchable = cannot be searched: check it yourself
purge-notes = { $number ->
        [one] { $number } note
       *[other] { $number } notes
    }
purge-nothing-deleted = Nothing was deleted.
purge-nothing-to-delete = There is nothing to delete.
purge-only-names = { $number ->
        [one] { $datum } { $place }, but no address or phone number: check it yourself
       *[other] { $datum } { $place }, the first of { $number } finds, but no address or phone number: check it yourself
    }
purge-other-exercise = is another exercise: purge it by itself
purge-question = This cannot be undone. Delete it?
purge-senders = { $number ->
        [one] { $number } sender and what they wrote
       *[other] { $number } senders and what they wrote
    }
purge-statements = { $number ->
        [one] the contact and comment in { $number } record of what was said
       *[other] contacts and comments in { $number } records of what was said
    }
purge-then-yes = Then run: { $ovelse } purge --yes
purge-unconfirmed = { $count ->
        [one] 1 municipality took part and has no confirmation, and is not due one afterwards.
       *[other] { $count } municipalities took part and have no confirmation, and are not due one afterwards.
    } To send what is missing first: { $ovelse } confirmation --send
purge-unsent = { $count ->
        [one] 1 letter is written and not sent, and cannot be sent afterwards: { $ovelse } outbox
       *[other] { $count } letters are written and not sent, and cannot be sent afterwards: { $ovelse } outbox
    }

## receipt

receipt-moved = asked for a date that was moved
receipt-registered = has registered
receipt-registered-anew = has changed its registration
receipt-wrote-unclear = gave an answer that was refused

## register

register-date-of-several-words = "{ $day } { $month }" is two words to the shell
    .remedy = Put the date between quotation marks: { $option } "{ $day } { $month }"
register-in-time = The deadline was { $deadline }. Did the answer arrive in time?
register-not-registered = { $municipality } has not registered yet
    .remedy = Add its answer: --first DATE or --declined
register-nothing-to-withdraw = { $municipality } has not answered. Nothing has changed.
register-several-contacts = { $municipality } has several contacts
    .remedy = Repeat its choices to replace them, or edit data/registrations.csv
register-when = When did it arrive? For example 24.06.2022 10:15
register-withdrawn = { $choices ->
        [any] { $municipality } was registered for any date, and now counts as not having answered.
        [declined] { $municipality } had declined, and now counts as not having answered.
       *[other] { $municipality } was registered for { $choices }, and now counts as not having answered.
    }
register-withdrawn-before = { $municipality } withdrew what it had said until then. Its later answer stands: { $choices }

## reminder

reminder-not-answered = has not answered
reminder-reminded-before = { $times ->
        [one] has not answered; reminded { $days ->
            [0] today
            [one] { $days } day ago
           *[other] { $days } days ago
        }
       *[other] has not answered; reminded { $times } times, last { $days ->
            [0] today
            [one] { $days } day ago
           *[other] { $days } days ago
        }
    }

## repeated

repeated-answer = { $answer }
repeated-field = { $content ->
        [none] no { $field }
       *[other] { $field } { $content }
    }
repeated-gone = { $former ->
        [none] { $count ->
                [one] { $municipalities } was in this file when it was last imported, and is not in it now
               *[other] { $municipalities } were in this file when it was last imported, and are not in it now
            }
       *[other] { $count ->
                [one] { $municipalities } was in this list when it was last imported, as { $former }, and is not in it now
               *[other] { $municipalities } were in this list when it was last imported, as { $former }, and are not in it now
            }
    }
    .remedy = { $count ->
        [one] If it has withdrawn, run: { $ovelse } register { $municipality } --withdraw
       *[other] For each one that has withdrawn, run: { $ovelse } register MUNICIPALITY --withdraw
    }
repeated-says-otherwise = { $municipality } has been registered otherwise since this row was first read: { $standing } ({ $origin }, { $since })
    .remedy = { $arguments ->
        [none] To make the row stand again, correct data/registrations.csv
       *[other] To make the row stand again, run: { $ovelse } register { $arguments }
    }
repeated-withdrawn = { $municipality } has withdrawn since this row was first read ({ $origin }, { $since })
    .remedy = { $arguments ->
        [none] To make the row stand again, correct data/registrations.csv
       *[other] To make the row stand again, run: { $ovelse } register { $arguments }
    }

## replies

replies-count = { $count } { $response }
replies-delegated-from = in place of { $address }
replies-delegated-to = to { $address }
replies-doubtful = { $count ->
        [one] 1 answer is doubtful and does not count: ask the municipality
       *[other] { $count } answers are doubtful and do not count: ask the municipalities
    }
replies-doubtful-answer = { $answer }? { $detail }
replies-guests = { $count ->
        [one] with 1 guest
       *[other] with { $count } guests
    }
replies-heading-for = For
replies-heading-forwarded = Forwarded to
replies-heading-from = From
replies-heading-invitation = Invitation
replies-heading-letter = Letter
replies-heading-municipality = Municipality
replies-heading-name = Name
replies-heading-note = Note
replies-heading-reached = Reached
replies-heading-said = Said
replies-known = { $count } read before
replies-left = { $count ->
        [one] 1 e-mail was left aside:
       *[other] { $count } e-mails were left aside:
    }
replies-mail = { $file }{ $from ->
        [none] {""}
       *[other] {" "}from { $from }
    }{ $subject ->
        [none] {""}
       *[other] , "{ $subject }"
    }
replies-new = { $count ->
        [0] Nothing new
       *[other] { $count } new
    }
replies-no-letter-sent = No letter has been sent yet.
replies-nobody-forwarded = Nobody who was forwarded an invitation has answered.
replies-own = { $count } of your own
replies-proposes = proposes { $start }–{ $end }
replies-returned = { $why ->
        [none] { $letter } to { $address } came back
       *[other] { $letter } to { $address } came back: { $why }
    }
replies-summary = { $invited } invited: { $accepted } accepted, { $tentative } tentative, { $declined } declined, { $silent } without an answer{ $other ->
        [0] {""}
       *[other] , { $other } other
    }.
replies-trust = { $count ->
        [one] If the sender may answer for it, accept the answer and later ones from there: { $ovelse } replies { $files } --trust ADDRESS
       *[other] If a sender may answer for one of them, accept the answer and later ones from there: { $ovelse } replies { $files } --trust ADDRESS
    }
replies-unproven = { $count ->
        [one] 1 report does not name its letter and stops nothing, since anybody could have written it. To accept a true report: { $ovelse } replies { $files } --trust ADDRESS
       *[other] { $count } reports do not name their letters and stop nothing, since anybody could have written such reports. To accept a true report: { $ovelse } replies { $files } --trust ADDRESS
    }
replies-unreachable = { $count ->
        [one] 1 municipality cannot be reached. Give it another address: { $ovelse } register MUNICIPALITY --email ADDRESS
       *[other] { $count } municipalities cannot be reached. Give them other addresses: { $ovelse } register MUNICIPALITY --email ADDRESS
    }
replies-unreadable = { $count ->
        [one] 1 e-mail cannot be read:
       *[other] { $count } e-mails cannot be read:
    }
replies-proven = Sent after all, as replies show

## reply

reply-accepted = accepted
reply-automatic = automatic
reply-complaint = complaint
reply-contradictory = contradictory
reply-declined = declined
reply-delayed = delayed
reply-delegated = delegated
reply-delivered = delivered
reply-earlier-answer = { $answer } an earlier one
reply-no-answer = no answer
reply-of-municipality = municipality
reply-of-nobody-sure = doubtful
reply-of-person = person
reply-not-authenticated = the mail server could not confirm the sender: { $results }
reply-other-sender = does not say who sent it
reply-proposed = proposed
reply-read = read
reply-sent-by = sent by { $sender }
reply-tentative = tentative
reply-undeliverable = undeliverable
reply-unnamed-letter = does not name the letter
reply-unsent-change = answers a change that was never sent
reply-wrote = wrote

## report

report-absent = absent
report-after-deadline = after the deadline
report-all-invited = all invited
report-another-date = Another date
report-any = any
report-arrivals-chart = Answers over time
report-arrivals-heading = Answers over time
report-arrivals-in-time = All answers arrived before the deadline.
report-arrivals-late = { $late } of { $total ->
        [one] { $total } answer
       *[other] { $total } answers
    } arrived after the deadline.
report-arrivals-none = No municipality has answered yet.
report-attendance = { $number ->
        [one] { $number } municipality
       *[other] { $number } municipalities
    } took part. How many people were expected is what these municipalities had announced{ $counted ->
        [0] {""}
        [one] ; the head count is that of the { $counted } whose people were counted
       *[other] ; the head counts are those of the { $counted } whose people were counted
    }.
report-attendance-chart = Who came
report-attendance-heading = Attendance
report-attendance-none = No attendance is recorded yet.
report-choices = First choice: { $number } of { $all ->
        [one] { $all } municipality
       *[other] { $all } municipalities
    }, { $per_cent }%. Municipalities that can take any date count as having their first choice.
report-choices-chart = Which choice municipalities got
report-choices-heading = Choices met
report-called-off = called off
report-choices-none = No dates have been assigned yet.
report-column-absent = Absent
report-column-answer = Answer
report-column-answers = Answers
report-column-choice = Choice
report-column-date = Date
report-column-day = Day
report-column-expected = Expected
report-column-expected-people = Expected people
report-column-first-choice = First choice
report-column-head-count = Head count
report-column-hours = Hours
report-column-invited = Invited
report-column-letter = Letter
report-column-municipalities = Municipalities
report-column-municipality = Municipality
report-column-not-recorded = Not recorded
report-column-note = Note
report-column-number = Number
report-column-of = Of
report-column-per-cent = Per cent
report-column-placed = Placed
report-column-reminded = Last reminded
report-column-seats = Seats
report-column-second-choice = Second choice
report-column-sent = Sent
report-column-stage = Stage
report-column-took-part = Took part
report-column-total = Total
report-column-uncertain = Uncertain
report-column-undeliverable = Undeliverable
report-column-unsent = Not sent
report-column-written = Written
report-contradictory = Contradictory
report-coverage = Answered: { $answered } of { $invited ->
        [one] { $invited } municipality
       *[other] { $invited } municipalities
    }, { $per_cent }%. Taking part: { $attending }.
report-coverage-chart = How far municipalities have come
report-coverage-exercised = Exercised: { $number } of { $invited ->
        [one] { $invited } municipality
       *[other] { $invited } municipalities
    }, { $per_cent }%.
report-coverage-heading = Coverage
report-dates = { $any } can take any date, and { $declined } declined.
report-dates-chart = Demand for each date
report-dates-heading = Dates
report-deadline = deadline
report-declined = declined
report-first-choice = first choice
report-letters = { $sent } sent; { $written ->
        [0] {""}
       *[other] { $written } written and not sent;{" "}
    }{ $undeliverable } could not be delivered.
report-letters-chart = Letters by kind
report-letters-heading = Letters
report-letters-none = No letter has been sent yet.
report-municipalities = municipalities
report-municipalities-heading = Municipalities
report-no = no
report-no-answer = No answer
report-no-date = No date
report-not-recorded = not recorded
report-participations = Accepted: { $accepted } of { $all ->
        [one] { $all } municipality
       *[other] { $all } municipalities
    }, { $per_cent }%. { $persons ->
        [one] In addition, { $persons } person answered a forwarded invitation.
       *[other] In addition, { $persons } people answered forwarded invitations.
    }
report-participations-chart = Municipalities' answers to their invitations
report-participations-heading = Answers to invitations
report-participations-none = No municipality has been invited yet.
report-seats = seats
report-second-choice = second choice
report-sent = sent
report-stage-answered = Have answered
report-stage-attending = Take part
report-stage-invited = Have an invitation
report-stage-placed = Have a date
report-stage-took-part = Took part
report-dates-and-today = Deadline { $deadline }. As of { $today }.
report-took-part = took part
report-undeliverable = undeliverable
report-unknown-ending = the ending of { $file } does not say which kind of file to write
    .remedy = Use a name that ends in .html, .xlsx or .md
report-unregistered = Not answered: { $number } of { $invited ->
        [one] { $invited } municipality
       *[other] { $invited } municipalities
    }, { $per_cent }%.
report-unregistered-heading = Not answered
report-unregistered-none = All have answered.
report-unsent-or-uncertain = not sent or uncertain
report-written = Wrote the report to { $file }.
report-yes = yes

## roster

roster-summary = { $municipalities ->
        [one] { $municipalities } municipality
       *[other] { $municipalities } municipalities
    }, { $participants ->
        [one] { $participants } participant
       *[other] { $participants } participants
    } so far{ $unknown ->
        [0] {""}
        [one] ; { $unknown } has not said how many will come
       *[other] ; { $unknown } have not said how many will come
    }.{ $off ->
        [yes] { " " }This date is called off.
       *[no] { "" }
    }
roster-unknown-ending = the name { $file } does not say which format the roster is to have
    .remedy = End it in .html, .xlsx, .csv or .json, or add --format
roster-workbook-without-file = a workbook needs a file
    .remedy = Name it with -o FILE.xlsx
roster-written = Wrote the roster to { $file }.

## sending

sending-go-on = To go on: { $command }
sending-no-interruption = cannot listen for Ctrl-C
sending-none-due = No letter is due: nothing is sent.
sending-written-as-test = { $count ->
        [0] No letter was written to data/outbox.
        [one] { $count } letter written to data/outbox.
       *[other] { $count } letters written to data/outbox.
    }
sending-written-before = { $count ->
        [one] { $count } letter was written before and has not been sent: { $ovelse } outbox
       *[other] { $count } letters were written before and have not been sent: { $ovelse } outbox
    }
sending-nothing = Nothing is sent.
sending-question = { $count ->
        [one] Send { $count } letter to { $whom } through { $host }?
       *[other] Send { $count } letters to { $whom } through { $host }?
    }
sending-rehearsal = cannot send through { $host } with --now: the letters would be real
    .remedy = Leave out --send to see what would be sent, or leave out --now to send
sending-send-again = Look at [mail] in exercise.toml, then send again: { $command }
sending-sent = { $count ->
        [0] No letter was sent through { $host }.
        [one] { $count } letter sent through { $host }; a copy is in data/outbox.
       *[other] { $count } letters sent through { $host }; copies are in data/outbox.
    }
sending-stopped = Stopped: { $why }
sending-to-municipalities = { $count ->
        [one] { $count } municipality
       *[other] { $count } municipalities
    }
sending-to-you = you
sending-uncertain-before = { $count ->
        [one] Nobody knows whether { $count } letter was sent before. Look in the mailbox, or ask. Then run: { $ovelse } settle MUNICIPALITY --sent, or --resend
       *[other] Nobody knows whether { $count } letters were sent before. Look in the mailbox, or ask. Then run: { $ovelse } settle MUNICIPALITY --sent, or --resend
    }
sending-uncertain = Uncertain: look in the mailbox, or ask. Then run: { $ovelse } settle MUNICIPALITY --sent, or --resend
sending-unconfirmed = { $count ->
        [one] { $count } letter would go to { $whom } through { $host }, and nobody is here to confirm
       *[other] { $count } letters would go to { $whom } through { $host }, and nobody is here to confirm
    }
    .remedy = To look first: { $look }. To send: { $send }
sending-was-a-test = This was a test, to your own address: nothing is recorded as sent.
sending-written = { $count ->
        [0] No letter was written to data/outbox.
        [one] { $count } letter written to data/outbox. It has not been sent: { $ovelse } outbox
       *[other] { $count } letters written to data/outbox. They have not been sent: { $ovelse } outbox
    }

## settle

settle-has-left = the letter to { $municipality } has left: its copy is in data/outbox
    .remedy = Settle it with --sent
settle-none-open = no letter to { $municipality } is uncertain or undeliverable
    .remedy = See what became of each: { $ovelse } log
settle-not-sent = Recorded as not sent: { $kind } to { $municipality } ({ $to }). To send it again: { $ovelse } { $command } { $typed }
settle-sent = Recorded as sent: { $kind } to { $municipality } ({ $to }).
settle-several-open = several letters to { $municipality } are uncertain or undeliverable: { $kinds }
    .remedy = Say which one you mean: --kind KIND

## sheet

sheet-cell-too-long = the cell has more than { $most } characters
    .remedy = Look for a quotation mark that is opened there and never closed, or shorten the cell
sheet-empty = the file is empty
    .remedy = It needs a row of headings and a row for each municipality
sheet-empty-workbook = the workbook has no sheet with anything on it
    .remedy = It needs a row of headings and a row for each municipality
sheet-encoded-twice = { $value } was encoded twice; it is read as { $read_as }, and all others like it are repaired too
    .remedy = Nothing to do if the names below are right; otherwise save the file again as UTF-8
sheet-more-cells-than-headings = there are more cells in this row than headings: { $value } is past the last of { $headings }
    .remedy = If a cell contains the separator, put that cell in quotation marks; otherwise give the column a heading
sheet-ditto-marks = this quotation mark can open one cell that ends on line { $last }, or be a ditto mark, alone in its cell
    .remedy = Write in place of each ditto mark what it stands for. If it is one cell, save the file as .xlsx and import that
sheet-document = this is a document of a word processor or a PDF, not a spreadsheet
    .remedy = Copy its table into a spreadsheet, save that as .xlsx and import it
sheet-error-cell = { $value } is an error of the spreadsheet program
    .remedy = Correct the formula, or write what should stand in the cell, and save the file again
sheet-formula-without-value = { $value } is a formula whose result is not stored in the file
    .remedy = Open the file in Excel or LibreOffice, save it there and import it again
sheet-hidden-sheets = ovelse does not read sheets that the workbook hides: { $names }
    .remedy = Nothing to do if they hold no answers. Otherwise unhide them, or name one with --sheet NAME
sheet-only-hidden-sheets = only sheets that the workbook hides have anything on them: { $names }
    .remedy = Name the right one with --sheet NAME
sheet-hidden-columns = { $more ->
        [0] ovelse reads columns that the sheet hides: { $columns }
       *[other] ovelse reads columns that the sheet hides: { $columns }, and { $more } more
    }
    .remedy = Unhide everything in the spreadsheet program, and delete what should not count
sheet-hidden-rows = { $more ->
        [0] ovelse reads rows that the sheet hides, by hand or by a filter: { $rows }
       *[other] ovelse reads rows that the sheet hides, by hand or by a filter: { $rows }, and { $more } more
    }
    .remedy = Unhide everything in the spreadsheet program, and delete what should not count
sheet-notes = { $more ->
        [0] ovelse does not read the notes on cells: { $cells }
       *[other] ovelse does not read the notes on cells: { $cells }, and { $more } more
    }
    .remedy = Open the workbook to see the notes, and write what matters into the cells
sheet-sheets-beside-form = this is a registration form, and of its sheets only the form itself is read, not { $names }
    .remedy = See whether there is an answer on them; if so, import the file again with --sheet NAME
sheet-struck-out = { $more ->
        [0] ovelse reads text that the sheet strikes out: { $cells }
       *[other] ovelse reads text that the sheet strikes out: { $cells }, and { $more } more
    }
    .remedy = Delete what should not count, or ask the municipality what it means
sheet-lock-file = this is not a workbook but the mark of one that is open in a spreadsheet program; it is skipped
    .remedy = Nothing to do, but save and close the workbook before you import it
sheet-missing-column = the column { $column } is missing
    .remedy = The headings are: { $headings }
sheet-no-such-sheet = the workbook has no sheet { $name }; it has { $names }
    .remedy = Name the right one with --sheet NAME
sheet-not-text = this is not a text file: it begins as { $encoding }, but its bytes are not { $encoding }
    .remedy = Save it again from the spreadsheet program as CSV (UTF-8), or as a workbook
sheet-numbers = this is a document of Apple Numbers
    .remedy = Open it in Numbers, choose File > Export To > Excel, and import that file
sheet-old-excel = this is a workbook of Excel before 2007 (.xls)
    .remedy = Open it in Excel or LibreOffice, save it as .xlsx and import that file
sheet-other-column = column { $value } is not one that ovelse keeps in this file
    .remedy = Move it to a file of your own: ovelse rewrites this one
sheet-workbook-contradictory = the workbook is damaged: its parts contradict each other
    .remedy = Open it in the spreadsheet program and save it again
sheet-other-workbook = ovelse does not read workbooks of this kind
    .remedy = Save it as .xlsx, .ods or CSV (UTF-8) from the spreadsheet program
sheet-protected = the workbook is protected by a password
    .remedy = Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, empty the password, and save it
sheet-row-too-wide = the row has more than { $most } cells
    .remedy = Remove the columns that the exercise does not need
sheet-several-sheets = the workbook has several sheets with data: { $names }
    .remedy = Name the right one with --sheet NAME
sheet-text = text in { $encoding }, separated by { $delimiter }
sheet-too-large = the file is larger than 256 MiB
    .remedy = Split it, or remove everything that is not registrations
sheet-unclosed-quote = a quotation mark opens here and is not closed, so the rows below cannot be told apart
    .remedy = Close it where the cell ends, or remove it
sheet-too-many-sheets = the workbook has more than { $most } sheets
    .remedy = Copy the sheet with the registrations into a workbook of its own, and import that one
sheet-web-page = this is a web page or XML, whatever the file is called, and not a workbook
    .remedy = Open it in Excel or LibreOffice, save it as .xlsx and import that file
sheet-workbook = workbook ({ $format }), sheet { $name }
sheet-workbook-damaged = the workbook is damaged: { $reason }
    .remedy = Open it in the spreadsheet program and save it again
sheet-workbook-for-csv = this is a workbook, not a CSV file
    .remedy = Open it in the spreadsheet program and save it as CSV (UTF-8)
sheet-workbook-too-large = the workbook comes to more than 128 MiB when it is unpacked
    .remedy = Remove everything that is not registrations, and save it again
sheet-workbook-too-long = there is something below row { $most }, where a sheet ends
    .remedy = Remove everything that is not registrations, and save it again
sheet-workbook-too-wide = row { $row } has more than { $most } cells
    .remedy = Remove everything that is not registrations, and save it again
sheet-workbook-unreadable = the workbook is damaged or cut off
    .remedy = Open it in the spreadsheet program and save it again, or ask for it again
sheet-zero-bytes = this is not a text file: it contains zero bytes
    .remedy = Save it again from the spreadsheet program as CSV (UTF-8), or as a workbook

## show

show-contents = Contents
show-language = en
show-cannot-write-result = cannot write the result
show-cannot-make-page = cannot make the page
show-cannot-make-workbook = cannot make the workbook
show-chart-bar = { $label }: { $parts }
show-chart-bar-none = { $label }: none
show-chart-bar-number = { $label }: { $number }
show-chart-bar-of = { $label }: { $number } of { $most }
show-chart-curve = { $number } on { $day }; { $limit } { $limit_day }
show-chart-dotted = dotted: { $name }
show-chart-legend = { $title } ({ $shapes }).
show-chart-legend-curve = { $title } (curve; the broken line is the { $limit }).
show-chart-outline = outline: { $name }
show-chart-part = { $number } { $name }
show-chart-solid = solid: { $name }
show-chart-striped = striped: { $name }
show-chart-thick-line = outline or thick line: { $name }

## status

status-accepted = Accepted
status-date-called-off = { $date } is called off
status-date-ahead = { $days ->
        [one] { $date } in 1 day ({ $taken }/{ $capacity })
       *[other] { $date } in { $days } days ({ $taken }/{ $capacity })
    }
status-date-passed = { $days ->
        [one] { $date } 1 day ago ({ $taken }/{ $capacity })
       *[other] { $date } { $days } days ago ({ $taken }/{ $capacity })
    }
status-date-today = { $date } today ({ $taken }/{ $capacity })
status-dates = Dates
status-deadline = Deadline
status-deadline-ahead = { $days ->
        [one] { $day }, in 1 day
       *[other] { $day }, in { $days } days
    }
status-deadline-passed = { $days ->
        [one] { $day }, 1 day ago
       *[other] { $day }, { $days } days ago
    }
status-deadline-today = { $day }, today
status-declined = { $count } declined
status-invited = Invited
status-misplaced = { $count ->
        [one] { $count } on a date that it does not ask for
       *[other] { $count } on dates that they do not ask for
    }
status-next = Next: { $command }
status-next-all-invited = everyone has a date and an invitation
status-next-assign = { $count ->
        [one] 1 municipality is waiting for a date
       *[other] { $count } municipalities are waiting for a date
    }
status-next-attendance = { $count ->
        [one] it is not recorded whether 1 municipality took part
       *[other] it is not recorded whether { $count } municipalities took part
    }
status-next-confirm = { $count ->
        [one] 1 municipality took part and has not been sent a confirmation
       *[other] { $count } municipalities took part and have not been sent a confirmation
    }
status-next-correct = { $count ->
        [one] 1 municipality was sent a confirmation that is no longer right
       *[other] { $count } municipalities were sent confirmations that are no longer right
    }
status-next-archive = the exercise is over, and not archived
status-next-closed = the exercise is over, and the persons are deleted
status-next-directive = { $count ->
        [one] 1 municipality with a date has no directive that names its time
       *[other] { $count } municipalities with a date have no directive that names their time
    }
status-next-blocked = { $step ->
        [restore-log] Nothing can be sent: { $why }
       *[complete-letters] Letters are due, and cannot be sent: { $why }
    }
status-next-complete-letters = letters that are due lack something
status-next-purge = the exercise is over; the persons in the folder are to be deleted
status-next-receipts = { $count ->
        [one] 1 receipt is due
       *[other] { $count } receipts are due
    }
status-next-report = the exercise is over, and the report is not written
status-next-waiting = What is listed above waits for you; nothing else is to be done.
status-next-import = nobody has registered yet
status-next-invite = { $count ->
        [one] 1 letter is due
       *[other] { $count } letters are due
    }
status-next-label = Next
status-next-restore-log = the log of the letters is lost or too old
status-next-registered-invited = everyone who registered has a date and an invitation
status-next-outbox = { $count ->
        [one] 1 letter is written and not sent
       *[other] { $count } letters are written and not sent
    }
status-next-settle = { $count ->
        [one] nobody knows whether 1 letter was sent; settle it with "{ $ovelse } settle"
       *[other] nobody knows whether { $count } letters were sent; settle them with "{ $ovelse } settle"
    }
status-next-wait = { $count ->
        [one] 1 municipality has not answered, and the deadline has not passed
       *[other] { $count } municipalities have not answered, and the deadline has not passed
    }
status-next-why = {"      "}{ $why }
status-also-due = Also due
status-receipts-due = { $count ->
        [one] 1 receipt: { $ovelse } receipts
       *[other] { $count } receipts: { $ovelse } receipts
    }
status-without-directive = { $count ->
        [one] 1 directive: { $ovelse } directive
       *[other] { $count } directives: { $ovelse } directive
    }
status-no-label = {""}
status-nothing-next = Nothing to do: { $why }.
status-outdated = { $count } with an outdated invitation
status-written = { $count ->
        [one] 1 letter written, not sent
       *[other] { $count } letters written, not sent
    }
status-part = { $part } of { $whole }
status-phase = Phase
status-phase-afterwards = afterwards
status-phase-exercise = exercise
status-phase-preparation = preparation
status-phase-registration = registration
status-pinned = { $count } pinned
status-placed = Placed
status-registered = Registered
status-tentative = { $count } tentative
status-took-part = Took part
status-unanswered = { $count } not answered: { $ovelse } list --missing
status-unanswered-invitation = { $count } not answered: { $ovelse } remind --invitation
status-unassigned = { $count } not assigned yet
status-unplaced = { $count } without a date
status-unrecorded = { $count } not recorded
status-waiting-contradictory = Answered the invitation in two ways
    .remedy = { $count ->
        [one] Look at its answers: { $ovelse } replies
       *[other] Look at their answers: { $ovelse } replies
    }
status-waiting-declined = { $count ->
        [one] Declined the invitation and still has a date
       *[other] Declined the invitation and still have a date
    }
    .remedy = { $count ->
        [one] Ask it, then run: { $ovelse } register MUNICIPALITY --declined
       *[other] Ask each of them, then run: { $ovelse } register MUNICIPALITY --declined
    }
status-waiting-doubtful = { $count ->
        [one] The answer may be somebody else's
       *[other] The answers may be somebody else's
    }
    .remedy = { $count ->
        [one] Look at the answer: { $ovelse } replies
       *[other] Look at the answers: { $ovelse } replies
    }
status-waiting-overfull = On a date with more municipalities than seats
    .remedy = Raise its capacity in exercise.toml, or free seats: { $ovelse } unpin, or { $ovelse } assign --reassign MUNICIPALITY
status-waiting-proposed = Proposed another time
    .remedy = { $count ->
        [one] Look at the answer: { $ovelse } replies
       *[other] Look at the answers: { $ovelse } replies
    }
status-waiting-uncertain = Nobody knows whether a letter was sent
    .remedy = { $count ->
        [one] Find out what became of it, then settle it: { $ovelse } log, { $ovelse } settle
       *[other] Find out what became of each, then settle it: { $ovelse } log, { $ovelse } settle
    }
status-waiting-unclear = Gave an answer that was refused
    .remedy = Ask, correct data/incoming/*.refused.csv and import it; or ask by letter: { $ovelse } receipts
status-waiting-refused = A letter was refused by the mail server
    .remedy = { $count ->
        [one] See why, then correct the address, or try again: { $ovelse } invite, { $ovelse } register MUNICIPALITY --email ADDRESS
       *[other] See why, then correct each address, or try again: { $ovelse } invite, { $ovelse } register MUNICIPALITY --email ADDRESS
    }
status-waiting-undeliverable = A letter could not be delivered
    .remedy = { $count ->
        [one] See why, then give it another address: { $ovelse } replies, { $ovelse } register MUNICIPALITY --email ADDRESS
       *[other] See why, then give each another address: { $ovelse } replies, { $ovelse } register MUNICIPALITY --email ADDRESS
    }
status-waiting-unplaced = Without a date ({ $reasons })
    .remedy = See where there is room: { $ovelse } assign --dry-run
status-without-date = { $reason ->
        [called-off] every choice is called off
        [full-or-called-off] every choice is full or called off
        [past] every choice is over
        [past-full-or-called-off] every choice is over, full or called off
        [group] a group is in the way
        [minimum] too few come for the date to be held
        [group-or-minimum] a group, or too few, are in the way
        [can-be-assigned] there is room: assign again
       *[full] every choice is full
    }
status-waiting-at-odds = Members of { $group } that keep dates which break its rule
    .remedy = Correct the group in exercise.toml, or free one of the two: { $ovelse } unpin, or { $ovelse } assign --reassign MUNICIPALITY
status-waiting-too-few = On a date with fewer municipalities than it needs
    .remedy = Ask others to choose it, lower its minimum in exercise.toml, or call it off: { $ovelse } call-off DATE
status-held = Offered
status-held-seat = { $date }, kept for { $municipality }{ $until ->
        [none] { "" }
       *[other] { " " }until { $until }
    }
status-waiting-perhaps-sent = Written, and perhaps sent: { $count ->
        [one] a draft
       *[other] drafts
    } without the mark of one
    .remedy = See which, and tell what has been sent: { $ovelse } outbox, { $ovelse } outbox --mark-sent MUNICIPALITY
status-waiting-unregistered = Invited, and no longer registered
    .remedy = Ask. Register again who takes part, and call off for who does not: { $ovelse } register MUNICIPALITY --declined
status-waiting-unproven = A report that a letter came back does not name it
    .remedy = Look at it, and accept it if it is true: { $ovelse } replies, { $ovelse } replies FILE --trust ADDRESS

## stranded

stranded-assigned = { $count ->
        [one] { $count } municipality is placed there
       *[other] { $count } municipalities are placed there
    }
stranded-attended = { $count ->
        [one] attendance is recorded of { $count } municipality
       *[other] attendance is recorded of { $count } municipalities
    }
stranded-gone = { $day } is not one of the exercise's dates any more: { $named }
    .remedy = { $to ->
        [none] If it is another date now, write that one: { $ovelse } move { $from } DATE. If it is not held: { $ovelse } call-off { $from }
       *[other] If it is another date now: { $ovelse } move { $from } { $to }. If it is not held: { $ovelse } call-off { $from }
    }
stranded-registrations = { $count ->
        [one] { $count } registration asks for that day
       *[other] { $count } registrations ask for that day
    }
stranded-several = { $day } can mean { $dates } now: { $named }
    .remedy = Say which it is, such as: { $ovelse } move { $from } { $to }

## taken

taken-called-off = { $municipality } asks for { $dates }, { $count ->
        [one] which is called off
       *[other] which are called off
    }
    .remedy = Ask for another date. The receipt says that it is called off: { $ovelse } receipts

## template

template-ending-of-text = a template has a name that ends in .md
    .remedy = Rename it to templates/{ $instead }
template-malformed = the template cannot be read: { $message }
    .remedy = { $built_in ->
        [none] Correct it
       *[other] Correct it, or delete the file to use the built-in template
    }
template-no-place-for-words = the page has no place for the words of a letter
    .remedy = Write {"{"}% block body %{"}"}{"{"}% endblock %{"}"} where they should stand
template-no-subject = there is no subject
    .remedy = Write it on the first line, such as "Subject: A change of plans"
template-no-text = there is no text
    .remedy = { $built_in ->
        [none] Write it below the subject
       *[other] Write it, or delete the file to use the built-in template
    }
template-no-value = { $value } does not have a value in every letter
    .remedy = Write it between {"{"}% if { $condition } %{"}"} and {"{"}% endif %{"}"}, or leave it out
template-not-used = no letter uses this file, unless another template includes it
    .remedy = { $suggestion ->
        [none] List the templates: { $ovelse } templates export
       *[other] Did you mean { $suggestion }?
    }
template-nothing-to-include = there is no template { $name } to include
    .remedy = { $instead ->
        [none] List the templates: { $ovelse } templates export
       *[other] Include { $instead }
    }
template-outdated-announcement = the announcement is of an earlier version
    .remedy = Move it out of templates. If you had changed it, write the new one with: { $ovelse } templates export { $instead }, and put your words there
template-outdated = plain text and HTML are now made from one template, templates/{ $instead }
    .remedy = Write it with: { $ovelse } templates export { $instead }. Move your words there and delete this file
template-prints-condition = { $value } is a condition, not text
    .remedy = Write the text for it between {"{"}% if { $name } %{"}"} and {"{"}% endif %{"}"}
template-prints-list = { $value } is a list, not text
    .remedy = Write its entries: {"{"}% for entry in { $name } %{"}"}{"{"}{"{"} entry {"}"}{"}"}{"{"}% endfor %{"}"}
template-prints-parts = { $value } is not text but several values
    .remedy = { $example ->
        [none] Write one of them by its name
       *[other] Write one of them, such as {"{"}{"{"} { $example } {"}"}{"}"}
    }
template-several-outdated = plain text and HTML are now made from one template, and templates has { $count } files of an earlier version
    .remedy = Move all .txt and .html files except layout.html{ $announcements ->
        [0] {""}
       *[other] , and each announcement.md,
    } out of templates. If you had changed a letter, write its new template, such as: { $ovelse } templates export invitation, and put your words there
template-too-deep = a line of the template begins more than { $most } quotations and lists within each other
    .remedy = Take away marks (> and -) at the beginning of the line
template-too-much = the template comes to more than a letter can be
    .remedy = Look for a loop within a loop, or for a text that is repeated
template-unknown-name = { $value } is not a name that this template can use
    .remedy = { $suggestion ->
        [none] { $built_in ->
            [none] Use one that letters know, such as municipality, title, theme, organiser, deadline, meeting.day, meeting.hours, meeting.place, meeting.link, contact.name, contact.email or contact.phone
           *[other] Correct it, or delete the file to use the built-in template
        }
       *[other] Did you mean { $suggestion }?
    }
template-without-use = no letter is made from this file any more
    .remedy = Delete it. If another template includes it, rename it to templates/{ $instead }

## templates

templates-built-in = built-in
templates-file = template
templates-how-to-export = To change a template, write it to a file first, such as: { $ovelse } templates export invitation
templates-in-use = in use
templates-kept = { $count ->
        [one] { $count } template already existed and was left unchanged.
       *[other] { $count } templates already existed and were left unchanged.
    }
templates-unknown = there is no template { $name }
    .remedy = { $suggestion ->
        [none] List them: { $ovelse } templates export
       *[other] Did you mean { $suggestion }?
    }
templates-what-next = { $count ->
        [one] Edit it, then run: { $ovelse } check; { $ovelse } preview MUNICIPALITY
       *[other] Edit them, then run: { $ovelse } check; { $ovelse } preview MUNICIPALITY
    }
templates-written = { $count ->
        [0] No template was written.
        [one] Wrote { $count } template to { $folder }.
       *[other] Wrote { $count } templates to { $folder }.
    }
templates-yours = yours

## transport

transport-cannot-read-authority = cannot read { $file }, the ca_file in exercise.toml
transport-cannot-run = password_command: cannot run { $program }
transport-no-password = there is no password for { $user }
    .remedy = Put it in the environment variable { $variable }, or name a program that prints it: password_command in [mail]
transport-program-gave-too-much = password_command: { $program } wrote more than { $most } bytes, which is no password
transport-program-took-too-long = password_command: { $program } did not end within { $seconds } seconds
transport-program-gave-no-password = password_command: { $program } gave no password ({ $status })

## undo

undo-after = After the undo
undo-before = Now
undo-by-hand = The last to take back is the registration by hand of { $at }.
undo-changed = Changes
undo-changes-nothing = It brought nothing new, or something else was said since: what is registered does not change.
undo-declined = Nothing was taken back.
undo-done = Taken back.
undo-import = The last to take back is the import of { $files } of { $at }.
undo-no-answer = no answer
undo-nothing = there is no import or registration by hand to take back
    .remedy = See what was said: { $ovelse } history
undo-question = Take it back?
undo-then-yes = Nothing was taken back yet. Then run: { $ovelse } undo --yes

## verbatim

verbatim = { $text }

## what-if

what-if-change = With
what-if-no-changes = No date is full, and there are no pins, minimums or groups: there is nothing to try.
what-if-not-proven = Not all of this is proven: a search was stopped. To search longer: --limit SECONDS
what-if-not-written = Nothing was written: this only shows what would change.
what-if-nothing = no change
what-if-one-more-seat = one more seat on { $date }
what-if-placed = Placed
what-if-without-group = no group { $group }
what-if-without-minimum = no minimum on { $date }
what-if-without-pin = no pin for { $municipality }

## words

words-and = and
words-empty-value = (empty)
words-or = or

## workspace

workspace-cannot-create = cannot create { $folder }
workspace-cannot-read = cannot read { $file }
workspace-cannot-search = cannot look for files
workspace-cannot-write = cannot write { $file }
workspace-no-list = this is no list of municipalities: nothing is read from here on
    .remedy = Name a file with one municipality a row
workspace-too-large = { $file } has more than { $most } MB
workspace-folder-not-empty = { $folder } is not empty
    .remedy = Name a folder that does not exist yet
workspace-no-current-folder = cannot find the current folder
workspace-no-file-matches = no file matches { $pattern }
    .remedy = Put the files there, or name the folder that they are in
workspace-no-such-folder = there is no folder { $folder }
    .remedy = Look for a typing mistake in its name, or make the folder first
workspace-not-a-pattern = { $pattern } is not a pattern for files
workspace-reach-automatic = by a program
workspace-reach-delayed = delayed
workspace-reach-silent = no answer
workspace-reach-undeliverable = undeliverable
workspace-reach-unwritten = no letter
workspace-reach-yes = yes
workspace-empty-file = { $file } is empty
    .remedy = Check that it is the right file
