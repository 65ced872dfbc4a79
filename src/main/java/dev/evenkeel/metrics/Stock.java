package dev.evenkeel.metrics;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What scrapes need to know of every stored resource of one kind. It is read once, and from then on only of those that
 * changed, so that a scrape does not decode ten thousand resources. What is deleted is gone at the next scrape. While
 * the registry does not answer, it stays what it was. Thread-safe.
 */
public final class Stock<S, T, V> {

    private static final Logger LOG = Logger.getLogger(Stock.class);

    /** When more than that changed between two scrapes, one list is faster than so many looks. */
    private static final int CHANGED_MAX = 1_000;

    private final Registry registry;
    private final ResourceKind<S, T> kind;
    private final Function<Resource<S, T>, V> view;
    private final Set<ResourceKey> changed = ConcurrentHashMap.newKeySet();
    private final Map<ResourceKey, V> known = new TreeMap<>();
    private boolean complete;

    /** @param view what is kept of each; the less, the better */
    public Stock(Registry registry, ResourceKind<S, T> kind, Function<Resource<S, T>, V> view) {
        this.registry = registry;
        this.kind = kind;
        this.view = view;
        registry.onChange(this::changed);
    }

    private void changed(RegistryChange change) {
        if (change.key().kind().equals(kind.kind())) {
            changed.add(change.key());
        }
    }

    /** As of now, sorted by engine and name. */
    synchronized List<V> now() {
        List<ResourceKey> news = List.copyOf(changed);
        try {
            if (!complete || news.size() > CHANGED_MAX) {
                readAll(news);
            } else {
                news.forEach(this::read);
            }
        } catch (RegistryException unanswered) {
            LOG.debugf("registry does not answer kind=%s cause=\"%s\"", kind.kind(), unanswered.getMessage());
        }
        return List.copyOf(known.values());
    }

    /** What changes meanwhile is read once more next time. */
    private void readAll(List<ResourceKey> news) {
        news.forEach(changed::remove);
        try {
            List<Resource<S, T>> all = registry.list(kind, Optional.empty()).items();
            known.clear();
            all.forEach(resource -> known.put(resource.key(), view.apply(resource)));
            complete = true;
        } catch (RegistryException unanswered) {
            changed.addAll(news);
            throw unanswered;
        }
    }

    private void read(ResourceKey key) {
        changed.remove(key);
        try {
            registry.find(kind, key)
                    .ifPresentOrElse(resource -> known.put(key, view.apply(resource)), () -> known.remove(key));
        } catch (RegistryException unanswered) {
            changed.add(key);
            throw unanswered;
        }
    }
}
