/**
 * The command line: one class per command, each given by {@code boot} what it works with.
 *
 * <p>What a command is asked for goes to standard output; what went wrong goes to standard error, as
 * {@code evenkeel: ...}, with exit code 1. Whoever adds a command adds a class here and a
 * line in {@code boot.Commands}.
 */
@NullMarked
package dev.evenkeel.command;

import org.jspecify.annotations.NullMarked;
