package dev.evenkeel.archive;

/** Sees every member of an archive once, in the archive's order. */
@FunctionalInterface
public interface MemberVisitor {

    void visit(Member member);

    /** Passes each member on to this visitor and then to {@code next}. */
    default MemberVisitor then(MemberVisitor next) {
        return member -> {
            visit(member);
            next.visit(member);
        };
    }
}
