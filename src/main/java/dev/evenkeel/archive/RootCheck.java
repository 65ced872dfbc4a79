package dev.evenkeel.archive;

/** Holds a capture to the form which a restore relies on: the volume's root first, everything else below it. */
final class RootCheck implements MemberVisitor {

    private boolean rootSeen;

    @Override
    public void visit(Member member) {
        if (!rootSeen && !member.name().equals(MemberName.ROOT)) {
            throw new ArchiveException.Corrupt("the first entry is not " + MemberName.ROOT + " but " + member.name());
        }
        if (!member.name().startsWith(MemberName.ROOT)) {
            throw new ArchiveException.Hostile(SafetyRule.OUTSIDE_ROOT, member.name());
        }
        rootSeen = true;
    }
}
