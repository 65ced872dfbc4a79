package dev.evenkeel.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Reads the public key of an issuer, RSA or on an elliptic curve, from a PEM file. */
final class PublicKeyFile {

    private PublicKeyFile() {}

    static PublicKey read(Path file) throws IOException {
        String text = Files.readString(file);
        byte[] bytes = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
            } catch (GeneralSecurityException another) {
                continue;
            }
        }
        throw new IOException(file + " holds no public key, neither RSA nor EC");
    }
}
