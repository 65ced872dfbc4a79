package dev.evenkeel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeSelectorTest {

    private static final Map<String, String> LABELS = Map.of("tier", "data", "app", "shop");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                           | false
                    {matchLabels: {tier: data}}                                                  | true
                    {matchLabels: {tier: data, app: blog}}                                       | false
                    {matchExpressions: [{key: tier, operator: In, values: [cache, data]}]}       | true
                    {matchExpressions: [{key: zone, operator: In, values: ['']}]}                | false
                    {matchExpressions: [{key: tier, operator: NotIn, values: [data]}]}           | false
                    {matchExpressions: [{key: zone, operator: NotIn, values: [data]}]}           | true
                    {matchExpressions: [{key: tier, operator: Exists}]}                          | true
                    {matchExpressions: [{key: tier, operator: DoesNotExist}]}                    | false
                    {matchLabels: {app: shop}, matchExpressions: [{key: x, operator: Exists}]}   | false
                    """)
    void labelsAreSelectedAsInKubernetes(String selector, boolean selected) throws JsonProcessingException {
        VolumeSelector read = Golden.CODEC.mapper().treeToValue(Golden.parse(selector), VolumeSelector.class);
        assertThat(read.matches(LABELS)).isEqualTo(selected);
    }
}
