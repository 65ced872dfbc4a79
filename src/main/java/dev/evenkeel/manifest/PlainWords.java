package dev.evenkeel.manifest;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/**
 * Quotes whatever some reader of YAML might take for something else than text: versions of YAML, and programs that read
 * it, disagree about numbers, times and words such as {@code on}. Addresses and plain names read better without.
 */
final class PlainWords extends StringQuotingChecker {

    private static final long serialVersionUID = 1;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?");

    @Override
    public boolean needToQuoteName(String name) {
        return isReservedKeyword(name) || !NAME.matcher(name).matches();
    }

    @Override
    public boolean needToQuoteValue(String value) {
        return isReservedKeyword(value)
                || !NAME.matcher(value).matches() && !ADDRESS.matcher(value).matches();
    }
}
