package dev.evenkeel.backup;

import dev.evenkeel.engine.RealEngine;
import java.util.Map;

/** An image of this machine's GNU tar and the libraries it needs: no registry is asked for one. */
public final class TarImageFixture {

    private static final String NAME = "evenkeel-gnu-tar:latest";

    private TarImageFixture() {}

    public static TarImage imported() {
        VolumeFixture.run(Map.of("IMAGE", NAME, "DOCKER_HOST", RealEngine.host().toString()), """
                root=$(mktemp -d) && trap 'rm -rf "$root"' EXIT
                program=$(readlink -f "$(command -v tar)")
                { echo "$program"; ldd "$program" | grep -o '/[^ ]*'; } |
                  while read -r file; do install -D "$(readlink -f "$file")" "$root$file"; done
                tar -c -C "$root" . | docker import - "$IMAGE"
                """);
        return TarImage.named(NAME);
    }
}
