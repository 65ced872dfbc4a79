package dev.evenkeel.registry;

/** The fake keeps the contract, too. */
class MemoryRevisionLogTest extends RevisionLogContract {

    private final RevisionLog log = new MemoryRevisionLog();

    @Override
    protected RevisionLog open() {
        return log;
    }
}
