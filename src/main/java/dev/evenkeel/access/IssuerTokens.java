package dev.evenkeel.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens of a configured issuer: signed by its keys, made for us, and not yet at their end. */
public final class IssuerTokens {

    /** Only pairs of keys: with a shared secret, whoever can check a token can make one. */
    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384);

    private static final int CLOCK_SKEW_SECONDS = 10;

    private final JsonMapper json = new JsonMapper();
    private final IssuerSettings settings;
    private final JWTParser parser;

    /** Who asks with an unknown key makes the issuer be asked; but not more often than that. */
    private static final int MINUTES_BETWEEN_ROTATIONS = 1;

    /**
     * @param authority who vouches for the place of the keys, if it is none of those that Java trusts
     * @throws IOException when a file with a key cannot be read
     */
    public IssuerTokens(IssuerSettings settings, Optional<Path> authority) throws IOException {
        this.settings = settings;
        JWTAuthContextInfo context = new JWTAuthContextInfo();
        context.setIssuedBy(settings.issuer());
        context.setExpectedAudience(Set.of(settings.audience()));
        context.setSignatureAlgorithm(ALGORITHMS);
        context.setRequireNamedPrincipal(false);
        context.setClockSkew(CLOCK_SKEW_SECONDS);
        if (settings.remote()) {
            context.setPublicKeyLocation(settings.keys().toString());
            context.setForcedJwksRefreshInterval(MINUTES_BETWEEN_ROTATIONS);
            authority.map(Path::toUri).map(Object::toString).ifPresent(context::setTlsCertificatePath);
        } else {
            context.setPublicVerificationKey(PublicKeyFile.read(Path.of(settings.keys())));
        }
        this.parser = new DefaultJWTParser(context);
    }

    /** May ask the issuer for its keys. */
    Optional<Caller> find(String token) {
        try {
            parser.parse(token);
            JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
            String user = claims.path(settings.userClaim()).asText();
            return user.isBlank()
                    ? Optional.empty()
                    : Optional.of(new Caller(settings.prefix() + user, groups(claims.path(settings.groupsClaim()))));
        } catch (ParseException | IOException | IllegalArgumentException bad) {
            return Optional.empty();
        }
    }

    /** A list, or one group alone. */
    private Set<String> groups(JsonNode claim) {
        Set<String> groups = new HashSet<>();
        for (JsonNode group : claim.isArray() ? claim : List.of(claim)) {
            if (group.isTextual()) {
                groups.add(settings.prefix() + group.asText());
            }
        }
        return groups;
    }
}
