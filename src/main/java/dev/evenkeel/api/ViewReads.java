package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.View;
import dev.evenkeel.resource.Viewers;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;

/** How views of resources are looked at: worked out for each who asks, for a few at a time. */
@Singleton
public final class ViewReads {

    /** Views cost more than reading what is there, and must not keep others from that. */
    static final int AT_ONCE_MAX = 4;

    private final Semaphore free = new Semaphore(AT_ONCE_MAX);
    private final Catalogue catalogue;
    private final Viewers viewers;
    private final ResourceCodec codec;
    private final Rendering rendering;

    public ViewReads(Catalogue catalogue, Viewers viewers, ResourceCodec codec, Rendering rendering) {
        this.catalogue = catalogue;
        this.viewers = viewers;
        this.codec = codec;
        this.rendering = rendering;
    }

    /** @throws Failure 404 when there is no such view or no such resource, 429 when too many are at it */
    Response get(Call call) {
        ResourceKind<?, ?> kind = catalogue.kind(call);
        View view = kind.views().stream()
                .filter(one -> one.name().equals(call.subresource()))
                .findFirst()
                .orElseThrow(Failures::unknownPath);
        if (!free.tryAcquire()) {
            throw Failures.tooManyRequests("too many views are being worked out, please try again later");
        }
        try {
            return rendering.render(call, Answer.ok(object(call, kind, view)));
        } finally {
            free.release();
        }
    }

    private ObjectNode object(Call call, ResourceKind<?, ?> kind, View view) {
        Record seen = viewers.of(view)
                .view(kind.key(call.namespace(), call.name()))
                .orElseThrow(() -> Failures.notFound(kind, call.name()));
        ObjectNode tree = codec.mapper().createObjectNode();
        tree.put("apiVersion", ResourceKind.API_VERSION).put("kind", view.kind());
        ObjectNode metadata = tree.putObject("metadata").put("name", call.name());
        if (kind.namespaced()) {
            metadata.put("namespace", call.namespace());
        }
        return tree.setAll(codec.mapper().<ObjectNode>valueToTree(seen));
    }
}
