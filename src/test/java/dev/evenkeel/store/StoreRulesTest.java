package dev.evenkeel.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no place for archives is refused by its field. */
final class StoreRulesTest {

    private static final String RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {}; spec
            {local: {path: /a}, s3: {bucket: abc, credentials: {file: /k}}}; spec.s3
            {local: {path: ''}}; spec.local.path
            {local: {path: relative}}; spec.local.path
            {s3: {credentials: {file: /k}}}; spec.s3.bucket
            {s3: {bucket: NoCapitals, credentials: {file: /k}}}; spec.s3.bucket
            {s3: {bucket: abc, prefix: no-slash, credentials: {file: /k}}}; spec.s3.prefix
            {s3: {bucket: abc, prefix: ../, credentials: {file: /k}}}; spec.s3.prefix
            {s3: {bucket: abc, region: 'a b', credentials: {file: /k}}}; spec.s3.region
            {s3: {bucket: abc, endpoint: ftp://a, credentials: {file: /k}}}; spec.s3.endpoint
            {s3: {bucket: abc, endpoint: 'https://key:secret@a', credentials: {file: /k}}}; spec.s3.endpoint
            {s3: {bucket: abc}}; spec.s3.credentials.file
            {s3: {bucket: abc, credentials: {file: /k}, objectLock: {days: 0}}}; spec.s3.objectLock.days
            {local: {path: /a}, encryption: {age: {recipients: []}}}; spec.encryption.age.recipients
            {local: {path: /a}, encryption: {age: {recipients: [age1x]}}}; spec.encryption.age.recipients[0]
            {local: {path: /a}, bandwidthLimit: fast}; spec.bandwidthLimit
            {local: {path: /a}, bandwidthLimit: 10MB}; spec.bandwidthLimit
            {local: {path: /a}, bandwidthLimit: '999'}; spec.bandwidthLimit
            {local: {path: /a}, bandwidthLimit: 2G}; spec.bandwidthLimit
            {local: {path: /a}, bandwidthLimit: '-1k'}; spec.bandwidthLimit
            """)
    void everyBrokenRuleIsNamedWithItsField(String spec, String field) throws JsonProcessingException {
        assertThat(StoreRules.violations("usb", spec(spec)))
                .extracting(Violation::field)
                .containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{local: {path: /mnt/usb}}",
                "{local: {path: /mnt/usb}, bandwidthLimit: 1k}",
                "{local: {path: /mnt/usb}, bandwidthLimit: 10Mi, encryption: {age: {recipients: [" + RECIPIENT + "]}}}",
                "{s3: {endpoint: 'https://s3.example.com:9000', bucket: backups, prefix: host1/, credentials: {file: /k},"
                        + " objectLock: {days: 30}}}",
            })
    void whatIsAPlaceIsTaken(String spec) throws JsonProcessingException {
        assertThat(StoreRules.violations("usb", spec(spec))).isEmpty();
    }

    @Test
    void theStandardStoreHasItsFolderFromTheConfiguration() throws JsonProcessingException {
        assertThat(StoreRules.violations("local", spec("{local: {path: /elsewhere}}")))
                .extracting(Violation::field)
                .containsExactly("spec.local.path");
        assertThat(StoreRules.violations("local", StoreKind.standard())).isEmpty();
    }

    @Test
    void quantitiesAreThoseOfKubernetes() {
        assertThat(List.of("1k", "1Ki", "10M", "10Mi", "1G", "1000", "1Gi", "1.5M", "k", ""))
                .extracting(quantity -> ByteRate.parse(quantity).orElse(0L))
                .containsExactly(1_000L, 1_024L, 10_000_000L, 10_485_760L, 1_000_000_000L, 1_000L, 0L, 0L, 0L, 0L);
    }

    private static StoreSpec spec(String yaml) throws JsonProcessingException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), StoreSpec.class);
    }
}
