package dev.evenkeel.api;

import java.util.random.RandomGenerator;

/**
 * What is appended to a {@code generateName}: five characters without vowels and look-alikes, so that no words come out
 * (k8s.io/apiserver {@code names.SimpleNameGenerator}).
 */
public final class NameSuffixes {

    static final int LENGTH = 5;

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private final RandomGenerator random;

    public NameSuffixes(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        StringBuilder suffix = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return suffix.toString();
    }
}
