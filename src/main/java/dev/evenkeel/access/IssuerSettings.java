package dev.evenkeel.access;

import java.net.URI;
import java.util.Optional;

/**
 * An issuer of JSON Web Tokens that is trusted to say who somebody is, and in which groups.
 *
 * @param keys where its public keys are: a JWKS document by https, or a file with one key in PEM
 * @param prefix goes before user and groups, so that no issuer can name one of ours
 */
public record IssuerSettings(
        String issuer, String audience, URI keys, String userClaim, String groupsClaim, String prefix) {

    /** @throws IllegalArgumentException when something is missing or would be unsafe */
    public IssuerSettings {
        if (audience.isBlank()) {
            throw new IllegalArgumentException("an issuer without an audience would let in tokens made for others");
        }
        if (prefix.isBlank() || prefix.startsWith("evenkeel:")) {
            throw new IllegalArgumentException("\"" + prefix + "\" does not keep an issuer's names apart from ours");
        }
        if (!Optional.ofNullable(keys.getScheme())
                .filter(s -> s.matches("https|file"))
                .isPresent()) {
            throw new IllegalArgumentException(keys + " is neither an https: nor a file: location of keys");
        }
    }

    boolean remote() {
        return keys.getScheme().equals("https");
    }
}
