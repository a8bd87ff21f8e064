# English: every sentence that a person reads on the screen.
#
# Each entry stands alone and does not refer to another one. `$value` is the value that a finding is about, in
# quotation marks; `.remedy` says what to do. Sections by room, in alphabetical order.

raw = { $text }

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
