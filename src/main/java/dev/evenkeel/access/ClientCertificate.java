package dev.evenkeel.access;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Reads a client certificate as Kubernetes does: the common name is the user, each organisation a group. */
final class ClientCertificate {

    private ClientCertificate() {}

    /** Empty for a certificate without a common name. */
    static Optional<Caller> caller(X509Certificate certificate) {
        try {
            Collection<Rdn> parts =
                    new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            Set<String> groups = new HashSet<>();
            Optional<String> user = Optional.empty();
            for (Rdn part : parts) {
                if (part.getType().equalsIgnoreCase("O")) {
                    groups.add(part.getValue().toString());
                } else if (part.getType().equalsIgnoreCase("CN")) {
                    user = Optional.of(part.getValue().toString());
                }
            }
            return user.map(name -> new Caller(name, groups));
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
    }
}
