# English: every sentence that a person reads on the screen.
#
# Each entry stands alone and does not refer to another one. `$value` is the value that a finding is about, in
# quotation marks; `.remedy` says what to do. Sections by room, in alphabetical order.

raw = { $text }

## show

show-cannot-write-result = cannot write the result

## words

words-and = and
words-empty-value = (empty)
words-or = or

## workspace

workspace-cannot-write = cannot write { $file }
workspace-no-current-folder = cannot find the current folder
workspace-no-such-folder = there is no folder { $folder }
    .remedy = Look for a typing mistake in its name, or make the folder first
