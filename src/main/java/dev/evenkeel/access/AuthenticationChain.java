package dev.evenkeel.access;

import java.util.Optional;
import java.util.Set;

/**
 * The order in which credentials count: a token, then a client certificate, then the socket file. The first that is
 * there decides. A bad token is not made good by what comes after it: whoever shows it means to be somebody else.
 */
public final class AuthenticationChain implements Authenticator {

    /** Whoever opened the socket file: its permissions are his proof. */
    public static final Caller SOCKET = new Caller("unix", Set.of("evenkeel:admin"));

    private final KnownTokens known;
    private final Optional<IssuerTokens> issued;
    private final GroupRoles groupRoles;

    public AuthenticationChain(KnownTokens known, Optional<IssuerTokens> issued, GroupRoles groupRoles) {
        this.known = known;
        this.issued = issued;
        this.groupRoles = groupRoles;
    }

    @Override
    public Optional<Caller> authenticate(Credentials credentials) {
        if (credentials.authorization().isPresent()) {
            return credentials.bearer().flatMap(this::byToken);
        }
        if (credentials.certificate().isPresent()) {
            return credentials.certificate().flatMap(ClientCertificate::caller).map(groupRoles::mapped);
        }
        return credentials.socket() ? Optional.of(SOCKET) : Optional.empty();
    }

    @Override
    public boolean mayBlock(Credentials credentials) {
        return issued.isPresent()
                && credentials.bearer().filter(token -> !isOurs(token)).isPresent();
    }

    private Optional<Caller> byToken(String token) {
        return isOurs(token)
                ? known.find(token)
                : issued.flatMap(issuer -> issuer.find(token)).map(groupRoles::mapped);
    }

    private static boolean isOurs(String token) {
        return token.startsWith(TokenFile.PREFIX);
    }
}
