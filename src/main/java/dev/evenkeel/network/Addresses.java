package dev.evenkeel.network;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.MACAddressString;
import java.util.Optional;

/** Reads addresses and prefixes in the plain forms that Docker takes, and no others. */
final class Addresses {

    private static final IPAddressStringParameters PLAIN = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private Addresses() {}

    /** A single address without a prefix length. */
    static Optional<IPAddress> address(String text) {
        return parse(text).filter(address -> !address.isPrefixed());
    }

    /** A prefix in CIDR form, host bits and all. */
    static Optional<IPAddress> cidr(String text) {
        return parse(text).filter(IPAddress::isPrefixed);
    }

    /** The block of addresses that a prefix in CIDR form stands for. */
    static Optional<IPAddress> block(String text) {
        return cidr(text).map(IPAddress::toPrefixBlock);
    }

    /** Whether two spellings mean the same address or block; equal text that is neither counts, too. */
    static boolean same(String one, String other) {
        return canonical(one).equals(canonical(other));
    }

    /** One spelling for all spellings of an address or block. */
    static String canonical(String text) {
        return parse(text)
                .map(address -> address.isPrefixed() ? address.toPrefixBlock() : address)
                .map(IPAddress::toCanonicalString)
                .orElse(text);
    }

    static boolean overlap(IPAddress one, IPAddress other) {
        return one.contains(other) || other.contains(one);
    }

    static boolean isMac(String text) {
        return text.contains(":") && new MACAddressString(text).isValid() && text.length() == 17;
    }

    private static Optional<IPAddress> parse(String text) {
        return Optional.ofNullable(new IPAddressString(text, PLAIN).getAddress());
    }
}
