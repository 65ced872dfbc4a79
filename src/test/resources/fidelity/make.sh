#!/usr/bin/env bash
# Makes everything a file system can say of a file, one entry or more for each property, in the folder given.
set -euo pipefail
cd "$1"

# Owners and modes.
for mode in 0000 0400 0644 0755 1755 2755 4755 6711; do echo "$mode" > "mode-$mode" && chmod "$mode" "mode-$mode"; done
echo 70 > owner-70 && chown 70:71 owner-70
echo nobody > owner-nobody && chown 65534:65534 owner-nobody
echo large > owner-4000000000 && chown 4000000000:2097153 owner-4000000000

# Sizes, around the blocks of a tar.
for size in 0 1 511 512 513 1048576; do head -c "$size" /dev/urandom > "size-$size"; done
truncate -s 32M sparse && printf end | dd of=sparse bs=1 seek=$((16 << 20)) conv=notrunc status=none

# Times.
touch -d '2001-02-03 04:05:06.789012345' time-nanoseconds
touch -d '2001-02-03 04:05:06.999999999' time-nearly-a-second
touch -d '1970-01-01 00:00:00' time-epoch
touch -d '1965-05-06 07:08:09.5' time-before-1970
touch -d '2300-01-01 00:00:00.5' time-far
touch -d '2033-05-18 03:33:20' time-future

# Symbolic links.
ln -s size-1 symlink && chown -h 70:71 symlink && touch -h -d '2002-02-02 02:02:02.25' symlink
ln -s ../../outside symlink-out
ln -s /etc/hostname symlink-absolute
ln -s nowhere symlink-dangling
ln -s "$(printf 'long/%.0s' {1..150})" symlink-long

# Hard links.
echo linked > hard-1 && ln hard-1 hard-2
mkdir -p links/deep && ln hard-1 links/deep/hard-3
ln symlink-dangling hard-to-symlink

# Special files.
mkfifo fifo && chmod 0600 fifo
mknod device-char c 1 3 && mknod device-block b 7 200 && chmod 0640 device-block
mkfifo hard-fifo-1 && ln hard-fifo-1 hard-fifo-2

# Names.
mkdir names
for name in "$(printf 'n%.0s' {1..255})" $'new\nline' $'not-utf8-\377\376' ' leading' 'trailing ' '.wh.whiteout' '-rf' \
  'back\slash' "quo'te\"" $'tab\t' '*' '#comment' '...' 'data' 'übung' $'u\u0308bung' $'bell\a' '%s' '$HOME'; do
  printf '%s' "$name" > "names/$name"
done
deep=names
for level in {1..20}; do deep=$deep/$(printf "$((level % 10))%.0s" {1..100}); done
mkdir -p "$deep" && echo deep > "$deep/end"

# Attributes.
echo a > xattr-user && setfattr -n user.note -v kept xattr-user && setfattr -n user.empty xattr-user
echo a > xattr-binary && setfattr -n user.binary -v 0x000aff3d0a00 xattr-binary
echo a > xattr-large && setfattr -n user.large -v "$(printf 'v%.0s' {1..3000})" xattr-large
echo a > xattr-trusted && setfattr -n trusted.note -v kept xattr-trusted
echo a > xattr-capability && setfattr -n security.capability -v 0x0100000200200000000000000000000000000000 xattr-capability
echo a > acl && chmod 0640 acl && setfacl -m u:70:rw,g:71:r acl
mkdir acl-default && setfacl -d -m u:70:rwx acl-default && setfattr -n user.note -v dir acl-default

# Folders, last, because what is made in them changes their times.
mkdir -p folder-setgid folder-sticky folder-closed
chmod 2750 folder-setgid && chmod 1777 folder-sticky && chmod 0000 folder-closed && chown 70:71 folder-closed
touch -d '2003-04-05 06:07:08.5' folder-setgid folder-sticky folder-closed names
chown 70:71 . && chmod 1770 . && touch -d '2002-03-04 05:06:07.25' .
