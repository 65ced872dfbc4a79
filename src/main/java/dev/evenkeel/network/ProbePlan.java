package dev.evenkeel.network;

import java.util.List;

/**
 * Everything that is to be asked about a network.
 *
 * @param membersLeftOut how many running members neither ask nor are asked about
 * @param pairsLeftOut how many pairs of the others are left out
 */
record ProbePlan(List<ProbeOrder> orders, int membersLeftOut, int pairsLeftOut) {

    ProbePlan {
        orders = List.copyOf(orders);
    }
}
