package dev.evenkeel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an issuer: signed with his key, for us, in time, and under names that cannot be mistaken for ours. */
final class IssuerTokensTest {

    private static final String RS256 = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";

    @TempDir
    Path folder;

    private KeyPair keys;
    private IssuerTokens issuer;

    @BeforeEach
    void makeKeys() throws GeneralSecurityException, IOException {
        keys = rsa();
        Path pem = folder.resolve("issuer.pem");
        Files.writeString(
                pem,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        issuer = new IssuerTokens(
                new IssuerSettings("https://id.example.com", "evenkeel", pem.toUri(), "sub", "groups", "oidc:"),
                Optional.empty());
    }

    @Test
    void aGoodTokenNamesItsUserAndGroupsWithThePrefix() throws GeneralSecurityException {
        assertThat(issuer.find(signed(claims("", 600), keys.getPrivate())))
                .contains(new Caller("oidc:ann", Set.of("oidc:ops", "oidc:evenkeel:admin")));
    }

    @Test
    void aTokenOfAnotherKeyOrIssuerOrForAnotherAudienceOrOutOfTimeIsRefused() throws GeneralSecurityException {
        PrivateKey key = keys.getPrivate();
        assertThat(issuer.find(signed(claims("", 600), rsa().getPrivate()))).isEmpty();
        assertThat(issuer.find(signed(claims("", -600), key))).isEmpty();
        assertThat(issuer.find(signed(claims("", 600).replace("id.example", "evil.example"), key)))
                .isEmpty();
        assertThat(issuer.find(signed(claims("", 600).replace("\"evenkeel\"", "\"another\""), key)))
                .isEmpty();
        assertThat(issuer.find(signed(claims("", 600).replaceFirst("\"exp\":\\d+,", ""), key)))
                .isEmpty();
        long later = Instant.now().getEpochSecond() + 300;
        assertThat(issuer.find(signed(claims("\"nbf\":" + later + ",", 600), key)))
                .isEmpty();
        assertThat(issuer.find(signed(claims("", 600).replace("\"sub\":\"ann\"", "\"sub\":\"\""), key)))
                .isEmpty();
    }

    @Test
    void aTokenThatIsNotSignedOrSignedWithThePublicKeyAsASecretIsRefused() throws GeneralSecurityException {
        String none = encoded("{\"alg\":\"none\"}") + "." + encoded(claims("", 600)) + ".";
        assertThat(issuer.find(none)).isEmpty();
        String head = encoded("{\"alg\":\"HS256\"}") + "." + encoded(claims("", 600));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
        String forged = head + "." + encoded(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));
        assertThat(issuer.find(forged)).isEmpty();
        for (String garbage : new String[] {"", ".", "..", "a.b.c", "evk_x", "\u0000"}) {
            assertThat(issuer.find(garbage)).isEmpty();
        }
    }

    @Test
    void settingsThatWouldLetInTooManyAreRefused() {
        URI keys = URI.create("https://id.example.com/keys");
        assertThat(new IssuerSettings("i", "evenkeel", keys, "sub", "groups", "oidc:").remote())
                .isTrue();
        assertThatThrownBy(() -> new IssuerSettings("i", "", keys, "sub", "groups", "oidc:"))
                .hasMessageContaining("audience");
        assertThatThrownBy(() -> new IssuerSettings("i", "a", keys, "sub", "groups", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IssuerSettings("i", "a", keys, "sub", "groups", "evenkeel:"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IssuerSettings("i", "a", URI.create("http://id/keys"), "sub", "groups", "o:"))
                .hasMessageContaining("https");
    }

    @Test
    void onlyWhatIsNotOurOwnTokenIsTakenToTheIssuer() throws GeneralSecurityException {
        KnownTokens none = new KnownTokens(new TokenFile(folder.resolve("tokens")), Clock.systemUTC());
        AuthenticationChain chain =
                new AuthenticationChain(none, Optional.of(issuer), new GroupRoles(Set.of("oidc:ops=operator")));
        Credentials jwt = bearer("Bearer " + signed(claims("", 600), keys.getPrivate()));
        assertThat(chain.mayBlock(jwt)).isTrue();
        assertThat(chain.authenticate(jwt).orElseThrow().groups()).contains("evenkeel:operator", "oidc:ops");
        assertThat(chain.mayBlock(bearer("Bearer evk_x"))).isFalse();
        assertThat(chain.authenticate(bearer("Basic YWRtaW46YWRtaW4="))).isEmpty();
        assertThat(chain.authenticate(bearer("Bearer "))).isEmpty();
    }

    @Test
    void aBadTokenIsNotMadeGoodByTheSocket() {
        KnownTokens none = new KnownTokens(new TokenFile(folder.resolve("tokens")), Clock.systemUTC());
        AuthenticationChain chain = new AuthenticationChain(none, Optional.empty(), new GroupRoles(Set.of()));
        assertThat(chain.authenticate(new Credentials(Optional.empty(), Optional.empty(), true)))
                .contains(AuthenticationChain.SOCKET);
        assertThat(chain.authenticate(new Credentials(Optional.of("Bearer evk_bad"), Optional.empty(), true)))
                .isEmpty();
        assertThat(chain.authenticate(new Credentials(Optional.empty(), Optional.empty(), false)))
                .isEmpty();
    }

    private static Credentials bearer(String header) {
        return new Credentials(Optional.of(header), Optional.empty(), false);
    }

    private static String claims(String more, long secondsLeft) {
        long now = Instant.now().getEpochSecond();
        return "{%s\"iss\":\"https://id.example.com\",\"aud\":\"evenkeel\",\"sub\":\"ann\",\"iat\":%d,\"exp\":%d,"
                        .formatted(more, now - 1000, now + secondsLeft)
                + "\"groups\":[\"ops\",\"evenkeel:admin\"]}";
    }

    private static String signed(String claims, PrivateKey key) throws GeneralSecurityException {
        String head = encoded(RS256) + "." + encoded(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(head.getBytes(StandardCharsets.US_ASCII));
        return head + "." + encoded(signature.sign());
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
