package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    addr=10.9.9.9,username=bob,password=geheim,vers=3.0 | addr=10.9.9.9,username=(hidden),password=(hidden),vers=3.0
                    rw,credentials=/root/geheim                         | rw,credentials=(hidden)
                    PASSWORD=geheim                                     | PASSWORD=(hidden)
                    pass=geheim,password2=geheim                        | pass=(hidden),password2=(hidden)
                    //bob:geheim@nas/share                              | //(hidden)@nas/share
                    https://geheim@nas/share                            | https://(hidden)@nas/share
                    mount //nas/share:/data, data: addr=1.2.3.4,user=bob,pass=geheim: permission denied | mount //nas/share:/data, data: addr=1.2.3.4,user=(hidden),pass=(hidden) permission denied
                    """)
    void secretsAreTakenOutOfATextAndTheRestStays(String text, String shown) {
        assertThat(Secrets.hide(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "Password", "s3.secret-key", "api_key", "TOKEN", "smb.credentials", "accesskey"})
    void theValueOfAnOptionThatIsCalledLikeASecretIsNotShown(String option) {
        assertThat(Secrets.hide(option, "geheim")).isEqualTo("(hidden)");
        assertThat(Secrets.hide(option, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"addr=10.9.9.9,rw,nolock,soft,uid=1000,gid=1000", "size=10m", ":/export", "bypass=1", "monkey=1"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(Secrets.hide(text)).isEqualTo(text);
        assertThat(Secrets.hide("o", text)).isEqualTo(text);
        assertThat(Secrets.hide("bypass", text)).isEqualTo(text);
    }
}
