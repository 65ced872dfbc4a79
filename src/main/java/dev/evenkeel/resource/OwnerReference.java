package dev.evenkeel.resource;

/**
 * Says which resource brought this one into being, as in the Kubernetes API.
 *
 * @param controller true for the one owner that manages the object
 */
public record OwnerReference(String apiVersion, String kind, String name, String uid, boolean controller) {

    public OwnerReference {
        apiVersion = Defaults.text(apiVersion, "");
        kind = Defaults.text(kind, "");
        name = Defaults.text(name, "");
        uid = Defaults.text(uid, "");
    }
}
