package dev.evenkeel.store;

import dev.evenkeel.archive.ArchiveException;

/** The reasons of a store's conditions. A closed list: docs/resources/backupstore.md explains each. */
public enum StoreReason {
    /** It answers. */
    Available,
    /** It does not answer, or fails. Tried again. */
    Unreachable,
    /** What is there is no store. Tried again. */
    NotAStore,
    /** It does not let us in. Tried again. */
    AccessDenied,
    /** The policy does not allow the folder. */
    PolicyDenied,
    /** It is to go, and Backups have archives in it. */
    InUse,
    /** The registry does not answer. Tried again. */
    RegistryUnavailable;

    static StoreReason of(ArchiveException failure) {
        return failure instanceof ArchiveException.StoreUnavailable unavailable
                ? switch (unavailable.absence()) {
                    case Silent -> Unreachable;
                    case Missing -> NotAStore;
                    case Closed -> AccessDenied;
                }
                : Unreachable;
    }
}
