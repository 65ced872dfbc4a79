#!/usr/bin/env bash
# Tells everything about the folder given, one aspect of one entry on each line, in an order that does not depend on the disk.
set -euo pipefail
export LC_ALL=C
cd "$1"
quoted() { sed -z 's/\\/\\\\/g; s/\n/\\n/g' | tr '\0' '\n'; }

{
  find . \( -type d -printf 'entry %p: %y %m %U:%G\0' -o -type l -printf 'entry %p: %y %U:%G -> %l\0' \
    -o -type f -printf 'entry %p: %y %m %U:%G %s\0' -o -printf 'entry %p: %y %m %U:%G\0' \)
  find . -printf 'time %p: %T@\0'
  find . -type f -print0 | xargs -0 -r sha256sum -z | sed -z 's/^\([0-9a-f]*\) .\(.*\)$/content \2: \1/'
  find . \( -type b -o -type c \) -print0 | xargs -0 -r stat --printf 'device %n: %t:%T\0'
  # Those that are one file, by its first name.
  find . ! -type d -links +1 -printf '%i %p\0' | sort -z -k1,1n -k2 |
    awk 'BEGIN { RS = ORS = "\0" } { name = substr($0, length($1) + 2); if ($1 != inode) { inode = $1; first = name }
      print "link " name ": " first }'
} | quoted | sort
find . ! -type l -print0 | sort -z | while IFS= read -r -d '' path; do
  getfattr --no-dereference --dump --match=- --encoding=hex --absolute-names -- "$path" 2>/dev/null | while read -r line; do
    case $line in *=*) printf 'attribute %s: %s\0' "$path" "$line" ;; esac
  done
done | quoted | sort
