package dev.evenkeel.resource;

/**
 * Says which resource brought this one into being, as in the Kubernetes API.
 *
 * @param apiVersion the group and version of the owner's API
 * @param kind the owner's kind
 * @param name the owner's name
 * @param uid the owner's uid: another object of the same name is not meant
 * @param controller true for the one owner that manages the object
 * @param blockOwnerDeletion an owner that is deleted in the foreground waits until this resource is gone
 */
@ListMap("uid")
public record OwnerReference(
        String apiVersion, String kind, String name, String uid, boolean controller, boolean blockOwnerDeletion) {

    public OwnerReference {
        apiVersion = Defaults.text(apiVersion, "");
        kind = Defaults.text(kind, "");
        name = Defaults.text(name, "");
        uid = Defaults.text(uid, "");
    }

    /** Whether this speaks of the object that has {@code ownerUid}. */
    public boolean isTo(String ownerUid) {
        return uid.equals(ownerUid);
    }
}
