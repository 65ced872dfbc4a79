package dev.evenkeel.archive;

/** A volume with one of everything, and a description of it in which every difference shows. To be run as root. */
final class Fixture {

    static final String EVERYTHING = """
            umask 022
            touch -d '2024-01-02 03:04:05.678901234' plain; echo hello > plain
            touch -d '2024-01-02 03:04:05.678901234' plain
            head -c 300000 /dev/urandom > random
            : > empty
            touch -d '1969-12-31 23:59:58.25 UTC' before-1970
            touch -d '2250-06-01 00:00:00.5 UTC' after-2242
            truncate -s 1M holes; printf end >> holes
            for mode in 0000 0400 0644 0755 1777 2755 4755 6755 7777; do
              echo $mode > mode-$mode; chmod $mode mode-$mode
            done
            for id in 1 999 65534 2097151 2097152 4000000000; do echo $id > owner-$id; chown $id:$id owner-$id; done
            mkdir empty-dir dir dir/deeper; chmod 1770 dir; chown 70:71 dir
            echo a > dir/hard-1; ln dir/hard-1 hard-2; ln dir/hard-1 dir/deeper/hard-3
            ln -s ../../outside up; ln -s /etc/passwd absolute; ln -s nowhere dangling; ln -s . self
            ln -s "$(printf 'l%.0s' $(seq 1 200))" long-target
            chown -h 5:6 dangling; touch -h -d '2020-01-01 00:00:00.5' dangling
            mkfifo -m 0640 fifo; mknod -m 0666 null c 1 3; mknod block b 7 99
            echo a > "$(printf 'new\\nline')"; echo b > "$(printf 'not-\\xff\\xfe-utf8')"; echo c > ' leading space'
            echo d > 'back\\slash'; echo e > "\u00fcml\u00e4ut"
            echo f > '.wh.whiteout'; echo g > '-rf'; echo h > '.hidden'
            echo i > "$(printf 'tab\\tquote"star*')"; echo j > 'trailing space '; echo k > 'data,s'
            echo l > "$(printf 'n%.0s' $(seq 1 255))"
            ( for i in $(seq 1 10); do d=$(printf "$i%.0s" $(seq 1 100)); mkdir "$d"; cd "$d"; done; echo deep > file )
            echo x > xattrs; setfattr -n user.note -v 'a note' xattrs; setfattr -n user.binary -v 0x00ff3d0a xattrs
            setfattr -n trusted.secret -v 1 xattrs; setfattr -n user.dir -v 1 dir
            echo y > capability
            setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 capability
            echo z > acl; setfacl -m u:1234:rw,g:77:r acl; setfacl -d -m u:1234:rwx dir
            touch -d '2023-05-06 07:08:09.123456789' dir dir/deeper empty-dir
            chmod 0700 .; chown 999:998 .; setfattr -n user.root -v 1 .; touch -d '2022-02-02 02:02:02.202020202' .
            """;

    static final String DESCRIBE = """
            export LC_ALL=C
            find . -printf '%p|%y|%m|%U|%G|%s|%T@|%l|%n\\n' | grep -v '|d|' | sort
            find . -type d -printf '%p|%m|%U|%G|%T@\\n' | sort
            find . -samefile hard-2 | sort
            find . -type f -print0 | sort -z | xargs -0 sha256sum
            stat -c '%n %t %T' null block
            find . -print0 | sort -z | xargs -0 getfattr -h -d -m - -e hex --
            getfacl -R -n -p .
            """;

    private Fixture() {}
}
