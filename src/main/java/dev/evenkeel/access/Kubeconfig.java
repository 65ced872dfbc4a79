package dev.evenkeel.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kubectl needs to know: where the server is, which authority to trust, and a token.
 *
 * @param server its URL
 * @param authority its certificate in PEM, embedded so that the file can be copied anywhere
 */
public record Kubeconfig(String server, String authority) {

    private static final Pattern SERVER = Pattern.compile("(?m)^    server: (.*)$");
    private static final Pattern AUTHORITY = Pattern.compile("(?m)^    certificate-authority-data: (.*)$");

    /** The whole file, for somebody with a token. */
    public String text(String user, String token) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: evenkeel
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: %s
                  user:
                    token: %s
                contexts:
                - name: evenkeel
                  context:
                    cluster: evenkeel
                    user: %s
                    namespace: default
                current-context: evenkeel
                """.formatted(server, encoded(), user, token, user);
    }

    /** Brings a file that was written before up to date, and leaves alone what somebody put other servers into. */
    public void update(Path file) throws IOException {
        String before = Files.readString(file);
        if (SERVER.matcher(before).results().count() == 1
                && AUTHORITY.matcher(before).results().count() == 1) {
            String after = replace(SERVER, "    server: " + server, before);
            after = replace(AUTHORITY, "    certificate-authority-data: " + encoded(), after);
            if (!after.equals(before)) {
                PrivateFile.write(file, after);
            }
        }
    }

    /**
     * Such a file for clients that call the server otherwise.
     *
     * @throws IllegalArgumentException when it has other servers than one
     */
    public static String pointedAt(String server, String text) {
        if (SERVER.matcher(text).results().count() != 1) {
            throw new IllegalArgumentException("the kubeconfig does not have one server, but none or several");
        }
        return replace(SERVER, "    server: " + server, text);
    }

    private static String replace(Pattern line, String by, String text) {
        return line.matcher(text).replaceFirst(Matcher.quoteReplacement(by));
    }

    private String encoded() {
        return Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8));
    }
}
