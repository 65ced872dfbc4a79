package dev.evenkeel.manifest;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;

/** Refuses YAML aliases, because the parser beneath takes {@code *common} for the text "common" and says nothing. */
public final class AliasRefusingParser extends JsonParserDelegate {

    private final YAMLParser yaml;

    public AliasRefusingParser(YAMLParser yaml) {
        super(yaml);
        this.yaml = yaml;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (yaml.isCurrentAlias()) {
            throw new JsonParseException(this, "aliases (*" + yaml.getText() + ") are not supported");
        }
        return token;
    }
}
