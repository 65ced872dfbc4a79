package dev.evenkeel.restore;

import dev.evenkeel.backup.VolumeFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Volumes with anything in them, and descriptions of them in which every difference shows. To be used as root. */
final class RandomContents {

    /** Works on what is there: names come from so few that many are taken. */
    private static final String SCRIBBLE = """
            cd "$VOLUME"; RANDOM=$SEED; dirs=(.); files=()
            odd=('' ' ' '\\' $'\\n' $'\\xff\\xfe' 'ü' '*' '.wh.' '-rf' '$(x)')
            modes=(0600 0644 0755 0000 4755 2755 1777 0640 6711)
            for ((i = 0; i < 4 + RANDOM % 12; i++)); do
              name="${dirs[RANDOM % ${#dirs[@]}]}/${odd[RANDOM % ${#odd[@]}]}n$((RANDOM % 12))"
              [ -d "$name" ] && [ ! -h "$name" ] || rm -f -- "$name"
              if [ -d "$name" ]; then continue; fi
              case $((RANDOM % 9)) in
                0|1) mkdir -- "$name"; dirs+=("$name");;
                2) ln -s "$( ((RANDOM % 2)) && echo ../../x || echo /etc/passwd)" "$name";;
                3) if [ ${#files[@]} -gt 0 ] && ln -- "${files[RANDOM % ${#files[@]}]}" "$name" 2>/dev/null; then :; else
                     mkfifo -- "$name"; fi;;
                4) truncate -s $((RANDOM * 4)) -- "$name"; printf end >> "$name"; files+=("$name");;
                5) : > "$name"; setfattr -n user.note -v "$RANDOM" -- "$name"; files+=("$name");;
                *) head -c $((RANDOM % 3000)) /dev/urandom > "$name"; files+=("$name");;
              esac
              chown -h $((RANDOM % 3 * 1000)):$((RANDOM * 3)) -- "$name"
              [ -h "$name" ] || chmod ${modes[RANDOM % ${#modes[@]}]} -- "$name"
              touch -h -d "@$((RANDOM * 40000)).$((RANDOM + 100000000))" -- "$name"
            done
            chmod 0$((700 + RANDOM % 8)) .; chown $RANDOM:$RANDOM .
            touch -d "@$((RANDOM * 40000)).$((RANDOM + 100000000))" . "${dirs[@]}"
            """;

    private static final String DESCRIBE = """
            cd "$VOLUME"; export LC_ALL=C
            find . -type d -printf '%P|%y|%m|%U:%G|0|%T@|%l|\\0' -o -printf '%P|%y|%m|%U:%G|%s|%T@|%l|%n\\0' | sort -z
            find . -type f -print0 | sort -z | xargs -0 -r sha256sum -z
            find . -print0 | sort -z | xargs -0 -r getfattr -h -d -m - -e hex --
            """;

    private static final String LIST = """
            cd "$VOLUME"; export LC_ALL=C
            find . -mindepth 1 -printf '%P\\0%y\\0%m|%U:%G\\0%s\\0%i\\0%l\\0'
            """;

    private RandomContents() {}

    static void scribble(Path mountPoint, int seed) {
        VolumeFixture.run(Map.of("VOLUME", mountPoint.toString(), "SEED", Integer.toString(seed)), SCRIBBLE);
    }

    /** Removes some of what is there. */
    static void thinOut(Path mountPoint, int seed) {
        VolumeFixture.run(
                Map.of("VOLUME", mountPoint.toString(), "SEED", Integer.toString(seed)),
                "cd \"$VOLUME\"; RANDOM=$SEED; for f in ./*; do ((RANDOM % 3)) || rm -rf -- \"$f\"; done");
    }

    /** Everything: names, types, modes, owners, sizes, times to the nanosecond, links, contents, attributes. */
    static String describe(Path mountPoint) {
        return VolumeFixture.run(Map.of("VOLUME", mountPoint.toString()), DESCRIBE);
    }

    /** What each name stands for, times left out; the first name of a file is the file, others are links to it. */
    static Map<String, String> members(Path mountPoint) {
        String[] fields =
                VolumeFixture.run(Map.of("VOLUME", mountPoint.toString()), LIST).split("\0", -1);
        Map<String, String[]> found = new TreeMap<>();
        for (int i = 0; i + 5 < fields.length; i += 6) {
            // Folders come before what is in them, and before names that go on with anything but a slash.
            found.put(
                    fields[i].replace('/', '\1'),
                    List.of(fields).subList(i, i + 6).toArray(String[]::new));
        }
        Map<String, String> firstNames = new HashMap<>();
        Map<String, String> members = new TreeMap<>();
        List<String> files = new ArrayList<>();
        for (String[] member : found.values()) {
            String first = firstNames.putIfAbsent(member[4], member[0]);
            boolean file = member[1].equals("f");
            if (first == null && file) {
                files.add(member[0]);
            }
            members.put(
                    member[0],
                    String.join(
                            "|",
                            first == null ? member[1] : "link to " + first,
                            member[2],
                            first == null && file ? member[3] : "",
                            member[5]));
        }
        String digests = VolumeFixture.run(
                Map.of("VOLUME", mountPoint.toString()),
                "cd \"$VOLUME\"; find . -type f -print0 | xargs -0 -r sha256sum -z");
        for (String line : digests.split("\0")) {
            if (line.length() > 68) {
                String name = line.substring(68);
                members.computeIfPresent(
                        name, (key, value) -> files.contains(key) ? value + line.substring(0, 64) : value);
            }
        }
        return members;
    }
}
