package dev.evenkeel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a volume may be called and what its spec may say: each broken rule names the very field. */
final class VolumeKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{driverOptions: {type: nfs, device: ':/export', o: 'addr=10.0.0.1,rw'}}",
                "{driverOptions: {size: 10m}}",
                "{driver: rclone, driverOptions: {remote: any}, labels: {tier: back}}"
            })
    void whatDockerCanMakeIsAccepted(String spec) throws JsonProcessingException {
        assertThat(violations("pgdata", spec)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {driver: ' '}                              | spec.driver
                    {driverOptions: {foo: bar}}                | spec.driverOptions
                    {driverOptions: {device: /srv}}            | spec.driverOptions[type]
                    {driverOptions: {type: nfs}}               | spec.driverOptions[device]
                    {driverOptions: {type: nfs, device: ' '}}  | spec.driverOptions[device]
                    {labels: {' ': x}}                         | spec.labels
                    {labels: {dev.evenkeel.uid: x}}            | spec.labels[dev.evenkeel.uid]
                    """)
    void whatIsWrongIsNamed(String spec, String field) throws JsonProcessingException {
        assertThat(violations("pgdata", spec)).extracting(Violation::field).containsExactly(field);
    }

    @Test
    void aNameHasTwoCharacters() throws JsonProcessingException {
        assertThat(violations("p", "{}")).extracting(Violation::field).containsExactly("metadata.name");
    }

    private static List<Violation> violations(String name, String yaml) throws JsonProcessingException {
        return VolumeKind.INSTANCE.validate(
                name, Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), VolumeSpec.class));
    }
}
